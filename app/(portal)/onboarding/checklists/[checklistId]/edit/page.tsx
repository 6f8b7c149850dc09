import { ActionForm } from "@/components/form/action-form";
import { HiddenVersion } from "@/components/form/hidden-version";
import { PageHeader } from "@/components/ui/page-header";
import { getChecklistToEdit } from "@/lib/domain/onboarding/checklists";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { stepText } from "@/lib/shared/ready-checklists";
import { idParam, pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { editChecklistAction } from "../../../actions";
import { ChecklistFields } from "../../checklist-fields";

export const generateMetadata = () => ({ title: t("Edit checklist") });

export default async function EditChecklistPage({ params }: PageProps<"/onboarding/checklists/[checklistId]/edit">) {
  const viewer = await requireViewer();
  const list = await pageData(getChecklistToEdit(viewer, idParam((await params).checklistId)));
  return (
    <>
      <PageHeader title={t("Edit {list}", { list: stepText(list.name) })} sentence={t("What is under way stays as it was begun.")} back={{ href: paths.checklist(list.id), label: stepText(list.name) }} />
      <ActionForm action={editChecklistAction} kind="edit" submit={t("Save checklist")} pending={t("Saving …")} cancelHref={paths.checklist(list.id)}>
        <input type="hidden" name="checklistId" value={list.id} />
        <HiddenVersion value={list.version} />
        <ChecklistFields values={list} role={{ value: String(list.roleId), label: list.roleName }} />
      </ActionForm>
    </>
  );
}
