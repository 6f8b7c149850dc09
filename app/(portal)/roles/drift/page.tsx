import Link from "next/link";
import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { can } from "@/lib/access/decide";
import { clonedTemplates, driftReport } from "@/lib/domain/roles/drift";
import type { DriftCount } from "@/lib/domain/roles/rows";
import { driftList } from "@/lib/domain/roles/schema";
import { asSentence } from "@/lib/shared/language/as-sentence";
import { msg, t } from "@/lib/shared/language/text";
import { countedTotal, formatCount } from "@/lib/shared/numbers";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { DriftTable } from "./drift-table";

export const generateMetadata = () => ({ title: t("Clones and templates") });

/** Which clones differ from their templates and how, and where a proposal waits for a decision. */
export default async function DriftPage({ searchParams }: PageProps<"/roles/drift">) {
  const viewer = await requireViewer();
  const asked = await searchParams;
  const list = driftList.parse(asked);
  const [{ page, counts }, templates] = await pageData(Promise.all([driftReport(viewer, list), clonedTemplates(viewer)]));
  return (
    <>
      <PageHeader
        title={t("Clones and templates")}
        sentence={t("How roles that were cloned differ from the newest version of their template. {clones} here.", { clones: asSentence(countedTotal(page.total, msg("{count, plural, =0 {no clones} one {# clone} other {# clones}}"))) })}
        back={{ href: paths.roles(), label: t("Roles") }}
      >
        <ButtonLink href={paths.exportRoleDrift(queryOf(asked))} file>
          {t("Download as CSV")}
        </ButtonLink>
      </PageHeader>
      <div className="flex flex-col gap-4">
        {counts.length > 0 && <Counts counts={counts} />}
        <DriftTable page={page} list={list} templates={templates} canOpen={can(viewer, "roles.view")} hasPartners={can(viewer, "organizations.list")} />
      </div>
    </>
  );
}

/** The same filters for the file; where one stands in the list does not matter there. */
function queryOf(asked: Record<string, string | string[] | undefined>): string {
  const pairs = Object.entries(asked).flatMap(([name, value]) => (value === undefined || name === "after" || name === "before" ? [] : [[name, [value].flat().join(",")]]));
  return pairs.length === 0 ? "" : `?${new URLSearchParams(pairs)}`;
}

const Counts = ({ counts }: { counts: DriftCount[] }) => (
  <Panel title={t("By template")} flush>
    <div className="overflow-x-auto">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t("Template")}</th>
            <th scope="col" className="right">
              {t("Newest version")}
            </th>
            <th scope="col" className="right">
              {t("Clones")}
            </th>
            <th scope="col" className="right">
              {t("Same")}
            </th>
            <th scope="col" className="right">
              {t("Differ")}
            </th>
            <th scope="col" className="right">
              {t("Proposal open")}
            </th>
          </tr>
        </thead>
        <tbody>
          {counts.map(({ templateId, templateName, latest, clones, same, differ, open }) => (
            <tr key={templateId}>
              <td>
                <Link className="link" href={paths.role(templateId)} prefetch={false}>
                  {templateName}
                </Link>
              </td>
              <td className="right">{latest}</td>
              {[clones, same, differ, open].map((count, index) => (
                <td key={index} className="right">
                  {formatCount(count)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </Panel>
);
