import { ActionForm } from "@/components/form/action-form";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import { targetFields, type ImportDetail } from "@/lib/domain/imports/schema";
import { t } from "@/lib/shared/language/text";
import { checkImportAction } from "../actions";

/** Which column is read as which field; proposed from the headings, remembered for the next such file. */
export function ColumnsForm({ file, example }: { file: ImportDetail; example: string[] }) {
  const options = file.headers.map((header, at) => ({ value: String(at), label: example[at] ? `${header} (${example[at].slice(0, 30)})` : header }));
  return (
    <Panel title={t("How the columns are read")} sentence={t("In brackets stands what the first row holds. Empty cells change nothing.")}>
      <ActionForm action={checkImportAction} kind="create" submit={t("Check every row")} pending={t("Checking …")}>
        <input type="hidden" name="importId" value={file.id} />
        {targetFields[file.kind].map(({ name, label, required }) => (
          <Field key={name} name={`column.${name}`} label={t(label)} required={required} optional={!required}>
            <Select options={options} empty={t("Not in the file")} defaultValue={file.mapping[name] === undefined ? "" : String(file.mapping[name])} />
          </Field>
        ))}
      </ActionForm>
    </Panel>
  );
}
