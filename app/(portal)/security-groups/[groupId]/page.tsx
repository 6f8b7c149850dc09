import Link from "next/link";
import { ButtonLink } from "@/components/ui/button-link";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Badge } from "@/components/ui/badge";
import { rich } from "@/components/ui/rich";
import { can } from "@/lib/access/decide";
import type { Viewer } from "@/lib/access/viewer";
import { listMembers } from "@/lib/domain/groups/members";
import { getGroup, listGroupAccess } from "@/lib/domain/groups/queries";
import type { GroupDetail } from "@/lib/domain/groups/rows";
import { memberList } from "@/lib/domain/groups/schema";
import { msg, t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { countedTotal } from "@/lib/shared/numbers";
import { idParam, pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { notFound } from "next/navigation";
import { HeldAccessList } from "../../held-access";
import { OneAccess } from "./one-access";

export const generateMetadata = () => ({ title: t("Security group") });

/** A security group: what it gives and on which records, edited in one place, and its people. */
export default async function SecurityGroupPage({ params }: PageProps<"/security-groups/[groupId]">) {
  const viewer = await requireViewer();
  const group = await pageData(getGroup(viewer, idParam((await params).groupId)));
  if (group.type !== "security") notFound();
  const { id, name, organizationName, archivedAt, description } = group;
  return (
    <>
      <PageHeader
        title={name}
        sentence={t("Security group of {organizationName}. {description}", { organizationName, description: description ?? t("Everybody in it is put into this one scope.") })}
        state={archivedAt && <Badge>{t("Archived")}</Badge>}
        back={{ href: paths.securityGroups(), label: t("Security groups") }}
      >
        {group.can.clone && <ButtonLink href={paths.cloneGroup(id)}>{t("Clone")}</ButtonLink>}
        <ButtonLink href={paths.group(id)}>{t("People and times")}</ButtonLink>
      </PageHeader>
      <div className="flex flex-col gap-4">
        {archivedAt && <Notice>{t("It is archived and gives nothing. Restore it under “People and times”.")}</Notice>}
        {can(viewer, "users.list") && <People viewer={viewer} group={group} />}
        {group.can.seeAccess ? <Access viewer={viewer} group={group} /> : <Notice>{t("What it gives is for people who may see access.")}</Notice>}
      </div>
    </>
  );
}

const shown = 8;

async function People({ viewer, group: { id } }: { viewer: Viewer; group: GroupDetail }) {
  const { rows, total } = await pageData(listMembers(viewer, id, memberList.parse({})));
  const more = total.count - Math.min(shown, rows.length);
  const names = rows.slice(0, shown).map((person, at) => (
    <span key={person.id}>
      {at > 0 && ", "}
      <Link className="link" href={paths.user(person.id)} prefetch={false}>
        {person.name}
      </Link>
    </span>
  ));
  return (
    <Panel title={t("People")} sentence={total.count === 0 ? t("Nobody whom you may see is in it.") : t("{people} in it; what is saved here counts on their next click.", { people: countedTotal(total, msg("{count, plural, =0 {no people} one {# person} other {# people}}")) })}>
      {rows.length > 0 && (
        <p className="text-sm">
          {more > 0 ? rich("{names} and {more} more", { names, more }) : names}
        </p>
      )}
    </Panel>
  );
}

/** One access is edited here; of several each has its own page, as they differ in role, level or time. */
async function Access({ viewer, group }: { viewer: Viewer; group: GroupDetail }) {
  const access = await pageData(listGroupAccess(viewer, group.id));
  const own = access.filter(({ through }) => through === null);
  const around = access.filter(({ through }) => through !== null);
  const give = group.can.give && group.archivedAt === null && (
    <ButtonLink href={paths.newGrant(`?group=${group.id}`)} size="small">
      {t("Give access")}
    </ButtonLink>
  );
  return (
    <>
      {own.length === 1 ? (
        <OneAccess viewer={viewer} group={group} grantId={own[0]!.grantId} />
      ) : (
        <Panel title={t("What it gives")} sentence={own.length === 0 ? undefined : t("Several roles on the same scope. Open one to change it.")} actions={give}>
          <HeldAccessList access={own} own={t("its own")} empty={t("It gives nothing yet.")} />
        </Panel>
      )}
      {around.length > 0 && (
        <Panel title={t("Through groups around it")}>
          <HeldAccessList access={around} empty="" />
        </Panel>
      )}
    </>
  );
}
