import { Fragment } from "react";
import { ActionForm } from "@/components/form/action-form";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import { targetFields, type ImportDetail } from "@/lib/domain/imports/schema";
import { t } from "@/lib/shared/language/text";
import { checkImportAction } from "../actions";

const mostNamed = 10;

/** Which column is read as which field; proposed from the headings, remembered for the next such file. */
export function ColumnsForm({ file, example }: { file: ImportDetail; example: string[] }) {
  const options = file.headers.map((header, at) => ({ value: String(at), label: example[at] ? `${header} (${example[at].slice(0, 30)})` : header }));
  const read = new Set(Object.values(file.mapping));
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
