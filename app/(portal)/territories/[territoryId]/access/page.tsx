import { can } from "@/lib/access/decide";
import { getTerritory, territoryGrants } from "@/lib/domain/territories/queries";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { idParam, pageData, requirePermission } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { PlaceAccess } from "../../place-access";
import { TerritoryHeader } from "../territory-header";

/** Who has access that names this territory or one above it. */
export default async function TerritoryAccessPage({ params }: PageProps<"/territories/[territoryId]/access">) {
  const viewer = await requireViewer();
  const id = idParam((await params).territoryId);
  await requirePermission(viewer, "grants.list");
  const territory = await pageData(getTerritory(viewer, id));
  const grants = await pageData(territoryGrants(viewer, id));
  return (
    <>
      <TerritoryHeader viewer={viewer} territory={territory} />
      <PlaceAccess
        grants={grants}
        place={territory}
        sentence={t("Access whose scope is this territory or one above it. Other access may reach what lies here as well.")}
        giveHref={can(viewer, "grants.give") ? paths.newGrant(`?territory=${id}`) : null}
      />
    </>
  );
}
