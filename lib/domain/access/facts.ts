import "server-only";
import sql from "sql-template-tag";
import type { GrantFacts, GrantLevel, Membership, ScopeKind } from "../../access/grant";
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
  memberships: { g: number; v: number[]; f: number | null; u: number | null }[] | null;
  roles: { id: number; v: number; n: string; p: string[] }[] | null;
  grants: GrantRow[] | null;
};

type GrantRow = {
  i: number;
  g: number | null;
  r: number;
  k: ScopeKind;
  s: number | null;
  p: number[] | null;
  nt: number | null;
  np: number | null;
  xo: number[];
  xc: boolean;
  l: GrantLevel;
  f: number | null;
  u: number | null;
};

// One statement, one round trip: the person, the way up, guardrails, memberships through nested and rule groups, grants, roles.
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
    SELECT g.id, ARRAY[g.id], NULL, NULL FROM me JOIN organizations o ON o.id = me.organization_id CROSS JOIN groups g
      WHERE g.type = 'rule' AND g.archived_at IS NULL AND g.organization_id IN (SELECT ancestor_id FROM way)
        AND rule_matches(g.rule, me.job_role, me.region, o)
    UNION ALL
    SELECT n.group_id, j.via || n.group_id, j.valid_from, j.valid_until
      FROM joined j JOIN group_nestings n ON n.member_id = j.group_id JOIN groups g ON g.id = n.group_id WHERE g.archived_at IS NULL),
  held AS MATERIALIZED (
    SELECT g.* FROM grants g WHERE g.user_id = ${userId}
    UNION ALL
    SELECT g.* FROM grants g WHERE g.group_id IN (SELECT group_id FROM joined))
  SELECT me.id, me.name, me.email, me.home, me.read_only, (extract(epoch FROM me.expires_at) * 1000)::float8 AS expires,
    me.status = 'active' AND NOT EXISTS (SELECT 1 FROM way WHERE status = 'deactivated') AS active,
    (SELECT array_agg(ancestor_id ORDER BY depth) FROM way) AS path,
    (SELECT json_agg(guardrail) FROM way WHERE has_guardrail) AS guardrails,
    (SELECT json_agg(json_build_object('g', group_id, 'v', via, 'f', extract(epoch FROM valid_from) * 1000, 'u', extract(epoch FROM valid_until) * 1000)) FROM joined) AS memberships,
    (SELECT json_agg(json_build_object('id', r.id, 'v', r.version, 'n', r.name, 'p', r.permissions)) FROM roles r WHERE r.id IN (SELECT role_id FROM held)) AS roles,
    (SELECT json_agg(json_build_object('i', h.id, 'g', h.group_id, 'r', h.role_id, 'k', h.scope_kind, 's', h.scope_ref, 'l', h.level,
       'p', CASE WHEN h.scope_kind IN ('subtree', 'direct') THEN ARRAY(SELECT ancestor_id FROM organization_closure WHERE organization_id = h.scope_ref ORDER BY depth)
                 WHEN h.scope_kind = 'territory' THEN ARRAY(SELECT ancestor_id FROM territory_closure WHERE territory_id = h.scope_ref ORDER BY depth) END,
       'nt', h.narrow_territory_id, 'np', h.narrow_program_id, 'xo', h.except_organizations,
       'xc', EXISTS (SELECT 1 FROM grant_except_customers x WHERE x.grant_id = h.id),
       'f', extract(epoch FROM h.valid_from) * 1000, 'u', extract(epoch FROM h.valid_until) * 1000) ORDER BY h.id) FROM held h) AS grants
  FROM me`;

// Many people hold the same few roles: one object per role and version keeps a cached viewer small.
const knownRoles = new Map<string, GrantFacts["role"]>();

function roleOf({ id, v, n, p }: NonNullable<Row["roles"]>[number]): GrantFacts["role"] {
  const key = `${id}:${v}:${n}`;
  const known = knownRoles.get(key);
  if (known && known.permissions.length === p.length && known.permissions.every((entry, at) => entry === p[at])) return known;
  const role = { id, name: n, permissions: p };
  if (knownRoles.size > 5000) knownRoles.clear();
  knownRoles.set(key, role);
  return role;
}

const none: readonly never[] = [];

function grantOf(row: GrantRow, roles: Map<number, GrantFacts["role"]>): GrantFacts {
  return {
    id: row.i,
    groupId: row.g,
    role: roles.get(row.r)!,
    kind: row.k,
    ref: row.s,
    path: row.k === "territory" ? none : (row.p ?? none),
    narrowTerritoryId: row.nt,
    narrowProgramId: row.np,
    exceptOrganizations: row.xo.length > 0 ? row.xo : none,
    hasExceptCustomers: row.xc,
    level: row.l,
    from: row.f,
    until: row.u,
  };
}

/** Everything the decision needs to know about a person, read in one round trip; null when there is no such person. */
export async function loadFacts(on: Queryable, userId: number): Promise<ViewerFacts | null> {
  const row = await firstRow<Row>(on, statement(userId));
  if (!row) return null;
  const roles = new Map((row.roles ?? []).map((role) => [role.id, roleOf(role)]));
  const grants = row.grants ?? [];
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
    memberships: (row.memberships ?? []).map(({ g, v, f, u }): Membership => ({ groupId: g, via: v, from: f, until: u })),
    grants: grants.map((grant) => grantOf(grant, roles)),
    territoryPaths: new Map(grants.filter(({ k }) => k === "territory").map(({ s, p }) => [s!, p ?? none])),
  };
}
