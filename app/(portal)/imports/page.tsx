import Link from "next/link";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { RelativeTime } from "@/components/ui/relative-time";
import { listImports, mostListed } from "@/lib/domain/imports/queries";
import { t } from "@/lib/shared/language/text";
import { formatCount } from "@/lib/shared/numbers";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { ImportState } from "./import-status";

export const generateMetadata = () => ({ title: t("Imports") });

export default async function ImportsPage() {
  const viewer = await requireViewer();
  const imports = await pageData(listImports(viewer));
  return (
    <>
      <PageHeader title={t("Imports")} sentence={t("Customers and people brought in from files. A file is tried first; it is imported when every row is right.")}>
        <ButtonLink href={paths.newImport()} look="primary">
          {t("New import")}
        </ButtonLink>
      </PageHeader>
      {imports.length === 0 ? (
        <EmptyState kind="nothing" title={t("No imports yet")} sentence={t("The files you bring in will stand here, with what became of their rows.")} action={{ href: paths.newImport(), label: t("New import") }} />
      ) : (
        <Panel flush>
          <div className="overflow-x-auto">
            <table className="plain-table">
              <thead>
                <tr>
                  <th>{t("File")}</th>
                  <th>{t("Rows are")}</th>
                  <th className="right">{t("Rows")}</th>
                  <th>{t("State")}</th>
                  <th className="right">{t("Brought in")}</th>
                </tr>
              </thead>
              <tbody>
                {imports.map(({ id, fileName, kind, rowCount, status, createdAt }) => (
                  <tr key={id}>
                    <td>
                      <Link className="link" href={paths.import(id)} prefetch={false}>
                        {fileName}
                      </Link>
                    </td>
                    <td className="muted">{kind === "users" ? t("users") : t("customers")}</td>
                    <td className="right">{formatCount(rowCount)}</td>
                    <td>
                      <ImportState status={status} />
                    </td>
                    <td className="right muted">
                      <RelativeTime at={createdAt} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Panel>
      )}
      {imports.length === mostListed && <p className="mt-3 text-sm text-ink-2">{t("These are the newest {count} files.", { count: mostListed })}</p>}
    </>
  );
}
