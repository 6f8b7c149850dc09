import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access/decide";
import { clonedTemplates } from "@/lib/domain/roles/drift";
import { listRoles } from "@/lib/domain/roles/queries";
import { roleList } from "@/lib/domain/roles/schema";
import { countedTotal } from "@/lib/shared/numbers";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { RolesTable } from "./roles-table";

export const metadata = { title: "Roles" };

/** Roles of the reach, and those from above that may be used. */
export default async function RolesPage({ searchParams }: PageProps<"/roles">) {
  const viewer = await requireViewer();
  const list = roleList.parse(await searchParams);
  const [page, templates] = await pageData(Promise.all([listRoles(viewer, list), clonedTemplates(viewer)]));
  const canCreate = can(viewer, "roles.create");
  return (
    <>
      <PageHeader title="Roles" sentence={`A role is a set of permissions under one name. ${countedTotal(page.total, "role")} you may use or look after.`}>
        <ButtonLink href={paths.roleDrift()}>Clones and templates</ButtonLink>
        {can(viewer, "roles.view") && <ButtonLink href={paths.compareRoles()}>Compare roles</ButtonLink>}
        {canCreate && (
          <ButtonLink href={paths.newRole()} look="primary">
            New role
          </ButtonLink>
        )}
      </PageHeader>
      <RolesTable page={page} list={list} canOpen={can(viewer, "roles.view")} canCreate={canCreate} hasPartners={can(viewer, "organizations.list")} templates={templates} />
    </>
  );
}
