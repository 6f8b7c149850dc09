import { ActionForm } from "@/components/form/action-form";
import { Combobox } from "@/components/ui/combobox";
import { Facts } from "@/components/ui/facts";
import { Field } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access/decide";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { pageData, requirePermission } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { homeChoice } from "../../../tasks/home-choice";
import { createChecklistAction } from "../../actions";
import { ChecklistFields } from "../checklist-fields";

export const generateMetadata = () => ({ title: t("New checklist") });

export default async function NewChecklistPage() {
  const viewer = await requireViewer();
  await requirePermission(viewer, "tasks.assign");
  const home = await pageData(homeChoice(viewer));
  return (
    <>
      <PageHeader title={t("New checklist")} back={{ href: paths.checklists(), label: t("Checklists") }} />
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
        <ChecklistFields />
      </ActionForm>
    </>
  );
}
