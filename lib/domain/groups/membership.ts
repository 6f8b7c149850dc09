import "server-only";
import sql, { join } from "sql-template-tag";
import { allowed, scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import type { Viewer } from "../../access/viewer";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { conflict, invalid, Problem, refused } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { toSelf } from "../access/gifts";
import { recordActivity } from "../activity/record";
import { requireGroup, requireInUse, subjectOf, type Locked } from "./saving";
import type { Window } from "./window";

export type Person = { id: number; name: string; organizationId: number };
const open: Window = { from: null, until: null };

/**
 * Puts people into a group, or changes from when until when they are in it, with the log row. It judges the people and the group, not
 * what the group gives: that is the caller's next step (requireGivable), who may be adding to several groups at once.
 */
export async function putInto(tx: Transaction, viewer: Viewer, group: Locked, { people, window = open }: { people: readonly Person[]; window?: Window }): Promise<void> {
  requireInUse(group);
  if (group.type === "rule") throw conflict(t("The group {group} finds its members by its rule. Change the rule instead.", { group: group.name }));
  if (people.some(({ id }) => id === viewer.facts.userId)) throw toSelf("groups.manage-members");
  await requireBelow(tx, group, people);
  const members = people.map(({ id }) => sql`(${group.id}::int, ${id}::int, ${window.from}::timestamptz, ${window.until}::timestamptz)`);
  await rowsIn(
    tx,
    sql`INSERT INTO group_members (group_id, user_id, valid_from, valid_until) VALUES ${join(members)}
      ON CONFLICT (group_id, user_id) DO UPDATE SET valid_from = excluded.valid_from, valid_until = excluded.valid_until`,
  );
  const added = people.map(({ id, name }) => ({ id, name }));
  await recordActivity(tx, viewer, { ...subjectOf(group), action: "groups.manage-members", after: { added, ...window } });
}

/** Takes people out of a group they were put into, with the log row. Answers who was in it. */
export async function takeOutOf(tx: Transaction, viewer: Viewer, group: Locked, users: readonly number[]): Promise<{ id: number; name: string }[]> {
  const removed = await rowsIn<{ id: number; name: string }>(
    tx,
    sql`WITH gone AS (DELETE FROM group_members WHERE group_id = ${group.id} AND user_id = ANY(${[...users]}::int[]) RETURNING user_id)
      SELECT u.id, u.name FROM gone JOIN users u ON u.id = gone.user_id ORDER BY u.id`,
  );
  if (removed.length > 0) await recordActivity(tx, viewer, { ...subjectOf(group), action: "groups.manage-members", before: { removed } });
  return removed;
}

/** People are members of groups of their home organization and of those above it (it is what a gift to a group is judged by). */
async function requireBelow(tx: Transaction, group: Locked, people: readonly Person[]): Promise<void> {
  const homes = [...new Set(people.map(({ organizationId }) => organizationId))];
  const below = await rowsIn<{ id: number }>(
    tx,
    sql`SELECT organization_id AS id FROM organization_closure WHERE ancestor_id = ${group.organizationId} AND organization_id = ANY(${homes}::int[])`,
  );
  const ids = new Set(below.map(({ id }) => id));
  const stranger = people.find(({ organizationId }) => !ids.has(organizationId));
  if (stranger) {
    throw invalid({ users: t("{person} is not at home in {home} or below it, so they cannot be in {group}.", { person: stranger.name, home: group.home.name, group: group.name }) });
  }
}

/** The people as the viewer may list them. Throws `invalid` when one of them is not. */
export async function knownPeople(tx: Transaction, viewer: Viewer, ids: readonly number[]): Promise<Person[]> {
  const found = await rowsIn<Person>(
    tx,
    sql`SELECT u.id, u.name, u.organization_id AS "organizationId" FROM users u
      WHERE u.id = ANY(${[...ids]}::int[]) AND ${organizationFilter(scopesOf(viewer.access, "users.list"), sql`u.organization_id`)}
      ORDER BY u.name, u.id`,
  );
  if (found.length !== new Set(ids).size) throw invalid({ users: t("Choose people from the list.") });
  return found;
}

/**
 * Puts a new person into groups for that time, as part of inviting them. Throws `invalid` at `groups` for one that is not in the viewer's list and
 * `refused` where members may not be managed. What the groups give is judged by the caller.
 */
export async function joinGroups(tx: Transaction, viewer: Viewer, { user, groupIds, window }: { user: Person; groupIds: readonly number[]; window: Window }): Promise<void> {
  for (const groupId of [...groupIds].sort((a, b) => a - b)) {
    const group = await requireListed(tx, viewer, groupId);
    await putInto(tx, viewer, group, { people: [user], window });
  }
}

/** The security group that people are to be put into. Throws `invalid` at `groupId` for what is hidden or of another kind. */
export async function requireSecurityGroup(tx: Transaction, viewer: Viewer, groupId: number): Promise<Locked> {
  const group = await requireListed(tx, viewer, groupId, "groupId");
  if (group.type !== "security") throw invalid({ groupId: t("{group} is no security group. Choose one from the list.", { group: group.name }) });
  return group;
}

/** The group, where the viewer may manage members. Throws `invalid` at the field for one that is not in their list. */
export async function requireListed(tx: Transaction, viewer: Viewer, groupId: number, field: "groups" | "groupId" = "groups"): Promise<Locked> {
  const group = await requireGroup(tx, viewer, groupId, "groups.view").catch((error: unknown) => {
    const message = field === "groups" ? t("Choose groups from the list.") : t("Choose a security group from the list.");
    throw error instanceof Problem ? invalid({ [field]: message }) : error;
  });
  if (!allowed(viewer.access, "groups.manage-members", group.home.scopes)) {
    throw refused("groups.manage-members", t("You may not add members to {group}.", { group: group.name }));
  }
  return group;
}
