import { ActionForm } from "@/components/form/action-form";
import { Combobox } from "@/components/ui/combobox";
import { Facts } from "@/components/ui/facts";
import { Field } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access/decide";
import { getChecklist } from "@/lib/domain/onboarding/checklists";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { stepText } from "@/lib/shared/ready-checklists";
import { idParam, pageData, requirePermission } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { homeChoice } from "../../../tasks/home-choice";
import { createChecklistAction } from "../../actions";
import { ChecklistFields } from "../checklist-fields";

export const generateMetadata = () => ({ title: t("New checklist") });

/** A new checklist, empty or with the steps of another (`?from=`) to begin with. */
export default async function NewChecklistPage({ searchParams }: PageProps<"/onboarding/checklists/new">) {
  const viewer = await requireViewer();
  await requirePermission(viewer, "tasks.assign");
  const home = await pageData(homeChoice(viewer));
  const { from } = await searchParams;
  const like = typeof from === "string" ? await pageData(getChecklist(viewer, idParam(from))) : null;
  return (
    <>
      <PageHeader title={t("New checklist")} sentence={like && t("With the steps of {name} to begin with.", { name: stepText(like.name) })} back={{ href: paths.checklists(), label: t("Checklists") }} />
      <ActionForm action={createChecklistAction} kind="create" submit={t("Create checklist")} pending={t("Creating …")} cancelHref={paths.checklists()}>
        {can(viewer, "organizations.list") ? (
          <Field name="organizationId" label={t("Partner")} required help={t("The checklist counts there and below.")}>
            <Combobox fetchUrl="/api/lookup/organizations?for=task" defaultValue={home} />
          </Field>
        ) : (
          <>
            <Facts facts={[{ label: t("Partner"), value: home?.label }]} />
            <input type="hidden" name="organizationId" value={home?.value ?? ""} />
          </>
        )}
        {like ? <ChecklistFields values={like} role={{ value: String(like.roleId), label: like.roleName }} /> : <ChecklistFields />}
      </ActionForm>
    </>
  );
}
