import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access/decide";
import { listUsers } from "@/lib/domain/users/queries";
import { userList } from "@/lib/domain/users/schema";
import { asSentence } from "@/lib/shared/language/as-sentence";
import { msg, t } from "@/lib/shared/language/text";
import { countedTotal } from "@/lib/shared/numbers";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { chosenOrganizations } from "../chosen-organizations";
import { UsersTable } from "./users-table";

export const generateMetadata = () => ({ title: t("Users") });

/** The people one may see: searched, filtered and sorted by the address. */
export default async function UsersPage({ searchParams }: PageProps<"/users">) {
  const viewer = await requireViewer();
  const list = userList.parse(await searchParams);
  const page = await pageData(listUsers(viewer, list));
  return (
    <>
      <PageHeader title={t("Users")} sentence={asSentence(t("{people} you may see.", { people: countedTotal(page.total, msg("{count, plural, =0 {no people} one {# person} other {# people}}")) }))}>
        {can(viewer, "users.invite") && (
          <ButtonLink href={paths.newUser()} look="primary">
            {t("Add user")}
          </ButtonLink>
        )}
      </PageHeader>
      <UsersTable
        page={page}
        list={list}
        organizations={await chosenOrganizations(viewer, list.filters.organization)}
        canInvite={can(viewer, "users.invite")}
        canDeactivate={can(viewer, "users.deactivate")}
        canManageMembers={can(viewer, "groups.manage-members")}
      />
    </>
  );
}
