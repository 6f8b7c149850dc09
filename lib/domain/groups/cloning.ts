import "server-only";
import sql from "sql-template-tag";
import { authorize, allowed } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { conflict, invalid, Problem, refused } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { paths } from "../../shared/paths";
import { change } from "../access/change";
import { organizationRecord, type OrganizationRecord } from "../access/records";
import { recordActivity } from "../activity/record";
import { copyGrants } from "../grants/copying";
import { insertGroup } from "./creation";
import { requireGroupGivable, requireJoinGivable } from "./effects";
import { knownPeople, putInto, type Person } from "./membership";
import { nestWithin } from "./nesting";
import { requireGroup, subjectOf, type Locked } from "./saving";
import { createGroupInput, type CloneGroupInput } from "./schema";
import type { Window } from "./window";

type Cloned = { id: number; href: string; message: string };

/**
 * Makes a group like another: its kind, and what is chosen of its access, scope, members, groups around it and times. All of it is judged
 * as giving, so nobody comes to more than the viewer could give; the viewer is left out of the members. Throws `conflict` for a name that
 * is taken and for members the viewer may not see.
 */
export async function cloneGroup(viewer: Viewer, input: CloneGroupInput): Promise<Cloned> {
  authorize(viewer, "groups.clone");
  return change(viewer, async (tx, viewer) => {
    const source = await requireGroup(tx, viewer, input.groupId, "groups.clone");
    const home = await requireCloneHome(tx, viewer, input.organizationId ?? source.organizationId);
    const rule = source.type === "rule" && input.members;
    if (rule && !allowed(viewer.access, "groups.edit-rule", home.scopes)) throw refused("groups.edit-rule", t("You may not make a group with a rule there."));
    const { id } = await insertGroup(tx, viewer, home, createGroupInput.parse({ organizationId: home.id, name: input.name, type: source.type, description: source.description }));
    if (rule && source.rule) await tx.group.updateMany({ where: { id }, data: { rule: source.rule } });
    await recordActivity(tx, viewer, { ...subjectOf({ id, name: input.name, organizationId: home.id }), action: "groups.clone", after: { from: source.name, fromId: source.id, ...takenOf(input), ...(rule ? { rule: source.rule } : {}) } });
    const clone = await requireGroup(tx, viewer, id, "groups.clone");
    const { permissions, scope, customers, expiry } = input;
    const reason = `Cloned from ${source.name}`;
    if (permissions) await copyGrants(tx, viewer, { groupId: source.id }, { to: { groupId: id }, homeId: home.id, scope, customers, withTimes: expiry, reason });
    const isSelfLeftOut = input.members && (await copyMembers(tx, viewer, source, { clone, withTimes: expiry }));
    if (input.memberships) await copyContainers(tx, viewer, source, clone);
    await requireGroupGivable(tx, viewer, id, clone);
    const names = { name: input.name, source: source.name };
    return { id, href: paths.group(id), message: isSelfLeftOut ? t("{name} is there, like {source}. You are not in it: nobody gives access to themselves.", names) : t("{name} is there, like {source}.", names) };
  });
}

const takenOf = ({ permissions, scope, members, memberships, expiry }: CloneGroupInput) => ({ permissions, scope, members, memberships, expiry });

async function requireCloneHome(tx: Transaction, viewer: Viewer, organizationId: number): Promise<OrganizationRecord> {
  const home = await organizationRecord(tx, organizationId);
  if (home && allowed(viewer.access, "groups.clone", home.scopes)) return home;
  if (home && allowed(viewer.access, "organizations.list", home.scopes)) throw refused("groups.clone", t("You may not make groups there."));
  throw invalid({ organizationId: t("Choose a partner from the list.") });
}

type Into = { clone: Locked; withTimes: boolean };

/** The people put into the group and the groups inside it. Answers whether the viewer was left out. */
async function copyMembers(tx: Transaction, viewer: Viewer, source: Locked, { clone, withTimes }: Into): Promise<boolean> {
  if (source.type === "rule") return false;
  const found = await rowsIn<Window & { id: number }>(
    tx,
    sql`SELECT user_id AS id, valid_from AS "from", valid_until AS "until" FROM group_members
      WHERE group_id = ${source.id} AND (valid_until IS NULL OR valid_until > ${now()}) ORDER BY user_id`,
  );
  const others = found.filter(({ id }) => id !== viewer.facts.userId);
  const people = await seenPeople(tx, viewer, others.map(({ id }) => id));
  for (const group of byWindow(others, withTimes)) {
    const window = { from: group[0]!.from, until: group[0]!.until };
    await putInto(tx, viewer, clone, { people: people.filter(({ id }) => group.some((member) => member.id === id)), window });
  }
  await requireJoinGivable(tx, viewer, clone.id, people);
  const inner = await rowsIn<{ id: number }>(tx, sql`SELECT n.member_id AS id FROM group_nestings n JOIN groups k ON k.id = n.member_id WHERE n.group_id = ${source.id} AND k.archived_at IS NULL ORDER BY 1`);
  for (const { id } of inner) await nestWithin(tx, viewer, clone, await seenGroup(tx, viewer, id));
  return others.length < found.length;
}

async function seenPeople(tx: Transaction, viewer: Viewer, ids: readonly number[]): Promise<Person[]> {
  return knownPeople(tx, viewer, ids).catch((error: unknown) => {
    const message = t("People are in it whom you may not see. Clone it without its members.");
    throw error instanceof Problem ? conflict(message, { members: message }) : error;
  });
}

async function seenGroup(tx: Transaction, viewer: Viewer, id: number): Promise<Locked> {
  return requireGroup(tx, viewer, id, "groups.view").catch((error: unknown) => {
    const message = t("Groups are in it which you may not see. Clone it without its members.");
    throw error instanceof Problem ? conflict(message, { members: message }) : error;
  });
}

/** Members with the same time together, so that each time is one row of the log. */
function byWindow(members: readonly (Window & { id: number })[], withTimes: boolean) {
  const groups = new Map<string, (Window & { id: number })[]>();
  for (const member of members) {
    const timed = withTimes ? member : { ...member, from: null, until: null };
    const name = `${timed.from?.getTime()} ${timed.until?.getTime()}`;
    groups.set(name, [...(groups.get(name) ?? []), timed]);
  }
  return [...groups.values()];
}

async function copyContainers(tx: Transaction, viewer: Viewer, source: Locked, clone: Locked): Promise<void> {
  const outer = await rowsIn<{ id: number }>(tx, sql`SELECT n.group_id AS id FROM group_nestings n JOIN groups g ON g.id = n.group_id WHERE n.member_id = ${source.id} AND g.archived_at IS NULL ORDER BY 1`);
  for (const { id } of outer) await nestWithin(tx, viewer, await container(tx, viewer, id), clone);
}

async function container(tx: Transaction, viewer: Viewer, id: number): Promise<Locked> {
  return requireGroup(tx, viewer, id, "groups.manage-members").catch((error: unknown) => {
    const message = t("It is inside groups whose members you may not change. Clone it without the groups it is in.");
    throw error instanceof Problem ? conflict(message, { memberships: message }) : error;
  });
}
