import "server-only";
import sql, { type Sql } from "sql-template-tag";
import type { GrantFacts, Membership, ScopeKind } from "../../access/grant";
import { withImplied } from "../../access/permissions";
import type { ViewerFacts } from "../../access/viewer";
import { firstRow, type Queryable } from "../../platform/db/connect";

type Row = {
  id: number;
  name: string;
  email: string;
  home: string;
  active: boolean;
  expires: number | null;
  read_only: boolean;
  path: number[];
  guardrails: string[][] | null;
  memberships: MembershipRow[] | null;
  roles: RoleRow[] | null;
  grants: GrantRow[] | null;
  paths: [isTerritory: boolean, id: number, path: number[]][] | null;
};

export type RoleRow = { id: number; v: number; n: string; p: string[] };

// Arrays of numbers, because PostgreSQL writes them a good deal faster than objects.
export type MembershipRow = [from: number | null, until: number | null, ...via: number[]];
export type GrantRow = [
  id: number,
  groupId: number | null,
  roleId: number,
  kind: number,
  ref: number | null,
  narrowTerritoryId: number | null,
  narrowProgramId: number | null,
  isWriting: number,
  hasExceptCustomers: number,
  from: number | null,
  until: number | null,
  ...exceptOrganizations: number[],
];

const kinds: readonly ScopeKind[] = ["everything", "subtree", "direct", "territory", "program", "customers", "own"];

/** A grant `h`, a role `r` and a way into a group (valid_from, valid_until, via) as they are read, here and for many people. */
export const grantColumns = (isInExceptions: Sql = sql`EXISTS (SELECT 1 FROM grant_except_customers x WHERE x.grant_id = h.id)`) => sql`ARRAY[h.id, h.group_id, h.role_id, array_position(${kinds}::scope_kind[], h.scope_kind) - 1, h.scope_ref, h.narrow_territory_id, h.narrow_program_id,
  (h.level = 'write')::int, (${isInExceptions})::int,
  extract(epoch FROM h.valid_from) * 1000, extract(epoch FROM h.valid_until) * 1000]::int8[] || h.except_organizations::int8[]`;
export const roleColumns = sql`json_build_object('id', r.id, 'v', r.version, 'n', r.name, 'p', r.permissions)`;
export const membershipColumns = sql`ARRAY[extract(epoch FROM valid_from) * 1000, extract(epoch FROM valid_until) * 1000]::int8[] || via::int8[]`;

/**
 * When a rule group `g` holds people of organization `o` for good, or for as long as the enrolments that its rule asks for, those to come
 * included: whoever is found by a program that ends is in the group until then. Joined to rows that `ruleFinds` lets through.
 */
export const ruleWindows = sql`CROSS JOIN LATERAL (
  SELECT NULL::timestamptz AS valid_from, NULL::timestamptz AS valid_until WHERE NOT g.rule ? 'program'
  UNION ALL
  SELECT CASE WHEN NOT e.is_current THEN min(e.valid_from) END, CASE WHEN NOT bool_or(e.valid_until IS NULL) THEN max(e.valid_until) END
    FROM enrollments e JOIN programs p ON p.id = e.program_id
    WHERE g.rule ? 'program' AND e.organization_id = o.id AND g.rule->'program' ? p.key AND (e.is_current OR e.next_change_at IS NOT NULL)
    GROUP BY e.is_current, CASE WHEN NOT e.is_current THEN e.id END) w`;

/** Whether what a rule of group `g` asks of one attribute is met; what it does not ask for is. */
const meets = (attribute: string, value: Sql) => sql`(NOT g.rule ? ${attribute} OR coalesce(g.rule->${attribute} ? ${value}, false))`;

/**
 * Whether a rule group `g` finds somebody of organization `o`, its programs aside. The same as rule_matches of the database, which cannot be
 * taken apart by the planner and costs thirty times as much a call: too much for thousands of people and dozens of rules.
 */
export const ruleFinds = (jobRole: Sql, region: Sql) => sql`g.rule <> '{}'::jsonb
  AND ${meets("jobRole", jobRole)} AND ${meets("region", region)} AND ${meets("partnerType", sql`o.partner_type`)} AND ${meets("organization", sql`o.key`)}
  AND (NOT g.rule ? 'territory' OR EXISTS (SELECT 1 FROM territory_closure a JOIN territories t ON t.id = a.ancestor_id
    WHERE a.territory_id = o.territory_id AND g.rule->'territory' ? t.key))`;

const exceptedOnce = sql`h.id = ANY (ARRAY(SELECT grant_id FROM grant_except_customers WHERE grant_id = ANY (ARRAY(SELECT id FROM held))))`;

// One statement, one round trip: the person, the way up, guardrails, memberships through nested and rule groups, grants, roles.
// What is looked up for many groups or grants is looked up by an array of them: one walk through the index instead of one for each.
// OFFSET 0: the planner takes few roles for many and would read all there are.
const statement = (userId: number) => sql`
  WITH RECURSIVE me AS MATERIALIZED (
    SELECT u.*, o.name AS home FROM users u JOIN organizations o ON o.id = u.organization_id WHERE u.id = ${userId}),
  way AS MATERIALIZED (
    SELECT c.ancestor_id, c.depth, o.status, o.has_guardrail, o.guardrail
    FROM me JOIN organization_closure c ON c.organization_id = me.organization_id JOIN organizations o ON o.id = c.ancestor_id),
  joined(group_id, via, valid_from, valid_until) AS (
    SELECT m.group_id, ARRAY[m.group_id], m.valid_from, m.valid_until
      FROM group_members m JOIN groups g ON g.id = m.group_id WHERE m.user_id = ${userId} AND g.archived_at IS NULL AND g.type <> 'rule'
    UNION ALL
    SELECT g.id, ARRAY[g.id], w.valid_from, w.valid_until FROM me JOIN organizations o ON o.id = me.organization_id CROSS JOIN groups g ${ruleWindows}
      WHERE g.type = 'rule' AND g.archived_at IS NULL AND g.organization_id IN (SELECT ancestor_id FROM way)
        AND ${ruleFinds(sql`me.job_role`, sql`me.region`)}
    UNION ALL
    SELECT n.group_id, j.via || n.group_id, j.valid_from, j.valid_until
      FROM joined j JOIN group_nestings n ON n.member_id = j.group_id JOIN groups g ON g.id = n.group_id WHERE g.archived_at IS NULL),
  held AS MATERIALIZED (
    SELECT g.* FROM grants g WHERE g.user_id = ${userId}
    UNION ALL
    SELECT g.* FROM grants g WHERE g.group_id = ANY (ARRAY(SELECT group_id FROM joined)))
  SELECT me.id, me.name, me.email, me.home, me.read_only, (extract(epoch FROM me.expires_at) * 1000)::float8 AS expires,
    me.status = 'active' AND NOT EXISTS (SELECT 1 FROM way WHERE status = 'deactivated') AS active,
    (SELECT array_agg(ancestor_id ORDER BY depth) FROM way) AS path,
    (SELECT json_agg(guardrail) FROM way WHERE has_guardrail) AS guardrails,
    (SELECT json_agg(${membershipColumns}) FROM joined) AS memberships,
    (SELECT json_agg(${roleColumns})
      FROM (SELECT DISTINCT role_id FROM held) h CROSS JOIN LATERAL (SELECT * FROM roles WHERE id = h.role_id OFFSET 0) r) AS roles,
    (SELECT json_agg(${grantColumns(exceptedOnce)} ORDER BY h.id) FROM held h) AS grants,
    (SELECT json_agg(json_build_array(n.is_territory, n.id, CASE WHEN n.is_territory
        THEN ARRAY(SELECT ancestor_id FROM territory_closure WHERE territory_id = n.id ORDER BY depth)
        ELSE ARRAY(SELECT ancestor_id FROM organization_closure WHERE organization_id = n.id ORDER BY depth) END))
      FROM (SELECT scope_kind = 'territory' AS is_territory, scope_ref AS id FROM held WHERE scope_kind IN ('subtree', 'direct', 'territory')
        UNION SELECT true, narrow_territory_id FROM held WHERE narrow_territory_id IS NOT NULL) n) AS paths
  FROM me`;

// Many people hold the same few roles: one object per role and version keeps a cached viewer small.
const knownRoles = new Map<string, GrantFacts["role"]>();

/** The role, one object for all who hold it. */
export function roleOf({ id, v, n, p }: RoleRow): GrantFacts["role"] {
  const key = `${id}:${v}:${n}`;
  const known = knownRoles.get(key);
  if (known && known.permissions.length === p.length && known.permissions.every((entry, at) => entry === p[at])) return known;
  const role = { id, name: n, permissions: p };
  if (knownRoles.size > 5000) knownRoles.clear();
  knownRoles.set(key, role);
  return role;
}

const none: readonly never[] = [];

export type Known = { roles: ReadonlyMap<number, GrantFacts["role"]>; organizationPaths: ReadonlyMap<number, readonly number[]> };

/** A grant from its row, with the roles and paths that were read along. */
export function grantOf(row: GrantRow, { roles, organizationPaths }: Known): GrantFacts {
  const [id, groupId, roleId, place, ref, narrowTerritoryId, narrowProgramId, isWriting, hasExceptCustomers, from, until, ...except] = row;
  const kind = kinds[place]!;
  return {
    id,
    groupId,
    role: roles.get(roleId)!,
    kind,
    ref,
    path: kind === "subtree" || kind === "direct" ? (organizationPaths.get(ref!) ?? none) : none,
    narrowTerritoryId,
    narrowProgramId,
    exceptOrganizations: except.length > 0 ? except : none,
    hasExceptCustomers: hasExceptCustomers === 1,
    level: isWriting === 1 ? "write" : "read",
    from,
    until,
  };
}

/** A way into a group from its row. */
export const membershipOf = ([from, until, ...via]: MembershipRow): Membership => ({ groupId: via.at(-1)!, via, from, until });

/** Everything the decision needs to know about a person, read in one round trip; null when there is no such person. */
export async function loadFacts(on: Queryable, userId: number): Promise<ViewerFacts | null> {
  const row = await firstRow<Row>(on, statement(userId));
  if (!row) return null;
  const roles = new Map((row.roles ?? []).map((role) => [role.id, roleOf(role)]));
  const pathsOf = (wanted: boolean) => new Map((row.paths ?? []).filter(([isTerritory]) => isTerritory === wanted).map(([, id, path]) => [id, path]));
  const organizationPaths = pathsOf(false);
  return {
    userId: row.id,
    name: row.name,
    email: row.email,
    homePath: row.path,
    homeName: row.home,
    isActive: row.active,
    expiresAt: row.expires,
    readOnly: row.read_only,
    guardrails: (row.guardrails ?? []).map((keys) => withImplied(keys)),
    memberships: (row.memberships ?? []).map(membershipOf),
    grants: (row.grants ?? []).map((grant) => grantOf(grant, { roles, organizationPaths })),
    territoryPaths: pathsOf(true),
  };
}
