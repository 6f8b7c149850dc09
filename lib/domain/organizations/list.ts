import "server-only";
import sql, { empty, join, raw, type Sql } from "sql-template-tag";
import type { ScopeSet } from "../../access/compile";
import { organizationFilter } from "../../access/filter";
import { placeOf, readsDown } from "../../platform/db/keyset";
import { idsIn } from "../../shared/fields";
import type { OrganizationList } from "./schema";

/** True when the organization of alias `alias` has a deactivated one above it. */
export const isSuspended = (alias: string): Sql =>
  sql`EXISTS (SELECT 1 FROM organization_closure x JOIN organizations d ON d.id = x.ancestor_id
    WHERE x.organization_id = ${raw(alias)}.id AND x.depth > 0 AND d.status = 'deactivated')`;

/** The state as lists show it: its own deactivation first, then that of one above. */
export const stateOf = (alias: string): Sql =>
  sql`CASE WHEN ${raw(alias)}.status = 'deactivated' THEN 'deactivated' WHEN ${isSuspended(alias)} THEN 'suspended' ELSE 'active' END`;

/** How many partners directly below the viewer may list. */
export const childCount = (alias: string, set: ScopeSet | null): Sql =>
  sql`(SELECT count(*)::int FROM organizations k WHERE k.parent_id = ${raw(alias)}.id AND ${organizationFilter(set, sql`k.id`)})`;


const stateConditions: Record<string, Sql> = {
  deactivated: sql`o.status = 'deactivated'`,
  suspended: sql`(o.status = 'active' AND ${isSuspended("o")})`,
  active: sql`(o.status = 'active' AND NOT ${isSuspended("o")})`,
};

const idConditions: Record<string, (ids: number[]) => Sql> = {
  territory: (ids) => sql`o.territory_id IN (SELECT territory_id FROM territory_closure WHERE ancestor_id = ANY(${ids}::int[]))`,
  program: (ids) => sql`o.id IN (SELECT organization_id FROM enrollments WHERE is_current AND program_id = ANY(${ids}::int[]))`,
  organization: (ids) => sql`o.id IN (SELECT organization_id FROM organization_closure WHERE ancestor_id = ANY(${ids}::int[]))`,
  parent: (ids) => sql`o.parent_id = ANY(${ids}::int[])`,
};

const words = (search: string) => search.split(/\s+/).filter((word) => word && !word.includes("\0")).slice(0, 8);
const escaped = (word: string) => word.replace(/[\\%_]/g, "\\$&");

type Asked = Pick<OrganizationList, "filters" | "search">;

const textConditions = ({ partnerType = [], tier = [] }: Asked["filters"]): Sql[] => [
  ...(partnerType.length > 0 ? [sql`o.partner_type = ANY(${partnerType}::text[])`] : []),
  ...(tier.length > 0 ? [sql`o.tier = ANY(${tier}::text[])`] : []),
];

/** Which organizations, aliased `o`, the list asks for among those that the scope set covers. */
export function listConditions(set: ScopeSet | null, { filters, search }: Asked): Sql {
  const states = (filters.status ?? []).flatMap((state) => stateConditions[state] ?? []);
  const parts = [organizationFilter(set, sql`o.id`), ...textConditions(filters)];
  if (states.length > 0) parts.push(sql`(${join(states, " OR ")})`);
  for (const [name, condition] of Object.entries(idConditions)) {
    const ids = filters[name as keyof typeof filters] ?? [];
    if (ids.length > 0) parts.push(condition(idsIn(ids)));
  }
  for (const word of words(search)) parts.push(sql`portico_fold(o.name || ' ' || o.key) LIKE '%' || portico_fold(${escaped(word)}) || '%'`);
  return join(parts, " AND ");
}

const sortKey: Record<OrganizationList["sort"], Sql> = { name: sql`portico_fold(o.name) COLLATE "C"`, created: sql`o.created_at` };

/** One page of the list's ids with their sort keys, one more than the limit. */
export function pageOfIds(where: Sql, list: OrganizationList): Sql {
  const isTime = list.sort === "created";
  const key = sortKey[list.sort];
  const place = placeOf(list, isTime);
  const isDown = readsDown(list);
  const beyond = place ? sql` AND (${key}, o.id) ${raw(isDown ? "<" : ">")} (${isTime ? sql`${place.key}::timestamptz` : sql`${place.key}`}, ${place.id}::int)` : empty;
  const direction = raw(isDown ? "DESC" : "ASC");
  return sql`SELECT o.id, ${key} AS sort_key, row_number() OVER (ORDER BY ${key} ${direction}, o.id ${direction}) AS place
    FROM organizations o WHERE ${where}${beyond} ORDER BY ${key} ${direction}, o.id ${direction} LIMIT ${list.limit + 1}`;
}
