import "server-only";
import sql, { empty, join, type Sql } from "sql-template-tag";
import { scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import { homeOf, type Viewer } from "../../access/viewer";
import { minutesFromNow, now } from "../../platform/clock";
import type { SortKey } from "../../platform/db/ordered";
import { idsIn } from "../../shared/fields";
import { endsSoonDays } from "../../shared/horizons";
import type { GrantList } from "./schema";

/** Home organization of a grant's holder. */
const home = sql`coalesce(u.organization_id, m.organization_id)`;

/** Grants with their holder, role and giver. */
export const grantTables = sql`grants g JOIN roles r ON r.id = g.role_id LEFT JOIN users u ON u.id = g.user_id LEFT JOIN groups m ON m.id = g.group_id
  JOIN organizations o ON o.id = ${home} LEFT JOIN users b ON b.id = g.granted_by_id`;

/** The columns of a grant as lists and details need them. */
export const grantColumns = () => sql`g.id, g.key, g.user_id AS "userId", g.group_id AS "groupId", coalesce(u.name, m.name) AS "holderName",
  o.id AS "organizationId", o.name AS "organizationName", g.role_id AS "roleId", r.name AS "roleName", g.scope_kind::text AS kind, g.scope_ref AS ref,
  g.narrow_territory_id AS "narrowTerritoryId", g.narrow_program_id AS "narrowProgramId", g.except_organizations AS "exceptOrganizations",
  EXISTS (SELECT 1 FROM grant_except_customers x WHERE x.grant_id = g.id) AS "hasExceptCustomers", g.level::text AS level,
  g.valid_from AS "from", g.valid_until AS "until", ${stateAt()} AS state, g.reason, g.source::text AS source, b.name AS "grantedByName",
  g.created_at AS "createdAt", g.updated_at AS "updatedAt", g.version`;

const stateAt = () => sql`CASE WHEN g.valid_until <= ${now()}::timestamptz THEN 'ended' WHEN g.valid_from > ${now()}::timestamptz THEN 'future' ELSE 'current' END`;

export const grantSorts: Record<GrantList["sort"], SortKey> = {
  holder: { by: sql`lower(coalesce(u.name, m.name))`, type: "text" },
  given: { by: sql`g.created_at`, type: "timestamptz" },
};

/** The grants whose holder's home the viewer may list grants of. */
export const visibleGrants = (viewer: Viewer) => organizationFilter(scopesOf(viewer.access, "grants.list"), home);

/** The statement of the scope of the first grant `g`, not over, that meets the condition. */
export const carriedScope = (which: Sql) => sql`SELECT g.scope_kind::text AS kind, g.scope_ref AS ref,
    g.narrow_territory_id AS "narrowTerritoryId", g.narrow_program_id AS "narrowProgramId",
    ARRAY(SELECT unnest(g.except_organizations) ORDER BY 1) AS "exceptOrganizations",
    ARRAY(SELECT c.customer_id FROM grant_customers c WHERE c.grant_id = g.id ORDER BY 1) AS customers,
    ARRAY(SELECT x.customer_id FROM grant_except_customers x WHERE x.grant_id = g.id ORDER BY 1) AS "exceptCustomers"
  FROM grants g WHERE ${which} AND (g.valid_until IS NULL OR g.valid_until > ${now()}) ORDER BY g.id LIMIT 1`;

/** Organizations aliased `p` that the viewer may see: their home and what they may list. */
export const knownPlace = (viewer: Viewer) =>
  sql`(p.id = ${homeOf(viewer.facts)} OR ${organizationFilter(scopesOf(viewer.access, "organizations.list"), sql`p.id`)})`;

const likeWords = (search: string) => search.replaceAll("\0", "").split(/\s+/).filter(Boolean).slice(0, 8).map((word) => word.replace(/[\\%_]/g, "\\$&"));

/** The conditions of search and filters. */
export function narrowedGrants({ search, filters }: Pick<GrantList, "search" | "filters">): Sql {
  const ids: [Sql, string[] | undefined][] = [
    [sql`g.user_id`, filters.user],
    [sql`g.group_id`, filters.group],
    [sql`g.role_id`, filters.role],
  ];
  const parts: Sql[] = ids.flatMap(([column, values]) => (values ? [sql`${column} = ANY(${idsIn(values)}::int[])`] : []));
  if (filters.kind) parts.push(sql`g.scope_kind::text = ANY(${filters.kind}::text[])`);
  if (filters.status) parts.push(sql`${stateAt()} = ANY(${filters.status}::text[])`);
  if (filters.ends) parts.push(filters.ends.includes("soon") ? sql`(g.valid_until > ${now()}::timestamptz AND g.valid_until <= ${minutesFromNow(endsSoonDays * 24 * 60)}::timestamptz)` : sql`false`);
  if (filters.organization) {
    parts.push(sql`${home} IN (SELECT organization_id FROM organization_closure WHERE ancestor_id = ANY(${idsIn(filters.organization)}::int[]))`);
  }
  const words = likeWords(search);
  if (words.length > 0) parts.push(heldBy(words));
  return parts.length === 0 ? empty : sql` AND ${join(parts, " AND ")}`;
}

/**
 * Holders found by name (people by address too) before the grants are: the names have an index, the grants are many. The index knows words
 * of three letters and more; by shorter ones only those are looked through who hold a grant.
 */
function heldBy(words: readonly string[]): Sql {
  const all = (text: Sql) => join(words.map((word) => sql`portico_fold(${text}) LIKE '%' || portico_fold(${word}) || '%'`), " AND ");
  if (words.every((word) => [...word].length < 3)) return sql`(${all(sql`u.name || ' ' || u.email`)} OR ${all(sql`m.name`)})`;
  return sql`(g.user_id IN (SELECT id FROM users WHERE ${all(sql`name || ' ' || email`)}) OR g.group_id IN (SELECT id FROM groups WHERE ${all(sql`name`)}))`;
}
