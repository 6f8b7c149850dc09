import Link from "next/link";
import { ButtonLink } from "@/components/ui/button-link";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Progress } from "@/components/ui/progress";
import { can } from "@/lib/access/decide";
import type { Viewer } from "@/lib/access/viewer";
import { getImport, importRows } from "@/lib/domain/imports/queries";
import type { ImportDetail } from "@/lib/domain/imports/schema";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { idParam, pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { ImportState } from "../import-status";
import { ColumnsForm } from "./columns-form";
import { MissingTerritories } from "./missing-territories";
import { FromTheTop } from "./from-the-top";
import { Reasons } from "./reasons";
import { RunForm } from "./run-form";
import { StopForm } from "./stop-form";
import { WhileRunning } from "./while-running";
import { WrongRows } from "./wrong-rows";

export const generateMetadata = () => ({ title: t("Import") });

export default async function ImportPage({ params }: PageProps<"/imports/[importId]">) {
  const viewer = await requireViewer();
  const file = await pageData(getImport(viewer, idParam((await params).importId)));
  const wrong = file.totals.wrong ? await pageData(importRows(viewer, { importId: file.id, which: "wrong" })) : [];
  const first = await pageData(importRows(viewer, { importId: file.id, which: "first" }));
  const isUnderWay = file.status === "checking" || file.status === "running";
  const isOpen = file.status === "uploaded" || file.status === "checked" || file.status === "failed";
  return (
    <>
      <PageHeader
        title={file.fileName}
        sentence={t("{count, plural, one {# row} other {# rows}} of {kind, select, customers {customers} other {users}}, read as {encoding}.", { count: file.rowCount, kind: file.kind, encoding: file.encoding })}
        state={<ImportState status={file.status} />}
        back={{ href: paths.imports(), label: t("Imports") }}
      >
        {file.status !== "uploaded" && !isUnderWay && (
          <ButtonLink href={`${paths.import(file.id)}/report`} file>
            {t("Report")}
          </ButtonLink>
        )}
      </PageHeader>
      <FromTheTop of={JSON.stringify([file.status, file.totals, file.mapping])} />
      <div className="flex flex-col gap-4">
        {isUnderWay && (
          <>
            <Progress label={file.status === "checking" ? t("Checking") : t("Importing")} done={file.doneCount} total={file.rowCount} />
            <div>
              <StopForm importId={file.id} />
            </div>
            <WhileRunning />
          </>
        )}
        <Outcome file={file} />
        {isReady(file) && (
          <div>
            <RunForm importId={file.id} rowCount={file.rowCount} />
          </div>
        )}
        {isMakingTerritories(viewer, file) && <MissingTerritories importId={file.id} names={file.missingTerritories} />}
        {file.status === "checked" && file.reasons.length > 0 && <Reasons reasons={file.reasons} />}
        {wrong.length > 0 && <WrongRows rows={wrong} file={file} total={file.totals.wrong ?? 0} />}
        {isOpen && <ColumnsForm file={file} examples={first.map(({ cells }) => cells)} />}
      </div>
    </>
  );
}

/** Whether territories that the file names can be made from it. */
const isMakingTerritories = (viewer: Viewer, { status, missingTerritories }: ImportDetail) => status === "checked" && missingTerritories.length > 0 && can(viewer, "territories.edit");

/** Whether the file would change something, and all of it is right. */
const isReady = ({ status, totals: { created, changed, wrong } }: ImportDetail) => status === "checked" && !wrong && Boolean(created || changed);

/** What would happen, or happened, to the rows. */
function Outcome({ file }: { file: ImportDetail }) {
  const { status, totals, encoding } = file;
  const { created = 0, changed = 0, unchanged = 0, wrong = 0 } = totals;
  const figures = t("{created, number} new, {changed, number} changed, {unchanged, number} as they are already", { created, changed, unchanged });
  if (status === "failed") return <Notice tone="danger" title={t("The import failed")}>{t("Nothing of the file was kept. Check it again; if it fails again, tell the people who run the portal.")}</Notice>;
  if (status === "done") return <Notice tone="info" title={t("Imported")}>{figures}. {homeWords(file)} <SeeThem kind={file.kind} /></Notice>;
  if (status === "checked" && wrong > 0) return <Notice tone="caution" title={t("{count, plural, one {# row needs} other {# rows need}} another look", { count: wrong })}>{t("Nothing was changed. Mend the file and bring it in again, or read the columns otherwise.")} {wrong < file.rowCount && t("The other rows: {figures}.", { figures })} {homeWords(file)}</Notice>;
  if (status === "checked" && !isReady(file)) return <Notice tone="info" title={t("Everything is there already")}>{t("{count, plural, one {The row is as it is in the portal} other {All # rows are as they are in the portal}}: there is nothing to import.", { count: file.rowCount })}</Notice>;
  if (status === "checked") return <Notice tone="info" title={t("Every row is right")}>{t("It would be {figures}. Nothing was changed yet.", { figures })} {homeWords(file)}</Notice>;
  if (encoding === "Windows-1252") return <Notice tone="caution" title={t("The file is not UTF-8")}>{t("It is read as Windows-1252. Check that letters like ä, é and ø look right below.")}</Notice>;
  return null;
}

/** Where to find what came in, the newest first. */
const SeeThem = ({ kind }: Pick<ImportDetail, "kind">) => (
  <Link className="link" href={kind === "customers" ? paths.customers("?sort=-created") : paths.users("?sort=-created")} prefetch={false}>
    {kind === "customers" ? t("See the customers") : t("See the people")}
  </Link>
);

/** Whose the new ones are, or would be, that name no partner in their row. */
function homeWords({ kind, mapping, totals, home: { name: organization } }: ImportDetail): string {
  if (!totals.created) return "";
  if (mapping.organization !== undefined) return t("New ones without a partner in their row belong to {organization}.", { organization });
  return kind === "customers" ? t("No column names a partner: all new customers belong to {organization}.", { organization }) : t("No column names a partner: all new people are at home in {organization}.", { organization });
}
