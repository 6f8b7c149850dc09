import { Fragment } from "react";
import { ActionForm } from "@/components/form/action-form";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import type { Option } from "@/components/ui/option";
import { readCell } from "@/lib/domain/imports/mapping";
import { columnOf, readingOf, targetFields, type ImportDetail, type Part } from "@/lib/domain/imports/schema";
import { t } from "@/lib/shared/language/text";
import { checkImportAction } from "../actions";

const mostNamed = 10;

/** Which column is read as which field; proposed from the headings, remembered for the next such file. */
export function ColumnsForm({ file, examples }: { file: ImportDetail; examples: string[][] }) {
  const options = file.headers.flatMap((header, at) => optionsOf(header, at, examples));
  const read = new Set(Object.values(file.mapping).map(columnOf));
  const unread = file.headers.filter((_, at) => !read.has(at));
  const first = unread.slice(0, mostNamed).join(", ");
  return (
    <Panel title={t("How the columns are read")} sentence={t("In brackets stands what the first row holds. Empty cells change nothing.")}>
      {unread.length > 0 && (
        <div className="mb-4">
          <Notice title={t("{count, plural, one {One column of the file is not read} other {# columns of the file are not read}}", { count: unread.length })}>
            {t("{names}. Choose below where they belong, or leave them out.", { names: unread.length > mostNamed ? t("{names} and {count} more##names", { names: first, count: unread.length - mostNamed }) : first })}
          </Notice>
        </div>
      )}
      <ActionForm action={checkImportAction} kind="create" submit={t("Check every row")} pending={t("Checking …")}>
        <input type="hidden" name="importId" value={file.id} />
        {targetFields[file.kind].map(({ name, label, required }) => (
          <Fragment key={name}>
            <Field name={`column.${name}`} label={t(label)} required={required} optional={!required}>
              <Select options={options} empty={t("Not in the file")} defaultValue={file.mapping[name] === undefined ? "" : String(file.mapping[name])} />
            </Field>
            {name === "organization" && <HomeField file={file} />}
          </Fragment>
        ))}
      </ActionForm>
    </Panel>
  );
}

/** A column whole; and its parts, when one of the first rows holds two things in it, such as a city and its state. */
function optionsOf(header: string, column: number, examples: string[][]): Option[] {
  const cells = examples.find((row) => row[column]?.includes(",")) ?? examples.find((row) => row[column]) ?? [];
  const option = (part: Part, label: string): Option => {
    const held = readCell(cells, readingOf(column, part)).slice(0, 30);
    return { value: String(readingOf(column, part)), label: held ? `${label} (${held})` : label };
  };
  if (!cells[column]?.includes(",")) return [option("whole", header)];
  return [option("whole", header), option("before", t("{header}, before the last comma", { header })), option("behind", t("{header}, behind the last comma", { header }))];
}

/** Who owns what a row brings that names no partner. */
function HomeField({ file: { kind, home } }: { file: ImportDetail }) {
  const [label, help, purpose] =
    kind === "customers"
      ? [t("Partner of new customers without one in their row"), t("Customers who are there already stay where they are."), "customer"]
      : [t("Home of new people without one in their row"), t("People who are there already stay where they are."), "invite"];
  return (
    <Field name="organizationId" label={label} help={help} required>
      <Combobox fetchUrl={`/api/lookup/organizations?for=${purpose}`} defaultValue={{ value: String(home.id), label: home.name }} />
    </Field>
  );
}
