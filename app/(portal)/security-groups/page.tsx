import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access/decide";
import { securityGroupList } from "@/lib/domain/groups/schema";
import { listSecurityGroups } from "@/lib/domain/groups/security-queries";
import { asSentence } from "@/lib/shared/language/as-sentence";
import { msg, t } from "@/lib/shared/language/text";
import { countedTotal } from "@/lib/shared/numbers";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { chosenOrganizations } from "../chosen-organizations";
import { SecurityGroupsTable } from "./security-groups-table";

export const generateMetadata = () => ({ title: t("Security groups") });

/** The security groups: what each puts its people into, who is in it, and how many customers that is. */
export default async function SecurityGroupsPage({ searchParams }: PageProps<"/security-groups">) {
  const viewer = await requireViewer();
  const list = securityGroupList.parse(await searchParams);
  const page = await pageData(listSecurityGroups(viewer, list));
  const canCreate = can(viewer, "groups.create");
  return (
    <>
      <PageHeader title={t("Security groups")} sentence={t("Each puts its people into one scope: chosen customers, or everything. {groups} you may see.", { groups: asSentence(countedTotal(page.total, msg("{count, plural, =0 {no groups} one {# group} other {# groups}}"))) })}>
        {canCreate && (
          <ButtonLink href={paths.newGroup("?type=security")} look="primary">
            {t("New security group")}
          </ButtonLink>
        )}
      </PageHeader>
      <SecurityGroupsTable page={page} list={list} organizations={await chosenOrganizations(viewer, list.filters.organization)} canCreate={canCreate} mayFilterReach={can(viewer, "grants.list")} />
    </>
  );
}
