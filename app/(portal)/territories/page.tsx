import { AddressTree } from "@/components/ui/address-tree";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import type { TreeNode } from "@/components/ui/tree-walk";
import { can } from "@/lib/access/decide";
import { territoryTree } from "@/lib/domain/territories/queries";
import type { TerritoryNode } from "@/lib/domain/territories/rows";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { TerritoriesHeader } from "./territories-header";

export const generateMetadata = () => ({ title: t("Territories") });

function nodeOf({ id, name, childCount, organizationCount, children, hasMore }: TerritoryNode): TreeNode {
  const rest = hasMore ? [{ id: `rest-${id}`, label: t("Show all in the list"), href: paths.territoryList(`?parent=${id}`) }] : [];
  const hint = organizationCount > 0 ? { hint: t("{count, plural, one {# partner} other {# partners}}", { count: organizationCount }) } : {};
  return { id: String(id), label: name, href: paths.territory(id), ...hint, children: [...children.map(nodeOf), ...rest], isMore: childCount > 0 };
}

const idsIn = (text: string | string[] | undefined) =>
  String(text ?? "")
    .split(",")
    .map(Number)
    .filter((id) => Number.isSafeInteger(id) && id > 0 && id < 2 ** 31);

/** So many at the top are open at first. */
const few = 8;

/** The tree of territories, level by level. */
export default async function TerritoriesPage({ searchParams }: PageProps<"/territories">) {
  const viewer = await requireViewer();
  const asked = (await searchParams).open;
  const tops = await pageData(territoryTree(viewer, idsIn(asked)));
  const isFirstLook = asked === undefined && tops.nodes.length <= few;
  const open = isFirstLook ? tops.nodes.map(({ id }) => id) : idsIn(asked);
  const { nodes, hasMore } = isFirstLook ? await pageData(territoryTree(viewer, open)) : tops;
  const action = can(viewer, "territories.edit") ? { action: { href: paths.newTerritory(), label: t("New territory") } } : {};
  return (
    <>
      <TerritoriesHeader viewer={viewer} />
      {nodes.length === 0 ? (
        <EmptyState kind="nothing" title={t("No territories yet.")} sentence={t("Territories let access follow regions instead of single partners and customers.")} {...action} />
      ) : (
        <Panel>
          <AddressTree label={t("Territories")} path={paths.territories()} nodes={nodes.map(nodeOf)} open={open.map(String)} />
          {hasMore && <p className="mt-3 text-sm text-ink-2">{t("Only the first are shown. Search in the list for the rest.")}</p>}
        </Panel>
      )}
    </>
  );
}
