import { Combobox } from "@/components/ui/combobox";
import { DateInput } from "@/components/ui/date-input";
import { Facts } from "@/components/ui/facts";
import { Field } from "@/components/ui/field";
import type { Option } from "@/components/ui/option";
import { TextInput } from "@/components/ui/text-input";
import { Textarea } from "@/components/ui/textarea";
import { t } from "@/lib/shared/language/text";
import { stepText } from "@/lib/shared/ready-checklists";

type Values = { title?: string; description?: string | null; dueOn?: string | null };
type Props = {
  values?: Values;
  assignee?: Option;
  /** Whether people can be chosen from; without, the task stays with the one it has. */
  canChoose: boolean;
};

/** What is to be done, by whom and until when. */
export function TaskFields({ values = {}, assignee, canChoose }: Props) {
  return (
    <>
      <Field name="title" label={t("What is to be done")} required>
        <TextInput defaultValue={stepText(values.title ?? "")} autoComplete="off" maxLength={200} />
      </Field>
      <Field name="description" label={t("Description")} optional>
        <Textarea defaultValue={stepText(values.description ?? "")} rows={4} />
      </Field>
      {canChoose ? (
        <Field name="assigneeId" label={t("Who does it")} required help={t("A person of the task's partner or of one above it.")}>
          <Combobox fetchUrl="/api/lookup/users" defaultValue={assignee} />
        </Field>
      ) : (
        <>
          <Facts facts={[{ label: t("Who does it"), value: assignee?.label }]} />
          {assignee && <input type="hidden" name="assigneeId" value={assignee.value} />}
        </>
      )}
      <Field name="dueOn" label={t("Due")} optional>
        <DateInput defaultValue={values.dueOn ?? ""} />
      </Field>
    </>
  );
}
