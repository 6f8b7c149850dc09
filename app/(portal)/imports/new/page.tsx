import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { kindsFor } from "@/lib/domain/imports/kinds";
import { listImports } from "@/lib/domain/imports/queries";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { UploadForm } from "./upload-form";

export const generateMetadata = () => ({ title: t("New import") });

export default async function NewImportPage() {
  const viewer = await requireViewer();
  await pageData(listImports(viewer));
  const kinds = kindsFor(viewer);
  return (
    <>
      <PageHeader title={t("New import")} sentence={t("First the file, then how its columns are read. Nothing is changed before you say so.")} back={{ href: paths.imports(), label: t("Imports") }} />
      {kinds.length > 0 ? <UploadForm kinds={kinds} /> : <Notice title={t("There is nothing that a file could bring")}>{t("You may neither add nor change customers or people.")}</Notice>}
    </>
  );
}
