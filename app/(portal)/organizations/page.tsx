import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access/decide";
import { listOrganizations } from "@/lib/domain/organizations/queries";
import { organizationList } from "@/lib/domain/organizations/schema";
import { countedTotal } from "@/lib/shared/numbers";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { organizationFilters } from "./organization-filters";
import { OrganizationViews } from "./organization-views";
import { OrganizationsTable } from "./organizations-table";

export const metadata = { title: "Partners" };

/** Partners and sub-partners that the viewer may list. */
export default async function OrganizationsPage({ searchParams }: PageProps<"/organizations">) {
  const viewer = await requireViewer();
  const list = organizationList.parse(await searchParams);
  const page = await pageData(listOrganizations(viewer, list));
  const filters = await organizationFilters(viewer, list);
  const mayCreate = can(viewer, "organizations.create");
  const action = mayCreate ? { action: { href: paths.newOrganization(), label: "New partner" } } : {};
  return (
    <>
      <PageHeader title="Partners" sentence={`The partners and sub-partners that you may see, ${countedTotal(page.total, "partner")} here.`}>
        {mayCreate && (
          <ButtonLink href={paths.newOrganization()} look="primary">
            New partner
          </ButtonLink>
        )}
      </PageHeader>
      <OrganizationViews />
      <OrganizationsTable page={page} list={list} filters={filters} empty={{ kind: "nothing", title: "No partners yet.", sentence: "Partners will be listed here with their place in the tree.", ...action }} />
    </>
  );
}
