import { ActionForm } from "@/components/form/action-form";
import { HiddenVersion } from "@/components/form/hidden-version";
import { Field } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { TextInput } from "@/components/ui/text-input";
import { Textarea } from "@/components/ui/textarea";
import { getGroup } from "@/lib/domain/groups/queries";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { idParam, pageData, refusePage } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { editGroupAction } from "../../actions";

export const generateMetadata = () => ({ title: t("Rename group") });

export default async function EditGroupPage({ params }: PageProps<"/groups/[groupId]/edit">) {
  const viewer = await requireViewer();
  const group = await pageData(getGroup(viewer, idParam((await params).groupId)));
  if (!group.can.edit) await refusePage("groups.edit");
  return (
    <>
      <PageHeader title={t("Rename {group}", { group: group.name })} back={{ href: paths.group(group.id), label: group.name }} />
      <ActionForm action={editGroupAction} kind="edit" submit={t("Save group")} pending={t("Saving")} cancelHref={paths.group(group.id)}>
        <input type="hidden" name="groupId" value={group.id} />
        <HiddenVersion value={group.version} />
        <Field name="name" label={t("Name")} required>
          <TextInput defaultValue={group.name} autoComplete="off" maxLength={200} />
        </Field>
        <Field name="description" label={t("Description")} optional>
          <Textarea defaultValue={group.description ?? ""} rows={3} maxLength={1000} />
        </Field>
      </ActionForm>
    </>
  );
}
