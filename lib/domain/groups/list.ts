import "server-only";
import sql, { join, type Sql } from "sql-template-tag";
import { scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import type { Viewer } from "../../access/viewer";
import type { SortKey } from "../../platform/db/ordered";
import { idsIn } from "../../shared/fields";
import type { GroupList } from "./schema";

const peopleSeen = (viewer: Viewer, column: Sql) => organizationFilter(scopesOf(viewer.access, "users.list"), column);
/** The groups whose home, in this column, the viewer may list groups of. */
export const groupsSeen = (viewer: Viewer, column: Sql) => organizationFilter(scopesOf(viewer.access, "groups.list"), column);

/** The columns of a group `g` of organization `o` as lists and details need them. */
export const groupColumns = (viewer: Viewer) => sql`g.id, g.key, g.name, g.description, g.type::text AS type, g.is_generated AS "isGenerated", g.organization_id AS "organizationId",
  o.name AS "organizationName", g.archived_at AS "archivedAt", g.created_at AS "createdAt", g.updated_at AS "updatedAt", g.version,
  CASE WHEN g.type <> 'rule' THEN (SELECT count(*)::int FROM group_members m JOIN users u ON u.id = m.user_id
    WHERE m.group_id = g.id AND ${peopleSeen(viewer, sql`u.organization_id`)}) END AS "memberCount",
  (SELECT count(*)::int FROM group_nestings n JOIN groups k ON k.id = n.member_id
    WHERE n.group_id = g.id AND ${groupsSeen(viewer, sql`k.organization_id`)}) AS "groupCount"`;

export const groupSorts: Record<GroupList["sort"], SortKey> = {
  name: { by: sql`portico_fold(g.name)`, type: "text" },
  created: { by: sql`g.created_at`, type: "timestamptz" },
};

const words = (search: string) => search.replaceAll("\0", "").split(/\s+/).filter(Boolean).slice(0, 8);

/** The groups `g` that the viewer may list and that meet search and filters. */
export function groupConditions(viewer: Viewer, { filters, search }: Pick<GroupList, "filters" | "search">): Sql {
  const parts: Sql[] = [groupsSeen(viewer, sql`g.organization_id`)];
  const states = filters.status ?? ["active"];
  parts.push(sql`(g.archived_at IS NOT NULL) = ANY(${states.map((state) => state === "archived")}::boolean[])`);
  if (filters.type) parts.push(sql`g.type::text = ANY(${filters.type}::text[])`);
  if (filters.organization) {
    parts.push(sql`g.organization_id IN (SELECT organization_id FROM organization_closure WHERE ancestor_id = ANY(${idsIn(filters.organization)}::int[]))`);
  }
  for (const word of words(search)) {
    const pattern = word.replace(/[\\%_]/g, "\\$&");
    parts.push(sql`portico_fold(g.name || ' ' || coalesce(g.description, '')) LIKE '%' || portico_fold(${pattern}) || '%'`);
  }
  return join(parts, " AND ");
}
