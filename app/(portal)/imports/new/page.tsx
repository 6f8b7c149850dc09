import { PageHeader } from "@/components/ui/page-header";
import { listImports } from "@/lib/domain/imports/queries";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { UploadForm } from "./upload-form";

export const generateMetadata = () => ({ title: t("New import") });

export default async function NewImportPage() {
  await pageData(listImports(await requireViewer()));
  return (
    <>
      <PageHeader title={t("New import")} sentence={t("First the file, then how its columns are read. Nothing is changed before you say so.")} back={{ href: paths.imports(), label: t("Imports") }} />
      <UploadForm />
    </>
  );
}
