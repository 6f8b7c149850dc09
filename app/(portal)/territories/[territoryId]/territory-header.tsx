import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";
import { can } from "@/lib/access/decide";
import { isAtRoot, type Viewer } from "@/lib/access/viewer";
import type { TerritoryDetail } from "@/lib/domain/territories/rows";
import { counted } from "@/lib/shared/numbers";
import { paths } from "@/lib/shared/paths";
import { TerritoryActions } from "./territory-actions";

/** The top of a territory's pages: where it lies, what can be done, and the pages about it. */
export function TerritoryHeader({ viewer, territory }: { viewer: Viewer; territory: TerritoryDetail }) {
  const { id, key, name, version, above, childCount } = territory;
  const last = above.at(-1);
  const place = above.length > 0 ? `In ${above.map((one) => one.name).join(" › ")}` : "At the top";
  const sentence = `${place}. ${childCount === 0 ? "No territories below it." : `${counted(childCount, "territory", "territories")} below it.`} Key ${key}.`;
  return (
    <>
      <PageHeader title={name} sentence={sentence} back={last ? { href: paths.territory(last.id), label: last.name } : { href: paths.territories(), label: "Territories" }}>
        {territory.can.edit && (
          <>
            <TerritoryActions territory={{ id, name, version }} parent={last ? { value: String(last.id), label: last.name } : null} />
            <ButtonLink href={paths.newTerritory(id)} look="primary">
              New territory in it
            </ButtonLink>
          </>
        )}
      </PageHeader>
      <Tabs
        label={name}
        tabs={[
          ...(can(viewer, "organizations.list") ? [{ label: "Partners", href: paths.territory(id), count: territory.organizationCount }] : [{ label: "Territories below", href: paths.territory(id) }]),
          ...(can(viewer, "customers.list") ? [{ label: "Customers", href: paths.territoryCustomers(id) }] : []),
          ...(can(viewer, "grants.list") ? [{ label: "People with access", href: paths.territoryAccess(id) }] : []),
          ...(can(viewer, "activity.view") && isAtRoot(viewer.facts) ? [{ label: "History", href: paths.activity(`?record=territory:${id}`) }] : []),
        ]}
      />
    </>
  );
}
