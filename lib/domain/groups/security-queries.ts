import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { authorize, scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import { scopeInWords } from "../../access/sentence";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { pool } from "../../platform/db/client";
import { firstRow, rows, type Queryable } from "../../platform/db/connect";
import { ordered, orderedPage } from "../../platform/db/ordered";
import type { Page, Total } from "../../shared/page";
import { roleText } from "../../shared/ready-roles";
import { read } from "../access/change";
import { scopeNames } from "../access/scope-names";
import { countCovered } from "../grants/coverage";
import { grantColumns, grantTables, visibleGrants } from "../grants/list";
import type { Scope } from "../grants/rows";
import { groupColumns, groupConditions, groupSorts } from "./list";
import type { GroupRow, SecurityAccess, SecurityGroupRow } from "./rows";
import type { SecurityGroupList } from "./schema";

/** Grants that reach everything their holders reach; a list filter looks for groups that have one. */
const fullGrant = sql`g.scope_kind = 'everything' AND g.narrow_territory_id IS NULL AND g.narrow_program_id IS NULL AND g.except_organizations = '{}'
  AND NOT EXISTS (SELECT 1 FROM grant_except_customers x WHERE x.grant_id = g.id)`;

const lasts = (alias: Sql) => sql`(${alias}.valid_until IS NULL OR ${alias}.valid_until > ${now()}::timestamptz)`;

/** What the groups give may only be asked of by those who may list access there: else a filter would tell. */
function reachCondition(viewer: Viewer, { filters }: Pick<SecurityGroupList, "filters">): Sql {
  if (!filters.reach || filters.reach.length !== 1) return sql`true`;
  const has = sql`EXISTS (SELECT 1 FROM grants x WHERE x.group_id = g.id AND ${lasts(sql`x`)} AND x.scope_kind = 'everything' AND x.narrow_territory_id IS NULL
    AND x.narrow_program_id IS NULL AND x.except_organizations = '{}' AND NOT EXISTS (SELECT 1 FROM grant_except_customers e WHERE e.grant_id = x.id))`;
  const known = organizationFilter(scopesOf(viewer.access, "grants.list"), sql`g.organization_id`);
  return filters.reach[0] === "full" ? sql`(${known} AND ${has})` : sql`(${known} AND NOT ${has})`;
}

/** One page of the security groups that the viewer may list, with what each gives, its people and the customers it covers. */
export async function listSecurityGroups(viewer: Viewer, list: SecurityGroupList): Promise<Page<SecurityGroupRow>> {
  authorize(viewer, "groups.list");
  const { reach: _, ...filters } = list.filters;
  const where = sql`g.type = 'security' AND ${groupConditions(viewer, { search: list.search, filters })} AND ${reachCondition(viewer, list)}`;
  const page = ordered(list, groupSorts[list.sort], sql`g.id`);
  return read(viewer, async (on) => {
    const statement = sql`SELECT ${groupColumns(viewer)}, ${page.key} FROM groups g JOIN organizations o ON o.id = g.organization_id WHERE ${where}${page.beyond}${page.order}`;
    const found = await rows<GroupRow & { sortKey: string }>(on, statement);
    const total = await firstRow<{ count: number }>(on, sql`SELECT count(*)::int AS count FROM groups g WHERE ${where}`);
    const shown = orderedPage(list, found, { count: total!.count, exact: true });
    return { ...shown, rows: await withAccess(on, viewer, shown.rows) };
  });
}

type Given = Omit<SecurityAccess, "scope" | "grantId"> & Scope & { id: number; groupId: number; hasExceptCustomers: boolean; path: number[] };

async function withAccess(on: Queryable, viewer: Viewer, groups: readonly GroupRow[]): Promise<SecurityGroupRow[]> {
  const given = await grantsOf(on, viewer, groups.map(({ id }) => id));
  const names = await scopeNames(on, viewer, { scopes: given, groups: [] });
  const known = await listableHomes(on, viewer, groups);
  const answered: SecurityGroupRow[] = [];
  for (const group of groups) {
    const own = given.filter(({ groupId }) => groupId === group.id);
    const access = own.map(({ id, roleId, roleName, level, isFull, from, until, ...scope }) => ({
      ...{ grantId: id, roleId, roleName: roleText(roleName), level, isFull, from, until },
      scope: scopeInWords({ ...scope, id }, names),
    }));
    const isKnown = known.has(group.organizationId);
    answered.push({ ...group, access: isKnown ? access : null, customers: isKnown ? await covered(on, viewer, own[0]) : null });
  }
  return answered;
}

/** The scope is one for all that a security group gives, so the first says it; customers that the viewer may not see are not counted. */
async function covered(on: Queryable, viewer: Viewer, given: Given | undefined): Promise<Total | null> {
  if (!given) return { count: 0, exact: true };
  return countCovered(on, viewer, given, { userId: null, path: given.path });
}

function grantsOf(on: Queryable, viewer: Viewer, groupIds: readonly number[]): Promise<Given[]> {
  return rows<Given>(
    on,
    sql`SELECT ${grantColumns()}, ${fullGrant} AS "isFull",
        ARRAY(SELECT c.customer_id FROM grant_customers c WHERE c.grant_id = g.id ORDER BY 1) AS customers,
        ARRAY(SELECT x.customer_id FROM grant_except_customers x WHERE x.grant_id = g.id ORDER BY 1) AS "exceptCustomers",
        ARRAY(SELECT c.ancestor_id FROM organization_closure c WHERE c.organization_id = o.id ORDER BY c.depth) AS path
      FROM ${grantTables} WHERE g.group_id = ANY(${[...groupIds]}::int[]) AND ${lasts(sql`g`)} AND ${visibleGrants(viewer)} ORDER BY g.group_id, g.id`,
  );
}

async function listableHomes(on: Queryable, viewer: Viewer, groups: readonly GroupRow[]): Promise<Set<number>> {
  const homes = [...new Set(groups.map(({ organizationId }) => organizationId))];
  const found = await rows<{ id: number }>(
    on,
    sql`SELECT o.id FROM organizations o WHERE o.id = ANY(${homes}::int[]) AND ${organizationFilter(scopesOf(viewer.access, "grants.list"), sql`o.id`)}`,
  );
  return new Set(found.map(({ id }) => id));
}

/** How a security group's role stands to it, for its editor: whether an edit changes the role itself, or makes the group one of its own. */
export type RoleBehind = { id: number; name: string; version: number; permissions: string[]; isOwn: boolean };

/** The role of a grant of a security group; null when the grant is not one, or hidden. */
export async function roleBehind(viewer: Viewer, grantId: number): Promise<RoleBehind | null> {
  authorize(viewer, "grants.list");
  const role = await firstRow<RoleBehind>(
    pool(),
    sql`SELECT r.id, r.name, r.version, r.permissions,
        NOT r.is_template AND r.organization_id = o.id AND NOT EXISTS (SELECT 1 FROM grants x WHERE x.role_id = r.id AND x.group_id IS DISTINCT FROM g.group_id) AS "isOwn"
      FROM ${grantTables} WHERE g.id = ${grantId} AND m.type = 'security' AND ${visibleGrants(viewer)}`,
  );
  return role && { ...role, name: roleText(role.name) };
}
