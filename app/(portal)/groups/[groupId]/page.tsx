import Link from "next/link";
import { ButtonLink } from "@/components/ui/button-link";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { can } from "@/lib/access/decide";
import type { Viewer } from "@/lib/access/viewer";
import { groupBounds } from "@/lib/domain/groups/bounds";
import { listMembers } from "@/lib/domain/groups/members";
import { getGroup, listGroupAccess } from "@/lib/domain/groups/queries";
import type { GroupDetail } from "@/lib/domain/groups/rows";
import { memberList, type MemberList } from "@/lib/domain/groups/schema";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { idParam, pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { HeldAccessList } from "../../held-access";
import { AddMembers } from "./add-members";
import { GroupHeader } from "./group-header";
import { MembersTable } from "./members-table";
import { NestedPanel } from "./nested-panel";
import { RulePanel } from "./rule-panel";

export const generateMetadata = () => ({ title: t("Group") });

/** One group: who is in it and how, the groups in it and around it, and what it gives. */
export default async function GroupPage({ params, searchParams }: PageProps<"/groups/[groupId]">) {
  const viewer = await requireViewer();
  const group = await pageData(getGroup(viewer, idParam((await params).groupId)));
  return (
    <>
      <GroupHeader group={group} />
      <div className="flex flex-col gap-4">
        {group.rule && <RulePanel group={group} rule={group.rule} />}
        {can(viewer, "users.list") && <People viewer={viewer} group={group} list={memberList.parse(await searchParams)} />}
        <NestedPanel group={group} />
        {group.can.seeAccess && <Gives viewer={viewer} group={group} />}
        {can(viewer, "activity.view") && (
          <p className="text-sm">
            <Link className="link" href={paths.activity(`?record=group:${group.id}`)} prefetch={false}>
              {t("What happened to this group")}
            </Link>
          </p>
        )}
      </div>
    </>
  );
}

async function People({ viewer, group, list }: { viewer: Viewer; group: GroupDetail; list: MemberList }) {
  const page = await pageData(listMembers(viewer, group.id, list));
  const mayPick = group.can.manageMembers && group.type !== "rule";
  return (
    <section aria-labelledby="people" className="min-w-0">
      <div className="mb-2 flex flex-wrap items-center gap-3">
        <h2 id="people" className="flex-1 text-base font-[620]">
          {t("People")}
        </h2>
        {mayPick && group.archivedAt === null && <AddMembers groupId={group.id} name={group.name} />}
      </div>
      <MembersTable page={page} list={list} groupId={group.id} name={group.name} mayRemove={mayPick} />
    </section>
  );
}

async function Gives({ viewer, group: { id, can: may, archivedAt } }: { viewer: Viewer; group: GroupDetail }) {
  const access = await pageData(listGroupAccess(viewer, id));
  const bounds = await pageData(groupBounds(viewer, id));
  const give = may.give && archivedAt === null && (
    <ButtonLink href={paths.newGrant(`?group=${id}`)} size="small">
      {t("Give access")}
    </ButtonLink>
  );
  return (
    <Panel id="access" title={t("What it gives")} sentence={t("To everybody in it, by its own access and by that of the groups it is in.")} actions={give}>
      {bounds.map((bound) => (
        <Notice key={bound} tone="caution">
          {bound}
        </Notice>
      ))}
      <HeldAccessList access={access} own={t("its own")} empty={t("It gives nothing yet.")} />
    </Panel>
  );
}
