import { ActionForm } from "@/components/form/action-form";
import { HiddenVersion } from "@/components/form/hidden-version";
import { Field } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { TextInput } from "@/components/ui/text-input";
import { Textarea } from "@/components/ui/textarea";
import { getProgram } from "@/lib/domain/programs/queries";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { idParam, pageData, refusePage } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { editProgramAction } from "../../actions";

/** Edits a program's name and description. */
export default async function EditProgramPage({ params }: PageProps<"/programs/[programId]/edit">) {
  const viewer = await requireViewer();
  const id = idParam((await params).programId);
  const { can, name, description, version } = await pageData(getProgram(viewer, id));
  if (!can.edit) await refusePage("programs.edit");
  return (
    <>
      <PageHeader title={t("Edit {name}", { name })} back={{ href: paths.program(id), label: name }} />
      <ActionForm action={editProgramAction} kind="edit" submit={t("Save program")} cancelHref={paths.program(id)}>
        <input type="hidden" name="programId" value={id} />
        <HiddenVersion value={version} />
        <Field name="name" label={t("Name")} required>
          <TextInput defaultValue={name} maxLength={200} autoComplete="off" />
        </Field>
        <Field name="description" label={t("What it is")} optional>
          <Textarea defaultValue={description ?? ""} rows={3} maxLength={1000} />
        </Field>
      </ActionForm>
    </>
  );
}
