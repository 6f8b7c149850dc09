import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";
import { can } from "@/lib/access/decide";
import type { Viewer } from "@/lib/access/viewer";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";

/** The top of the two views of territories. */
export function TerritoriesHeader({ viewer }: { viewer: Viewer }) {
  return (
    <>
      <PageHeader title={t("Territories")} sentence={t("Regions, one inside another. Access by a territory covers the partners and customers in it and in all below.")}>
        {can(viewer, "territories.edit") && (
          <ButtonLink href={paths.newTerritory()} look="primary">
            {t("New territory")}
          </ButtonLink>
        )}
      </PageHeader>
      <Tabs
        label={t("Territories")}
        tabs={[
          { label: t("Tree"), href: paths.territories() },
          { label: t("List"), href: paths.territoryList() },
        ]}
      />
    </>
  );
}
