import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access/decide";
import { clonedTemplates } from "@/lib/domain/roles/drift";
import { listRoles } from "@/lib/domain/roles/queries";
import { roleList } from "@/lib/domain/roles/schema";
import { asSentence } from "@/lib/shared/language/as-sentence";
import { msg, t } from "@/lib/shared/language/text";
import { countedTotal } from "@/lib/shared/numbers";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { RolesTable } from "./roles-table";

export const generateMetadata = () => ({ title: t("Roles") });

/** Roles of the reach, and those from above that may be used. */
export default async function RolesPage({ searchParams }: PageProps<"/roles">) {
  const viewer = await requireViewer();
  const list = roleList.parse(await searchParams);
  const [page, templates] = await pageData(Promise.all([listRoles(viewer, list), clonedTemplates(viewer)]));
  const canCreate = can(viewer, "roles.create");
  return (
    <>
      <PageHeader title={t("Roles")} sentence={t("A role is a set of permissions under one name. {roles} you may use or look after.", { roles: asSentence(countedTotal(page.total, msg("{count, plural, =0 {no roles} one {# role} other {# roles}}"))) })}>
        <ButtonLink href={paths.roleDrift()}>{t("Clones and templates")}</ButtonLink>
        {can(viewer, "roles.view") && <ButtonLink href={paths.compareRoles()}>{t("Compare roles")}</ButtonLink>}
        {canCreate && (
          <ButtonLink href={paths.newRole()} look="primary">
            {t("New role")}
          </ButtonLink>
        )}
      </PageHeader>
      <RolesTable page={page} list={list} canOpen={can(viewer, "roles.view")} canCreate={canCreate} hasPartners={can(viewer, "organizations.list")} templates={templates} />
    </>
  );
}
