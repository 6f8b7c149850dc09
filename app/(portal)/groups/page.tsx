import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access/decide";
import { listGroups } from "@/lib/domain/groups/queries";
import { groupList } from "@/lib/domain/groups/schema";
import { asSentence } from "@/lib/shared/language/as-sentence";
import { msg, t } from "@/lib/shared/language/text";
import { countedTotal } from "@/lib/shared/numbers";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { chosenOrganizations } from "../chosen-organizations";
import { GroupsTable } from "./groups-table";

export const generateMetadata = () => ({ title: t("Groups") });

/** The groups one may see: searched, filtered and sorted by the address. */
export default async function GroupsPage({ searchParams }: PageProps<"/groups">) {
  const viewer = await requireViewer();
  const list = groupList.parse(await searchParams);
  const page = await pageData(listGroups(viewer, list));
  const canCreate = can(viewer, "groups.create");
  return (
    <>
      <PageHeader title={t("Groups")} sentence={asSentence(t("{groups} you may see.", { groups: countedTotal(page.total, msg("{count, plural, =0 {no groups} one {# group} other {# groups}}")) }))}>
        {canCreate && (
          <ButtonLink href={paths.newGroup()} look="primary">
            {t("New group")}
          </ButtonLink>
        )}
      </PageHeader>
      <GroupsTable page={page} list={list} organizations={await chosenOrganizations(viewer, list.filters.organization)} canCreate={canCreate} />
    </>
  );
}
