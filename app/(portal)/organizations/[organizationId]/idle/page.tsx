import { ActionForm } from "@/components/form/action-form";
import { HiddenVersion } from "@/components/form/hidden-version";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { TextInput } from "@/components/ui/text-input";
import { can } from "@/lib/access/decide";
import { countNearEnd, getIdlePolicy, type NearEnd } from "@/lib/domain/lapsing/queries";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { idParam, pageData, refusePage } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { setIdlePolicyAction } from "../../actions";

export const generateMetadata = () => ({ title: t("Idle accounts") });

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
        title={t("Idle accounts of {organizationName}", { organizationName })}
        sentence={t("For everybody at home there and below, whether they came once or never. Signing in, a program's token or a new invitation starts the days anew.")}
        back={{ href: paths.organization(organizationId), label: organizationName }}
      />
      <ActionForm action={setIdlePolicyAction} kind="edit" submit={t("Save rule")} pending={t("Saving")} cancelHref={paths.organization(organizationId)}>
        <input type="hidden" name="organizationId" value={organizationId} />
        <HiddenVersion value={policy.version} />
        {above && <Notice>{t("The rule of {above} counts as well: {idleDays} days. The shorter one decides.", { above: above.name, idleDays: above.idleDays })}</Notice>}
        <Field name="idleDays" label={t("Deactivate after days without a sign-in")} optional help={t("From 14 on. Empty never deactivates anybody.")}>
          <TextInput inputMode="numeric" defaultValue={policy.idleDays ?? ""} maxLength={4} />
        </Field>
        <Field name="idleWarningDays" label={t("Warn by mail so many days before")} help={t("Nobody is deactivated without having been warned that long before.")}>
          <TextInput inputMode="numeric" defaultValue={policy.idleWarningDays} maxLength={2} />
        </Field>
        <p className="text-sm text-ink-2">{near && nearWords(near)}</p>
      </ActionForm>
    </>
  );
}

/** Who comes near their end by the rules as they stand. */
function nearWords({ warned, unwarned }: NearEnd): string {
  if (warned + unwarned === 0) return t("By the rules as they stand nobody is near their end.");
  return t("By the rules as they stand {warned, plural, one {# person was} other {# people were}} warned, and {unwarned} will be with the next daily round.", { warned, unwarned });
}
