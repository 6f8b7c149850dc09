import { ActionForm } from "@/components/form/action-form";
import { Field } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { TextInput } from "@/components/ui/text-input";
import { Textarea } from "@/components/ui/textarea";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { requirePermission } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { createProgramAction } from "../actions";

export const generateMetadata = () => ({ title: t("New program") });

/** Creates a program. */
export default async function NewProgramPage() {
  const viewer = await requireViewer();
  await requirePermission(viewer, "programs.edit");
  return (
    <>
      <PageHeader title={t("New program")} back={{ href: paths.programs(), label: t("Programs") }} />
      <ActionForm action={createProgramAction} submit={t("Create program")} pending={t("Creating")} cancelHref={paths.programs()}>
        <Field name="name" label={t("Name")} required>
          <TextInput maxLength={200} autoComplete="off" />
        </Field>
        <Field name="description" label={t("What it is")} optional>
          <Textarea rows={3} maxLength={1000} />
        </Field>
        <Field name="key" label={t("Key")} optional help={t("Files, programs and the rules of groups name it by this. Made for you when left empty; it cannot be changed later.")}>
          <TextInput maxLength={100} autoComplete="off" />
        </Field>
      </ActionForm>
    </>
  );
}
