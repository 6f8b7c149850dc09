import { ButtonLink } from "@/components/ui/button-link";
import { getOrganization, listOrganizations } from "@/lib/domain/organizations/queries";
import { organizationList } from "@/lib/domain/organizations/schema";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { idParam, pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { OrganizationHeader } from "../organization-header";
import { OrganizationsTable } from "../../organizations-table";

/** The partners directly below one. */
export default async function OrganizationPartnersPage({ params, searchParams }: PageProps<"/organizations/[organizationId]/partners">) {
  const viewer = await requireViewer();
  const id = idParam((await params).organizationId);
  const organization = await pageData(getOrganization(viewer, id));
  const list = { ...organizationList.parse(await searchParams), filters: {} };
  const page = await pageData(listOrganizations(viewer, { ...list, filters: { parent: [String(id)] } }));
  const action = organization.can.create ? { action: { href: paths.newOrganization(id), label: t("New partner below it") } } : {};
  return (
    <>
      <OrganizationHeader viewer={viewer} organization={organization}>
        {organization.can.create && (
          <ButtonLink href={paths.newOrganization(id)} look="primary">
            {t("New partner below it")}
          </ButtonLink>
        )}
      </OrganizationHeader>
      <OrganizationsTable page={page} list={list} empty={{ kind: "nothing", title: t("No partners below {organization}.", { organization: organization.name }), ...action }} />
    </>
  );
}
