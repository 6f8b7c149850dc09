import "server-only";
import sql from "sql-template-tag";
import { keeperPermissions } from "../../access/full-access";
import type { Viewer } from "../../access/viewer";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { requireNothingForSelf } from "../access/gains";
import { requireGivable, type GivenGrant, type Recipient } from "../access/gifts";
import { grantsOfGroups } from "../access/given-grants";
import { withKeeper } from "../access/keepers";
import type { Person } from "./membership";
import type { Locked } from "./saving";

/** Judges that people come into a group: all that it and the groups around it give must be the viewer's to give. */
export async function requireJoinGivable(tx: Transaction, viewer: Viewer, groupId: number, people: readonly Person[]): Promise<void> {
  const grants = await grantsOfGroups(tx, [groupId]);
  const isAboutPerson = grants.some(({ kind }) => kind === "own");
  const recipients = isAboutPerson ? people.map(ofPerson) : homesOf(people);
  await requireGivable(tx, viewer, recipients.flatMap((to) => grants.map((grant) => ({ grant, to }))));
}

const ofPerson = ({ id, organizationId }: Person): Recipient => ({ userId: id, groupId: null, organizationId });

/** Where no grant is about the person themselves, people of one home are judged once. */
const homesOf = (people: readonly Person[]): Recipient[] =>
  [...new Set(people.map(({ organizationId }) => organizationId))].map((organizationId) => ({ userId: null, groupId: null, organizationId }));

/** Judges that everybody in `member`, now or later, comes to hold what `groupId` and the groups around it give. */
export async function requireGroupGivable(tx: Transaction, viewer: Viewer, groupId: number, member: Pick<Locked, "id" | "organizationId">): Promise<void> {
  const to: Recipient = { userId: null, groupId: null, organizationId: member.organizationId };
  await requireGivable(tx, viewer, (await grantsOfGroups(tx, [groupId])).map((grant) => ({ grant, to })));
  await requireNothingForSelf(tx, viewer);
}

/**
 * Runs a write by which people come out of a group, and keeps somebody with full access in each of their organizations. Whoever could
 * lose nothing that keeps an organization running is not looked at.
 */
export const withKeptPeople = <Value>(tx: Transaction, groupId: number, write: () => Promise<Value>): Promise<Value> => withKeptPeopleOf(tx, [groupId], write);

/** The same for several groups at once, judged when all of it is written: who comes out of one group may be kept by another. */
export async function withKeptPeopleOf<Value>(tx: Transaction, groupIds: readonly number[], write: () => Promise<Value>): Promise<Value> {
  const keeps = ({ permissions, level }: GivenGrant) => level === "write" && keeperPermissions.some((key) => permissions.includes(key));
  if (!(await grantsOfGroups(tx, groupIds)).some(keeps)) return write();
  return withKeeper(tx, await homesWithin(tx, groupIds), write);
}

/** Homes of everybody in the groups, in groups inside them and found by their rules. */
async function homesWithin(tx: Transaction, groupIds: readonly number[]): Promise<number[]> {
  const found = await rowsIn<{ id: number }>(
    tx,
    sql`WITH RECURSIVE inside(id) AS (
        SELECT unnest(${[...groupIds]}::int[]) UNION SELECT n.member_id FROM inside i JOIN group_nestings n ON n.group_id = i.id)
      SELECT u.organization_id AS id FROM group_members m JOIN users u ON u.id = m.user_id WHERE m.group_id IN (SELECT id FROM inside)
      UNION
      SELECT u.organization_id FROM groups g JOIN organization_closure b ON b.ancestor_id = g.organization_id
        JOIN organizations o ON o.id = b.organization_id JOIN users u ON u.organization_id = o.id
        WHERE g.id IN (SELECT id FROM inside) AND g.type = 'rule' AND rule_matches(g.rule, u.job_role, u.region, o)`,
  );
  return found.map(({ id }) => id);
}
