import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access/decide";
import { grantFilterLabels } from "@/lib/domain/grants/choices";
import { listGrants } from "@/lib/domain/grants/queries";
import { grantList } from "@/lib/domain/grants/schema";
import { msg, t } from "@/lib/shared/language/text";
import { countedTotal } from "@/lib/shared/numbers";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { GrantsTable } from "./grants-table";

export const generateMetadata = () => ({ title: t("Access given") });

/** Who was given which role, on what, until when. */
export default async function GrantsPage({ searchParams }: PageProps<"/grants">) {
  const viewer = await requireViewer();
  const list = grantList.parse(await searchParams);
  const [page, chosen] = await Promise.all([pageData(listGrants(viewer, list)), pageData(grantFilterLabels(viewer, list))]);
  const canGive = can(viewer, "grants.give");
  const lookups = {
    user: can(viewer, "users.list"),
    group: can(viewer, "groups.list"),
    role: can(viewer, "roles.list"),
    organization: can(viewer, "organizations.list"),
  };
  const [user] = list.filters.user ?? [];
  const [group] = list.filters.group ?? [];
  const start = user ? `?user=${user}` : group ? `?group=${group}` : "";
  return (
    <>
      <PageHeader title={t("Access given")} sentence={t("Who was given which role, on what, until when: {grants} you may see.", { grants: countedTotal(page.total, msg("{count, plural, =0 {no grants} one {# grant} other {# grants}}")) })}>
        {canGive && (
          <ButtonLink href={paths.newGrant(start)} look="primary">
            {t("Give access")}
          </ButtonLink>
        )}
      </PageHeader>
      <GrantsTable page={page} list={list} chosen={chosen} lookups={lookups} canGive={canGive} />
    </>
  );
}
