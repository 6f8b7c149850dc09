import { ActionForm } from "@/components/form/action-form";
import { HiddenVersion } from "@/components/form/hidden-version";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { TextInput } from "@/components/ui/text-input";
import { can } from "@/lib/access/decide";
import { countNearEnd, getIdlePolicy, type NearEnd } from "@/lib/domain/lapsing/queries";
import { counted } from "@/lib/shared/numbers";
import { paths } from "@/lib/shared/paths";
import { idParam, pageData, refusePage } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { setIdlePolicyAction } from "../../actions";

export const metadata = { title: "Idle accounts" };

/** After how many days without a sign-in accounts of a partner end. */
export default async function IdlePolicyPage({ params }: PageProps<"/organizations/[organizationId]/idle">) {
  const viewer = await requireViewer();
  const policy = await pageData(getIdlePolicy(viewer, idParam((await params).organizationId)));
  if (!policy.canEdit) await refusePage("settings.edit");
  const near = can(viewer, "users.list") ? await pageData(countNearEnd(viewer, policy.organizationId)) : null;
  const { organizationId, organizationName, above } = policy;
  return (
    <>
      <PageHeader
        title={`Idle accounts of ${organizationName}`}
        sentence="For everybody at home there and below, whether they came once or never. Signing in, a program's token or a new invitation starts the days anew."
        back={{ href: paths.organization(organizationId), label: organizationName }}
      />
      <ActionForm action={setIdlePolicyAction} kind="edit" submit="Save rule" pending="Saving" cancelHref={paths.organization(organizationId)}>
        <input type="hidden" name="organizationId" value={organizationId} />
        <HiddenVersion value={policy.version} />
        {above && <Notice>{`The rule of ${above.name} counts as well: ${above.idleDays} days. The shorter one decides.`}</Notice>}
        <Field name="idleDays" label="Deactivate after days without a sign-in" optional help="From 14 on. Empty never deactivates anybody.">
          <TextInput inputMode="numeric" defaultValue={policy.idleDays ?? ""} maxLength={4} />
        </Field>
        <Field name="idleWarningDays" label="Warn by mail so many days before" help="Nobody is deactivated without having been warned that long before.">
          <TextInput inputMode="numeric" defaultValue={policy.idleWarningDays} maxLength={2} />
        </Field>
        <p className="text-sm text-ink-2">{near && nearWords(near)}</p>
      </ActionForm>
    </>
  );
}

/** Who comes near their end by the rules as they stand. */
function nearWords({ warned, unwarned }: NearEnd): string {
  if (warned + unwarned === 0) return "By the rules as they stand nobody is near their end.";
  return `By the rules as they stand ${counted(warned, "person was", "people were")} warned, and ${counted(unwarned, "will be", "will be")} with the next daily round.`;
}
