import { listTerritories } from "@/lib/domain/territories/queries";
import { territoryList } from "@/lib/domain/territories/schema";
import { t } from "@/lib/shared/language/text";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { TerritoriesHeader } from "../territories-header";
import { TerritoriesTable } from "./territories-table";

export const generateMetadata = () => ({ title: t("Territories, list") });

/** All territories as a list. */
export default async function TerritoryListPage({ searchParams }: PageProps<"/territories/list">) {
  const viewer = await requireViewer();
  const list = territoryList.parse(await searchParams);
  const page = await pageData(listTerritories(viewer, list));
  return (
    <>
      <TerritoriesHeader viewer={viewer} />
      <TerritoriesTable page={page} list={list} />
    </>
  );
}
