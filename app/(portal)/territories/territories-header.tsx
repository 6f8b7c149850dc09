import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";
import { can } from "@/lib/access/decide";
import type { Viewer } from "@/lib/access/viewer";
import { paths } from "@/lib/shared/paths";

/** The top of the two views of territories. */
export function TerritoriesHeader({ viewer }: { viewer: Viewer }) {
  return (
    <>
      <PageHeader title="Territories" sentence="Regions, one inside another. Access by a territory covers the partners and customers in it and in all below.">
        {can(viewer, "territories.edit") && (
          <ButtonLink href={paths.newTerritory()} look="primary">
            New territory
          </ButtonLink>
        )}
      </PageHeader>
      <Tabs
        label="Territories"
        tabs={[
          { label: "Tree", href: paths.territories() },
          { label: "List", href: paths.territoryList() },
        ]}
      />
    </>
  );
}
