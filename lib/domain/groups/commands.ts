import "server-only";
import { authorize } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import type { Transaction } from "../../platform/db/connect";
import { conflict, Problem, stale } from "../../shared/errors";
import { defined } from "../../shared/fields";
import { t } from "../../shared/language/text";
import { paths } from "../../shared/paths";
import { change } from "../access/change";
import { asQueryable, factsWithin } from "../access/facts-within";
import { toSelf } from "../access/gifts";
import { grantsOfGroups } from "../access/given-grants";
import { mergeEdit } from "../activity/merge";
import { recordActivity } from "../activity/record";
import { giveScope, insertGroup, requireHome } from "./creation";
import { requireGroupGivable, requireJoinGivable, withKeptPeople } from "./effects";
import { knownPeople, putInto, takeOutOf } from "./membership";
import { nestWithin, requirePair } from "./nesting";
import { storedRule } from "./rule";
import { requireGroup, requireInUse, subjectOf, write, type Locked } from "./saving";
import { windowOf } from "./window";
import type {
  AddMembersInput,
  CreateGroupInput,
  EditGroupInput,
  EditRuleInput,
  GroupInput,
  NestGroupInput,
  RemoveMembersInput,
} from "./schema";

type Saved = { id: number; version: number; href: string; message: string };

const saved = ({ id, name }: Locked, version: number): Saved => ({ id, version, href: paths.group(id), message: t("{name} is saved.", { name }) });

/**
 * Makes a group of an organization; a rule group needs groups.edit-rule as well. A security group gets its scope in the same transaction,
 * judged as any gift. Answers its id, its address and the sentence that says so. Throws `refused`, `invalid` for a home out of reach or what
 * cannot be given, and `conflict` for a name that is taken.
 */
export async function createGroup(viewer: Viewer, input: CreateGroupInput): Promise<{ id: number; href: string; message: string }> {
  authorize(viewer, "groups.create");
  return change(viewer, async (tx, viewer) => {
    const home = await requireHome(tx, viewer, input.organizationId);
    const group = await insertGroup(tx, viewer, home, input);
    if (input.type === "security" && input.scope !== "later") await giveScope(tx, viewer, group.id, input);
    return { id: group.id, href: paths.group(group.id), message: t("The group {group} is there.", { group: group.name }) };
  });
}

/** Renames or describes a group, merged with what others changed since. Throws `stale` on a clash, `conflict` for a name that is taken. */
export async function editGroup(viewer: Viewer, { groupId, version, ...fields }: EditGroupInput): Promise<Saved> {
  authorize(viewer, "groups.edit");
  return change(viewer, async (tx, viewer) => {
    const group = await requireGroup(tx, viewer, groupId, "groups.edit");
    const submitted = defined(fields);
    const written = await mergeEdit<Locked>(tx, { recordType: "group", recordId: groupId, noun: "group", baseVersion: version, current: group, submitted });
    if (Object.keys(written).length === 0) return saved(group, group.version);
    await write(tx, viewer, group, { action: "groups.edit", written });
    return saved(group, group.version + 1);
  });
}

/**
 * Changes whom a rule group finds. Whoever it finds holds what the group gives, so the viewer must be able to give that to anybody at
 * home there, and nobody brings themselves in.
 */
export async function editRule(viewer: Viewer, { groupId, version, ...input }: EditRuleInput): Promise<Saved> {
  authorize(viewer, "groups.edit-rule");
  return change(viewer, async (tx, viewer) => {
    const group = await requireGroup(tx, viewer, groupId, "groups.edit-rule");
    requireInUse(group);
    if (group.type !== "rule") throw conflict(t("The group {group} has no rule: its members are picked.", { group: group.name }));
    const rule = await storedRule(asQueryable(tx), viewer, input, group.rule ?? {});
    const written = await mergeRule(tx, group, { baseVersion: version, rule });
    if (Object.keys(written).length === 0) return saved(group, group.version);
    await withKeptPeople(tx, groupId, () => write(tx, viewer, group, { action: "groups.edit-rule", written }));
    await requireGroupGivable(tx, viewer, groupId, group);
    if (group.rule?.program) await requireNotFound(tx, viewer, groupId);
    return saved(group, group.version + 1);
  });
}

/** An enrolment may end: whoever is found through one would, by another rule, keep for good what would have ended for them. */
async function requireNotFound(tx: Transaction, viewer: Viewer, groupId: number): Promise<void> {
  const after = await factsWithin(tx, viewer.facts.userId);
  const isFound = after?.memberships.some((membership) => membership.groupId === groupId);
  if (isFound && (await grantsOfGroups(tx, [groupId])).length > 0) throw toSelf("groups.edit-rule");
}

/** A rule is saved whole: two people's rules are not mixed, and a clash says only that there is another. */
async function mergeRule(tx: Transaction, group: Locked, { baseVersion, rule }: { baseVersion: number; rule: Locked["rule"] }): Promise<Partial<Locked>> {
  const edit = { recordType: "group", recordId: group.id, noun: "group", baseVersion, current: group, submitted: { rule } };
  try {
    return await mergeEdit<Locked>(tx, edit);
  } catch (error) {
    throw error instanceof Problem && error.code === "stale" ? stale("group", [], group.version) : error;
  }
}

/** Puts people into a group or changes their time in it. Judged as giving them what the group gives; nobody adds themselves. */
export async function addMembers(viewer: Viewer, { groupId, users, fromDay, lastDay }: AddMembersInput): Promise<{ id: number; message: string }> {
  authorize(viewer, "groups.manage-members");
  return change(viewer, async (tx, viewer) => {
    const group = await requireGroup(tx, viewer, groupId, "groups.manage-members");
    const people = await knownPeople(tx, viewer, users);
    const window = windowOf({ fromDay, lastDay });
    await withKeptPeople(tx, groupId, () => putInto(tx, viewer, group, { people, window }));
    await requireJoinGivable(tx, viewer, groupId, people);
    return { id: groupId, message: t("{count, plural, one {# person is} other {# people are}} in {group}.", { count: people.length, group: group.name }) };
  });
}

/** Takes people out of a group they were put into. Throws `conflict` when it would leave an organization without full access. */
export async function removeMembers(viewer: Viewer, { groupId, users }: RemoveMembersInput): Promise<{ id: number; message: string }> {
  authorize(viewer, "groups.manage-members");
  return change(viewer, async (tx, viewer) => {
    const group = await requireGroup(tx, viewer, groupId, "groups.manage-members");
    await knownPeople(tx, viewer, users);
    const removed = await withKeptPeople(tx, groupId, () => takeOutOf(tx, viewer, group, users));
    if (removed.length === 0) throw conflict(t("None of them is in this group any more."));
    return { id: groupId, message: t("{count, plural, one {# person is} other {# people are}} no longer in {group}.", { count: removed.length, group: group.name }) };
  });
}

/** Puts a group into another, so that its people hold what the other gives. Throws `conflict` when that closes a circle. */
export async function nestGroup(viewer: Viewer, { groupId, memberId }: NestGroupInput): Promise<{ id: number; message: string }> {
  authorize(viewer, "groups.manage-members");
  return change(viewer, async (tx, viewer) => {
    const [group, member] = await requirePair(tx, viewer, { groupId, memberId });
    await nestWithin(tx, viewer, group, member);
    return { id: groupId, message: t("{member} is in {group}.", { member: member.name, group: group.name }) };
  });
}

/** Takes a group out of another. */
export async function unnestGroup(viewer: Viewer, { groupId, memberId }: NestGroupInput): Promise<{ id: number; message: string }> {
  authorize(viewer, "groups.manage-members");
  return change(viewer, async (tx, viewer) => {
    const group = await requireGroup(tx, viewer, groupId, "groups.manage-members");
    const member = await tx.group.findFirst({ where: { id: memberId, containers: { some: { groupId } } }, select: { id: true, name: true } });
    if (!member) throw conflict(t("That group is not inside this one any more."));
    await withKeptPeople(tx, groupId, () => tx.groupNesting.deleteMany({ where: { groupId, memberId } }));
    await recordActivity(tx, viewer, { ...subjectOf(group), action: "groups.manage-members", before: { nested: member } });
    return { id: groupId, message: t("{member} is no longer in {group}.", { member: member.name, group: group.name }) };
  });
}

/** Archives a group: it gives nothing and leaves the lists, and can be restored. Done already changes nothing. */
export async function archiveGroup(viewer: Viewer, { groupId }: GroupInput): Promise<{ id: number; message: string }> {
  authorize(viewer, "groups.archive");
  return change(viewer, async (tx, viewer) => {
    const group = await requireGroup(tx, viewer, groupId, "groups.archive");
    const archive = () => write(tx, viewer, group, { action: "groups.archive", written: { archivedAt: now() } });
    if (!group.archivedAt) await withKeptPeople(tx, groupId, archive);
    return { id: groupId, message: t("{group} is archived and gives nothing.", { group: group.name }) };
  });
}

/** Brings an archived group back. Its people hold again what it gives, so it is judged as giving. Done already changes nothing. */
export async function restoreGroup(viewer: Viewer, { groupId }: GroupInput): Promise<{ id: number; message: string }> {
  authorize(viewer, "groups.archive");
  return change(viewer, async (tx, viewer) => {
    const group = await requireGroup(tx, viewer, groupId, "groups.archive");
    if (group.archivedAt) {
      await write(tx, viewer, group, { action: "groups.restore", written: { archivedAt: null } });
      await requireGroupGivable(tx, viewer, groupId, group);
    }
    return { id: groupId, message: t("{group} is back.", { group: group.name }) };
  });
}
