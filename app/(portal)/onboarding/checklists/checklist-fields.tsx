import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import type { Option } from "@/components/ui/option";
import { TextInput } from "@/components/ui/text-input";
import { Textarea } from "@/components/ui/textarea";
import type { Item } from "@/lib/domain/onboarding/schema";
import { t } from "@/lib/shared/language/text";
import { stepText } from "@/lib/shared/ready-checklists";
import { StepsEditor } from "./steps-editor";

type Props = { values?: { name: string; description: string | null; items: Item[] }; role?: Option };

/** What a checklist is called, for which role it is, and its steps. */
export function ChecklistFields({ values, role }: Props) {
  return (
    <>
      <Field name="name" label={t("Name")} required>
        <TextInput defaultValue={stepText(values?.name ?? "")} autoComplete="off" maxLength={200} />
      </Field>
      <Field name="description" label={t("Description")} optional>
        <Textarea defaultValue={stepText(values?.description ?? "")} rows={2} />
      </Field>
      <Field name="roleId" label={t("Role")} required help={t("People invited with it, or with a clone of it, get the steps.")}>
        <Combobox fetchUrl="/api/lookup/roles" defaultValue={role} />
      </Field>
      <StepsEditor initial={values?.items ?? []} />
    </>
  );
}
