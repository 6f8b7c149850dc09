import { listCustomers } from "@/lib/domain/customers/queries";
import { customerList } from "@/lib/domain/customers/schema";
import { getTerritory } from "@/lib/domain/territories/queries";
import { idParam, pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { AddToTerritory } from "../add-to-territory";
import { TerritoryCustomers } from "../territory-customers";
import { TerritoryHeader } from "../territory-header";

/** The customers in a territory and below, as far as the viewer may list them. */
export default async function TerritoryCustomersPage({ params, searchParams }: PageProps<"/territories/[territoryId]/customers">) {
  const viewer = await requireViewer();
  const id = idParam((await params).territoryId);
  const territory = await pageData(getTerritory(viewer, id));
  const list = { ...customerList.parse(await searchParams), filters: {} };
  const page = await pageData(listCustomers(viewer, { ...list, filters: { territory: [String(id)] } }));
  return (
    <>
      <TerritoryHeader viewer={viewer} territory={territory} />
      {territory.can.assign && <AddToTerritory territoryId={id} what="customers" />}
      <TerritoryCustomers page={page} list={list} mayAssign={territory.can.assign} territoryName={territory.name} />
    </>
  );
}
