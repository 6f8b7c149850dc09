import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";
import { can } from "@/lib/access/decide";
import { isAtRoot, type Viewer } from "@/lib/access/viewer";
import type { TerritoryDetail } from "@/lib/domain/territories/rows";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { TerritoryActions } from "./territory-actions";

/** The top of a territory's pages: where it lies, what can be done, and the pages about it. */
export function TerritoryHeader({ viewer, territory }: { viewer: Viewer; territory: TerritoryDetail }) {
  const { id, key, name, version, above, childCount } = territory;
  const last = above.at(-1);
  const sentence = [
    above.length > 0 ? t("In {way}.", { way: above.map((one) => one.name).join(" › ") }) : t("At the top."),
    childCount === 0 ? t("No territories below it.") : t("{count, plural, one {# territory} other {# territories}} below it.", { count: childCount }),
    t("Key {key}.", { key }),
  ].join(" ");
  return (
    <>
      <PageHeader title={name} sentence={sentence} back={last ? { href: paths.territory(last.id), label: last.name } : { href: paths.territories(), label: t("Territories") }}>
        {territory.can.edit && (
          <>
            <TerritoryActions territory={{ id, name, version }} parent={last ? { value: String(last.id), label: last.name } : null} />
            <ButtonLink href={paths.newTerritory(id)} look="primary">
              {t("New territory in it")}
            </ButtonLink>
          </>
        )}
      </PageHeader>
      <Tabs
        label={name}
        tabs={[
          ...(can(viewer, "organizations.list") ? [{ label: t("Partners"), href: paths.territory(id), count: territory.organizationCount }] : [{ label: t("Territories below"), href: paths.territory(id) }]),
          ...(can(viewer, "customers.list") ? [{ label: t("Customers"), href: paths.territoryCustomers(id) }] : []),
          ...(can(viewer, "grants.list") ? [{ label: t("People with access"), href: paths.territoryAccess(id) }] : []),
          ...(can(viewer, "activity.view") && isAtRoot(viewer.facts) ? [{ label: t("History"), href: paths.activity(`?record=territory:${id}`) }] : []),
        ]}
      />
    </>
  );
}
