import { ConfirmButton } from "@/components/form/confirm-button";
import type { RolePolicyRow } from "@/lib/domain/settings/rows";
import { removePolicyAction } from "./actions";
import { EditRolePolicy } from "./add-role-policy";
import { PolicyFacts } from "./policy-facts";

/** The rules for holders of roles, each to change or remove. */
export const RolePolicies = ({ organizationId, roles, canEdit }: { organizationId: number; roles: RolePolicyRow[]; canEdit: boolean }) => (
  <ul className="divide-y divide-line border-t border-line">
    {roles.map((policy) => (
      <li key={policy.id} className="flex flex-col gap-2 px-4 py-3">
        <div className="flex flex-wrap items-center gap-2">
          <h3 className="min-w-0 flex-1 text-sm font-[620]">{policy.roleName}</h3>
          {canEdit && (
            <>
              <EditRolePolicy organizationId={organizationId} policy={policy} />
              <ConfirmButton
                label="Remove"
                size="small"
                title={`Remove the rules for ${policy.roleName}?`}
                sentence="What everybody here and partners above are asked still applies."
                confirm="Remove rules"
                pending="Removing"
                action={removePolicyAction}
                values={{ organizationId, policyId: policy.id }}
              />
            </>
          )}
        </div>
        <PolicyFacts policy={policy} />
        <Uncovered names={policy.uncovered} />
      </li>
    ))}
  </ul>
);

const mostNamed = 5;

/** A clone is another role (DECISIONS.md, 21): whoever takes these rules for the clones' as well is told. */
function Uncovered({ names }: { names: string[] }) {
  if (names.length === 0) return null;
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : "";
  return (
    <p className="text-sm text-caution">
      Not asked of holders of its {names.length === 1 ? "clone" : "clones"} {names.slice(0, mostNamed).join(", ") + more}: a clone is another role and needs rules of its own.
    </p>
  );
}
