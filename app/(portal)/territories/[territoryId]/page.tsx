import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { can } from "@/lib/access/decide";
import { listOrganizations } from "@/lib/domain/organizations/queries";
import { organizationList } from "@/lib/domain/organizations/schema";
import { getTerritory } from "@/lib/domain/territories/queries";
import { t } from "@/lib/shared/language/text";
import { idParam, pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { AddToTerritory } from "./add-to-territory";
import { TerritoryHeader } from "./territory-header";
import { TerritoryPartners } from "./territory-partners";

/** The partners in a territory and below, as far as the viewer may list them. */
export default async function TerritoryPage({ params, searchParams }: PageProps<"/territories/[territoryId]">) {
  const viewer = await requireViewer();
  const id = idParam((await params).territoryId);
  const territory = await pageData(getTerritory(viewer, id));
  const list = { ...organizationList.parse(await searchParams), filters: {} };
  const maySee = can(viewer, "organizations.list");
  const page = maySee ? await pageData(listOrganizations(viewer, { ...list, filters: { territory: [String(id)] } })) : null;
  return (
    <>
      <TerritoryHeader viewer={viewer} territory={territory} />
      {page === null ? (
        <Panel>
          <EmptyState kind="no-permission" sentence={t("The partners of this territory are shown to people who may see partners.")} />
        </Panel>
      ) : (
        <>
          {territory.can.assign && <AddToTerritory territoryId={id} what="organizations" />}
          <TerritoryPartners page={page} list={list} mayAssign={territory.can.assign} territoryName={territory.name} />
        </>
      )}
    </>
  );
}
