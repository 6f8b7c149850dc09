import "server-only";
import sql from "sql-template-tag";
import type { GrantFacts } from "../../access/grant";
import { withImplied } from "../../access/permissions";
import type { ViewerFacts } from "../../access/viewer";
import { rowsPlanned, type Queryable } from "../../platform/db/connect";
import { grantColumns, grantOf, membershipColumns, membershipOf, roleColumns, roleOf, ruleFinds, ruleWindows, type GrantRow, type Known, type MembershipRow, type RoleRow } from "./facts";

// What facts.ts reads of one person in one statement, read of thousands in a handful: what they share, like the grants of a group or the
// way up from a home, is read once. The tests hold the two against each other.

type Person = { id: number; name: string; email: string; organizationId: number; home: string; active: boolean; expires: number | null; readOnly: boolean };
type Way = { id: number; path: number[]; isOpen: boolean; guardrails: string[][] | null };

/**
 * Everything the decision needs to know about many people, by id; people who do not exist are left out. `asAccepted` takes whoever is
 * invited for active, as they will be.
 */
export async function loadManyFacts(on: Queryable, userIds: readonly number[], { asAccepted = false } = {}): Promise<Map<number, ViewerFacts>> {
  if (userIds.length === 0) return new Map();
  const people = await readPeople(on, userIds, asAccepted);
  const ways = await readWays(on, [...new Set(people.map(({ organizationId }) => organizationId))]);
  const memberships = await readMemberships(on, userIds);
  const groupIds = new Set([...memberships.values()].flatMap((own) => own.map(({ groupId }) => groupId)));
  const grants = await readGrants(on, userIds, [...groupIds]);
  const territoryPaths = grants.territoryPaths;
  return new Map(
    people.map(({ id, name, email, organizationId, home, active, expires, readOnly }) => {
      const way = ways.get(organizationId)!;
      const own = memberships.get(id) ?? none;
      const held = heldBy(id, own, grants);
      const facts: ViewerFacts = {
        userId: id,
        name,
        email,
        homePath: way.path,
        homeName: home,
        isActive: active && way.isOpen,
        expiresAt: expires,
        readOnly,
        guardrails: way.guardrails,
        memberships: own,
        grants: held,
        territoryPaths: new Map(held.flatMap(territoriesOf).map((id) => [id, territoryPaths.get(id) ?? none])),
      };
      return [id, facts] as const;
    }),
  );
}

const none: readonly never[] = [];

const readPeople = (on: Queryable, ids: readonly number[], asAccepted: boolean) =>
  rowsPlanned<Person>(
    on,
    sql`SELECT u.id, u.name, u.email, u.organization_id AS "organizationId", o.name AS home, (u.status = 'active' OR (${asAccepted} AND u.status = 'invited')) AS active, u.read_only AS "readOnly",
        (extract(epoch FROM u.expires_at) * 1000)::float8 AS expires
      FROM users u JOIN organizations o ON o.id = u.organization_id WHERE u.id = ANY(${[...ids]}::int[])`,
  );

async function readWays(on: Queryable, homes: readonly number[]) {
  const found = await rowsPlanned<Way>(
    on,
    sql`SELECT c.organization_id AS id, json_agg(c.ancestor_id ORDER BY c.depth) AS path, NOT bool_or(o.status = 'deactivated') AS "isOpen",
        json_agg(o.guardrail) FILTER (WHERE o.has_guardrail) AS guardrails
      FROM organization_closure c JOIN organizations o ON o.id = c.ancestor_id WHERE c.organization_id = ANY(${[...homes]}::int[]) GROUP BY c.organization_id`,
  );
  return new Map(found.map(({ id, guardrails, ...way }) => [id, { ...way, guardrails: (guardrails ?? []).map((keys) => withImplied(keys)) }]));
}

const territoriesOf = ({ kind, ref, narrowTerritoryId }: GrantFacts): number[] => [...(kind === "territory" ? [ref!] : []), ...(narrowTerritoryId === null ? [] : [narrowTerritoryId])];

async function readMemberships(on: Queryable, ids: readonly number[]) {
  const found = await rowsPlanned<{ id: number; ways: MembershipRow[] }>(
    on,
    // People of one home with the same job role and region are found by the same rules: these are asked once for all of them.
    sql`WITH RECURSIVE alike AS MATERIALIZED (SELECT DISTINCT organization_id, job_role, region FROM users WHERE id = ANY(${[...ids]}::int[])),
      found AS MATERIALIZED (
        SELECT k.*, g.id, w.valid_from, w.valid_until
          FROM alike k JOIN organizations o ON o.id = k.organization_id JOIN organization_closure c ON c.organization_id = o.id
          JOIN groups g ON g.organization_id = c.ancestor_id ${ruleWindows}
          WHERE g.type = 'rule' AND g.archived_at IS NULL AND ${ruleFinds(sql`k.job_role`, sql`k.region`)}),
      joined(user_id, group_id, via, valid_from, valid_until) AS (
        SELECT m.user_id, m.group_id, ARRAY[m.group_id], m.valid_from, m.valid_until
          FROM group_members m JOIN groups g ON g.id = m.group_id WHERE m.user_id = ANY(${[...ids]}::int[]) AND g.archived_at IS NULL AND g.type <> 'rule'
        UNION ALL
        SELECT u.id, f.id, ARRAY[f.id], f.valid_from, f.valid_until FROM users u JOIN found f
          ON f.organization_id = u.organization_id AND f.job_role IS NOT DISTINCT FROM u.job_role AND f.region IS NOT DISTINCT FROM u.region
          WHERE u.id = ANY(${[...ids]}::int[])
        UNION ALL
        SELECT j.user_id, n.group_id, j.via || n.group_id, j.valid_from, j.valid_until
          FROM joined j JOIN group_nestings n ON n.member_id = j.group_id JOIN groups g ON g.id = n.group_id WHERE g.archived_at IS NULL)
      SELECT user_id AS id, json_agg(${membershipColumns}) AS ways FROM joined GROUP BY user_id`,
  );
  return new Map(found.map(({ id, ways }) => [id, ways.map(membershipOf)]));
}

type Grants = { ofUser: Map<number, GrantFacts[]>; ofGroup: Map<number, GrantFacts[]>; territoryPaths: Map<number, readonly number[]> };

async function readGrants(on: Queryable, userIds: readonly number[], groupIds: readonly number[]): Promise<Grants> {
  const found = await rowsPlanned<{ userId: number | null; grant: GrantRow; permissions: null }>(
    on,
    sql`SELECT h.user_id AS "userId", to_json(${grantColumns()}) AS grant FROM grants h
      WHERE h.user_id = ANY(${[...userIds]}::int[]) OR h.group_id = ANY(${[...groupIds]}::int[]) ORDER BY h.id`,
  );
  const paths = await readPaths(on, found.map(({ grant }) => grant));
  const known: Known = { roles: await readRoles(on, [...new Set(found.map(({ grant }) => grant[2]))]), organizationPaths: paths.organizations };
  const grants: Grants = { ofUser: new Map(), ofGroup: new Map(), territoryPaths: paths.territories };
  for (const { userId, grant } of found) {
    const facts = grantOf(grant, known);
    const [holders, holder] = userId === null ? [grants.ofGroup, facts.groupId!] : [grants.ofUser, userId];
    const others = holders.get(holder);
    if (others) others.push(facts);
    else holders.set(holder, [facts]);
  }
  return grants;
}

async function readRoles(on: Queryable, ids: readonly number[]) {
  const found = await rowsPlanned<{ role: RoleRow }>(on, sql`SELECT ${roleColumns} AS role FROM roles r WHERE r.id = ANY(${[...ids]}::int[])`);
  return new Map(found.map(({ role }) => [role.id, roleOf(role)]));
}

/** Kinds by their place in a row, as facts.ts counts them: subtree, direct and territory are those that stand in a tree. */
const [subtree, direct, territory] = [1, 2, 3];

async function readPaths(on: Queryable, grants: readonly GrantRow[]) {
  const refs = (...kinds: number[]) => [...new Set(grants.filter((grant) => kinds.includes(grant[3])).map((grant) => grant[4]!))];
  // A territory that narrows everything is a scope of its own.
  const territories = [...new Set([...refs(territory!), ...grants.flatMap((grant) => grant[5] ?? [])])];
  const found = await rowsPlanned<{ isTerritory: boolean; id: number; path: number[] }>(
    on,
    sql`SELECT false AS "isTerritory", organization_id AS id, json_agg(ancestor_id ORDER BY depth) AS path FROM organization_closure
        WHERE organization_id = ANY(${refs(subtree!, direct!)}::int[]) GROUP BY organization_id
      UNION ALL
      SELECT true, territory_id, json_agg(ancestor_id ORDER BY depth) FROM territory_closure WHERE territory_id = ANY(${territories}::int[]) GROUP BY territory_id`,
  );
  const of = (wanted: boolean) => new Map(found.filter(({ isTerritory }) => isTerritory === wanted).map(({ id, path }) => [id, path]));
  return { organizations: of(false), territories: of(true) };
}

/** A person's grants in order of their ids, each once however many ways lead to it. */
function heldBy(userId: number, memberships: ViewerFacts["memberships"], { ofUser, ofGroup }: Grants): GrantFacts[] {
  const groups = new Set(memberships.map(({ groupId }) => groupId));
  const held = [...(ofUser.get(userId) ?? []), ...[...groups].flatMap((id) => ofGroup.get(id) ?? [])];
  return groups.size === 0 ? held : held.sort((a, b) => a.id - b.id);
}
