import "server-only";
import type { Viewer } from "../../access/viewer";
import type { Transaction } from "../../platform/db/connect";
import { circleOr } from "../../platform/db/faults";
import { conflict, invalid, Problem } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { recordActivity } from "../activity/record";
import { requireGroupGivable } from "./effects";
import { requireGroup, requireInUse, subjectOf, type Locked } from "./saving";

/**
 * Puts a locked group into another, so that its people hold what the other gives. Throws `conflict` for a circle, `invalid` for one that
 * is at home elsewhere, `refused` for more than the viewer may give.
 */
export async function nestWithin(tx: Transaction, viewer: Viewer, group: Locked, member: Locked): Promise<void> {
  requireInUse(group);
  requireInUse(member);
  if (group.type === "rule") throw conflict(t("The group {group} finds its members by its rule; no group can be put into it.", { group: group.name }));
  if (!member.home.path.includes(group.organizationId)) {
    throw invalid({ memberId: t("{member} belongs to {home}, which is not part of {groupHome}.", { member: member.name, home: member.home.name, groupHome: group.home.name }) });
  }
  const circle = new Problem("conflict", t("Groups would contain each other in a circle."), { fields: { memberId: t("{group} is inside {member} already, or they are the same.", { group: group.name, member: member.name }) } });
  const nesting = tx.groupNesting.createMany({ data: { groupId: group.id, memberId: member.id }, skipDuplicates: true });
  const { count } = await circleOr(circle, nesting);
  if (count > 0) await recordActivity(tx, viewer, { ...subjectOf(group), action: "groups.manage-members", after: { nested: { id: member.id, name: member.name } } });
  await requireGroupGivable(tx, viewer, group.id, member);
}

/** Locks both in one order, so that two nestings never wait for each other in a circle. */
export async function requirePair(tx: Transaction, viewer: Viewer, { groupId, memberId }: { groupId: number; memberId: number }): Promise<[Locked, Locked]> {
  const asMember = () =>
    requireGroup(tx, viewer, memberId, "groups.view").catch((error: unknown) => {
      throw error instanceof Problem ? invalid({ memberId: t("Choose a group from the list.") }) : error;
    });
  const asContainer = () => requireGroup(tx, viewer, groupId, "groups.manage-members");
  if (groupId < memberId) return [await asContainer(), await asMember()];
  const member = await asMember();
  return [await asContainer(), member];
}
