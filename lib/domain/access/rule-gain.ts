import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { keeperPermissions } from "../../access/full-access";
import { homeOf, type Viewer } from "../../access/viewer";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { requireGivable, toSelf, type GiftRequest } from "./gifts";
import { grantsOfGroups } from "./given-grants";
import { withKeeper } from "./keepers";

/** Organizations whose attributes a write changes: their ids as a statement, and one they all are at or below, if there is one. */
export type Driven = { organizations: Sql; below: number | null };

/**
 * Runs a write that changes what rule groups look at (an organization's key, partner type, territory, programs or place in the tree)
 * and throws `refused` when it brings people into a group whose grants the viewer could not give (access-model.md, "Nobody gives what
 * they lack": judged again when a driving attribute changes), `conflict` when it takes the last full access of an organization away.
 */
export async function withRulesJudged<Value>(tx: Transaction, viewer: Viewer, driven: Driven, write: () => Promise<Value>): Promise<Value> {
  const found = await matches(tx, driven.organizations);
  const before = new Set(found.map(nameOf));
  const value = await keeping(tx, found, write);
  const gained = (await matches(tx, driven.organizations)).filter((match) => !before.has(nameOf(match)));
  await judge(tx, viewer, driven.below, gained);
  return value;
}

/**
 * The same for organizations that have just come to be: whatever their attributes match is new. Rules that ask for a job role or region
 * are left out: nobody there has any yet, and giving somebody one is judged when it happens.
 */
export async function judgeRules(tx: Transaction, viewer: Viewer, driven: Driven): Promise<void> {
  const found = await matches(tx, driven.organizations);
  await judge(tx, viewer, driven.below, found.filter(({ asksOfPeople }) => !asksOfPeople));
}

/**
 * Runs a write that may take an organization's attributes away, and keeps somebody with full access where rule groups gave it. Throws
 * `conflict` otherwise.
 */
export const withRulesKept = async <Value>(tx: Transaction, driven: Driven, write: () => Promise<Value>): Promise<Value> =>
  keeping(tx, await matches(tx, driven.organizations), write);

async function keeping<Value>(tx: Transaction, found: readonly Match[], write: () => Promise<Value>): Promise<Value> {
  const keeps = new Map<number, boolean>();
  for (const groupId of new Set(found.map((match) => match.groupId))) {
    keeps.set(groupId, (await grantsOfGroups(tx, [groupId])).some(({ permissions, level }) => level === "write" && keeperPermissions.some((key) => permissions.includes(key))));
  }
  const homes = found.filter(({ groupId }) => keeps.get(groupId)).map(({ organizationId }) => organizationId);
  return homes.length === 0 ? write() : withKeeper(tx, homes, write);
}

type Match = { groupId: number; organizationId: number; groupHome: number; asksOfPeople: boolean };

const nameOf = ({ groupId, organizationId }: Match) => `${groupId}:${organizationId}`;

/** Rule groups and the organizations that meet what their rules ask of organizations; what they ask of people is taken as met. */
const matches = (tx: Transaction, organizations: Sql) =>
  rowsIn<Match>(
    tx,
    sql`SELECT g.id AS "groupId", o.id AS "organizationId", g.organization_id AS "groupHome", g.rule ?| '{jobRole,region}'::text[] AS "asksOfPeople"
      FROM organizations o JOIN organization_closure c ON c.organization_id = o.id JOIN groups g ON g.organization_id = c.ancestor_id
      WHERE o.id IN (${organizations}) AND g.type = 'rule' AND g.archived_at IS NULL AND g.rule <> '{}'::jsonb
        AND (g.rule - '{jobRole,region}'::text[] = '{}'::jsonb OR rule_matches(g.rule - '{jobRole,region}'::text[], NULL, NULL, o))`,
  );

async function judge(tx: Transaction, viewer: Viewer, below: number | null, gained: readonly Match[]): Promise<void> {
  if (gained.length === 0) return;
  const groups = new Map(gained.map(({ groupId, groupHome }) => [groupId, below ?? groupHome]));
  const gifts: GiftRequest[] = [];
  for (const [groupId, organizationId] of groups) {
    const to = { userId: null, groupId: null, organizationId };
    gifts.push(...(await grantsOfGroups(tx, [groupId])).map((grant) => ({ grant, to })));
  }
  if (gifts.length > 0 && gained.some(({ organizationId }) => organizationId === homeOf(viewer.facts))) throw toSelf();
  await requireGivable(tx, viewer, gifts);
}
