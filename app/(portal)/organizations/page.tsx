import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access/decide";
import { listOrganizations } from "@/lib/domain/organizations/queries";
import { organizationList } from "@/lib/domain/organizations/schema";
import { msg, t } from "@/lib/shared/language/text";
import { countedTotal } from "@/lib/shared/numbers";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { organizationFilters } from "./organization-filters";
import { OrganizationViews } from "./organization-views";
import { OrganizationsTable } from "./organizations-table";

export const generateMetadata = () => ({ title: t("Partners") });

/** Partners and sub-partners that the viewer may list. */
export default async function OrganizationsPage({ searchParams }: PageProps<"/organizations">) {
  const viewer = await requireViewer();
  const list = organizationList.parse(await searchParams);
  const page = await pageData(listOrganizations(viewer, list));
  const filters = await organizationFilters(viewer, list);
  const mayCreate = can(viewer, "organizations.create");
  const action = mayCreate ? { action: { href: paths.newOrganization(), label: t("New partner") } } : {};
  return (
    <>
      <PageHeader title={t("Partners")} sentence={t("The partners and sub-partners that you may see, {partners} here.", { partners: countedTotal(page.total, msg("{count, plural, =0 {no partners} one {# partner} other {# partners}}")) })}>
        {mayCreate && (
          <ButtonLink href={paths.newOrganization()} look="primary">
            {t("New partner")}
          </ButtonLink>
        )}
      </PageHeader>
      <OrganizationViews />
      <OrganizationsTable page={page} list={list} filters={filters} empty={{ kind: "nothing", title: t("No partners yet."), sentence: t("Partners will be listed here with their place in the tree."), ...action }} />
    </>
  );
}
