import { ActionForm } from "@/components/form/action-form";
import { Field } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { TextInput } from "@/components/ui/text-input";
import { Textarea } from "@/components/ui/textarea";
import { paths } from "@/lib/shared/paths";
import { requirePermission } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { createProgramAction } from "../actions";

export const metadata = { title: "New program" };

/** Creates a program. */
export default async function NewProgramPage() {
  const viewer = await requireViewer();
  await requirePermission(viewer, "programs.edit");
  return (
    <>
      <PageHeader title="New program" back={{ href: paths.programs(), label: "Programs" }} />
      <ActionForm action={createProgramAction} submit="Create program" pending="Creating" cancelHref={paths.programs()}>
        <Field name="name" label="Name" required>
          <TextInput maxLength={200} autoComplete="off" />
        </Field>
        <Field name="description" label="What it is" optional>
          <Textarea rows={3} maxLength={1000} />
        </Field>
        <Field name="key" label="Key" optional help="Files, programs and the rules of groups name it by this. Made for you when left empty; it cannot be changed later.">
          <TextInput maxLength={100} autoComplete="off" />
        </Field>
      </ActionForm>
    </>
  );
}
