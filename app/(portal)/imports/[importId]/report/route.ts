import { importReport } from "@/lib/domain/imports/report";
import { fileRoute } from "@/lib/web/file";

/** The report of a file: its rows with what became of them. */
export async function GET(request: Request, { params }: { params: Promise<{ importId: string }> }) {
  const importId = Number((await params).importId);
  return fileRoute("import-report", (viewer) => importReport(viewer, Number.isSafeInteger(importId) && importId > 0 && importId < 2 ** 31 ? importId : 0))(request);
}
