import { ActionForm } from "@/components/form/action-form";
import { Field } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextInput } from "@/components/ui/text-input";
import { listImports } from "@/lib/domain/imports/queries";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { uploadImportAction } from "../actions";

export const generateMetadata = () => ({ title: t("New import") });

const kinds = () => [
  { value: "customers", label: t("Customers"), hint: t("matched by their number") },
  { value: "users", label: t("People"), hint: t("matched by their e-mail; new ones are invited") },
];

export default async function NewImportPage() {
  await pageData(listImports(await requireViewer()));
  return (
    <>
      <PageHeader title={t("New import")} sentence={t("First the file, then how its columns are read. Nothing is changed before you say so.")} back={{ href: paths.imports(), label: t("Imports") }} />
      <ActionForm action={uploadImportAction} kind="create" submit={t("Read the file")} pending={t("Reading …")} cancelHref={paths.imports()}>
        <Field name="kind" label={t("The rows are")} group>
          <RadioGroup options={kinds()} defaultValue="customers" />
        </Field>
        <Field name="file" label={t("File")} required help={t("A CSV file with a line of headings, up to 50 MB. Comma, semicolon or tab; UTF-8 or Windows-1252.")}>
          <TextInput type="file" accept=".csv,.tsv,.txt,text/csv" />
        </Field>
      </ActionForm>
    </>
  );
}
