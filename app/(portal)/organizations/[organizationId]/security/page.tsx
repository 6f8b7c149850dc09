import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { getOrganization } from "@/lib/domain/organizations/queries";
import { getPolicies } from "@/lib/domain/settings/queries";
import type { Policies } from "@/lib/domain/settings/rows";
import { formatDate } from "@/lib/shared/dates";
import { t } from "@/lib/shared/language/text";
import { idParam, pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { OrganizationHeader } from "../organization-header";
import { afterOf } from "./lasts";
import { AddRolePolicy } from "./add-role-policy";
import { PolicyFacts } from "./policy-facts";
import { PolicyForm } from "./policy-form";
import { RolePolicies } from "./role-policies";

export const generateMetadata = () => ({ title: t("Signing in") });

/** What a partner asks of its people when they sign in: second factors, and how long sessions last. */
export default async function OrganizationSecurityPage({ params }: PageProps<"/organizations/[organizationId]/security">) {
  const viewer = await requireViewer();
  const id = idParam((await params).organizationId);
  const organization = await pageData(getOrganization(viewer, id));
  const { own, roles, choices, above, canEdit } = await pageData(getPolicies(viewer, id));
  return (
    <>
      <OrganizationHeader viewer={viewer} organization={organization} />
      <div className="flex max-w-[760px] flex-col gap-4">
        <FromAbove above={above} />
        <Panel title={t("Everybody")} sentence={t("People of {organization} and of the partners below it.", { organization: organization.name })}>
          {canEdit ? <PolicyForm organizationId={id} policy={own} /> : <PolicyFacts policy={own} />}
        </Panel>
        <Panel
          flush={roles.length > 0}
          title={t("Holders of a role")}
          sentence={t("Stricter rules for those of them who hold a role that may do more. The strictest of all that applies to a person counts. A clone of a role is another role: its holders are bound by rules for the clone only.")}
          actions={canEdit && choices.length > 0 && <AddRolePolicy organizationId={id} choices={choices} />}
        >
          {roles.length === 0 ? <p className="text-sm text-ink-2">{t("No role has rules of its own here.")}</p> : <RolePolicies organizationId={id} roles={roles} canEdit={canEdit} />}
        </Panel>
      </div>
    </>
  );
}

function FromAbove({ above: { factorFrom, idleMinutes, absoluteMinutes } }: Pick<Policies, "above">) {
  const asked = [
    ...(factorFrom ? [t("a second factor from {day}", { day: formatDate(factorFrom) })] : []),
    ...(idleMinutes ? [t("sign-in again {afterSoLong} without use", { afterSoLong: afterOf(idleMinutes) })] : []),
    ...(absoluteMinutes ? [t("sign-in again {afterSoLong} in any case", { afterSoLong: afterOf(absoluteMinutes) })] : []),
  ];
  if (asked.length === 0) return null;
  return <Notice title={t("Partners above ask of everybody here already:")}>{asked.join(", ")}.</Notice>;
}
