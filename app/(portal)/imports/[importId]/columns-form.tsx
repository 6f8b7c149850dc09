import { ActionForm } from "@/components/form/action-form";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import { targetFields, type ImportDetail } from "@/lib/domain/imports/schema";
import { checkImportAction } from "../actions";

const mostNamed = 10;

/** Which column is read as which field; proposed from the headings, remembered for the next such file. */
export function ColumnsForm({ file, example }: { file: ImportDetail; example: string[] }) {
  const options = file.headers.map((header, at) => ({ value: String(at), label: example[at] ? `${header} (${example[at].slice(0, 30)})` : header }));
  const read = new Set(Object.values(file.mapping));
  const unread = file.headers.filter((_, at) => !read.has(at));
  return (
    <Panel title="How the columns are read" sentence="In brackets stands what the first row holds. Empty cells change nothing.">
      {unread.length > 0 && (
        <div className="mb-4">
          <Notice title={unread.length === 1 ? "One column of the file is not read" : `${unread.length} columns of the file are not read`}>
            {unread.slice(0, mostNamed).join(", ")}
            {unread.length > mostNamed && ` and ${unread.length - mostNamed} more`}. Choose below where they belong, or leave them out.
          </Notice>
        </div>
      )}
      <ActionForm action={checkImportAction} kind="create" submit="Check every row" pending="Checking …">
        <input type="hidden" name="importId" value={file.id} />
        {targetFields[file.kind].map(({ name, label, required }) => (
          <Field key={name} name={`column.${name}`} label={label} required={required} optional={!required}>
            <Select options={options} empty="Not in the file" defaultValue={file.mapping[name] === undefined ? "" : String(file.mapping[name])} />
          </Field>
        ))}
      </ActionForm>
    </Panel>
  );
}
