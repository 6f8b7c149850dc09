import { PageHeader } from "@/components/ui/page-header";
import { listImports } from "@/lib/domain/imports/queries";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { UploadForm } from "./upload-form";

export const metadata = { title: "New import" };

export default async function NewImportPage() {
  await pageData(listImports(await requireViewer()));
  return (
    <>
      <PageHeader title="New import" sentence="First the file, then how its columns are read. Nothing is changed before you say so." back={{ href: paths.imports(), label: "Imports" }} />
      <UploadForm />
    </>
  );
}
