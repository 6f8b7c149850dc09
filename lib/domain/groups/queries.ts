import "server-only";
import sql, { join, type Sql } from "sql-template-tag";
import { allowed, authorize, scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import type { Permission } from "../../access/permissions";
import type { Viewer } from "../../access/viewer";
import { pool } from "../../platform/db/client";
import { firstRow, rows } from "../../platform/db/connect";
import { ordered, orderedPage, type SortKey } from "../../platform/db/ordered";
import { notFound, refused } from "../../shared/errors";
import { largestId } from "../../shared/fields";
import type { Page } from "../../shared/page";
import { read } from "../access/change";
import { groupAccess, type HeldAccess } from "../access/held-access";
import { readableRule } from "./rule";
import type { GroupDetail, GroupRow, GroupType } from "./rows";
import type { StoredRule } from "./saving";
import type { GroupList } from "./schema";

const peopleSeen = (viewer: Viewer, column: Sql) => organizationFilter(scopesOf(viewer.access, "users.list"), column);
const groupsSeen = (viewer: Viewer, column: Sql) => organizationFilter(scopesOf(viewer.access, "groups.list"), column);

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

/** One page of the groups that the viewer may list. Archived ones stay away unless asked for. */
export async function listGroups(viewer: Viewer, list: GroupList): Promise<Page<GroupRow>> {
  authorize(viewer, "groups.list");
  const page = ordered(list, groupSorts[list.sort], sql`g.id`);
  const where = groupConditions(viewer, list);
  const [found, total] = await Promise.all([
    rows<GroupRow & { sortKey: string }>(
      pool(),
      sql`SELECT ${groupColumns(viewer)}, ${page.key} FROM groups g JOIN organizations o ON o.id = g.organization_id WHERE ${where}${page.beyond}${page.order}`,
    ),
    firstRow<{ count: number }>(pool(), sql`SELECT count(*)::int AS count FROM groups g WHERE ${where}`),
  ]);
  return orderedPage(list, found, { count: total!.count, exact: true });
}

const numbers = (values: string[]) => values.map(Number).filter((id) => Number.isInteger(id) && id > 0 && id <= largestId);
const words = (search: string) => search.replaceAll("\0", "").split(/\s+/).filter(Boolean).slice(0, 8);

/** The groups `g` that the viewer may list and that meet search and filters. */
export function groupConditions(viewer: Viewer, { filters, search }: Pick<GroupList, "filters" | "search">): Sql {
  const parts: Sql[] = [groupsSeen(viewer, sql`g.organization_id`)];
  const states = filters.status ?? ["active"];
  parts.push(sql`(g.archived_at IS NOT NULL) = ANY(${states.map((state) => state === "archived")}::boolean[])`);
  if (filters.type) parts.push(sql`g.type::text = ANY(${filters.type}::text[])`);
  if (filters.organization) {
    parts.push(sql`g.organization_id IN (SELECT organization_id FROM organization_closure WHERE ancestor_id = ANY(${numbers(filters.organization)}::int[]))`);
  }
  for (const word of words(search)) {
    const pattern = word.replace(/[\\%_]/g, "\\$&");
    parts.push(sql`portico_fold(g.name || ' ' || coalesce(g.description, '')) LIKE '%' || portico_fold(${pattern}) || '%'`);
  }
  return join(parts, " AND ");
}

type Found = GroupRow & { rule: StoredRule | null; scopes: number[] };

/** The group with its scope ids. Throws `not-found` when it may not be opened. */
export async function findGroup(viewer: Viewer, groupId: number): Promise<Found> {
  authorize(viewer, "groups.view");
  const row = await firstRow<Found>(
    pool(),
    sql`SELECT ${groupColumns(viewer)}, g.rule, ARRAY(SELECT s.scope_id FROM organization_scope s WHERE s.organization_id = g.organization_id)::text[]::float8[] AS scopes
      FROM groups g JOIN organizations o ON o.id = g.organization_id WHERE g.id = ${groupId}`,
  );
  if (!row || !allowed(viewer.access, "groups.view", row.scopes)) throw notFound("group");
  return row;
}

/** A group with the groups in it and around it, and what the viewer may do. Throws `not-found` when it may not be opened. */
export async function getGroup(viewer: Viewer, groupId: number): Promise<GroupDetail> {
  authorize(viewer, "groups.view");
  const { scopes, rule, ...group } = await findGroup(viewer, groupId);
  const may = (permission: Permission) => allowed(viewer.access, permission, scopes);
  const [inside, within, readable] = await Promise.all([
    nested(viewer, sql`n.member_id`, sql`n.group_id = ${groupId}`),
    nested(viewer, sql`n.group_id`, sql`n.member_id = ${groupId}`),
    group.type === "rule" ? readableRule(pool(), viewer, rule ?? {}) : null,
  ]);
  return {
    ...group,
    rule: readable,
    inside,
    within,
    can: {
      edit: may("groups.edit"),
      manageMembers: may("groups.manage-members"),
      editRule: may("groups.edit-rule"),
      archive: may("groups.archive"),
      clone: may("groups.clone"),
      seeAccess: may("grants.list"),
      give: may("grants.give"),
    },
  };
}

type Nested = { id: number; name: string; type: GroupType; archivedAt: Date | null };

const nested = (viewer: Viewer, which: Sql, where: Sql) =>
  rows<Nested>(
    pool(),
    sql`SELECT g.id, g.name, g.type::text AS type, g.archived_at AS "archivedAt" FROM group_nestings n JOIN groups g ON g.id = ${which}
      WHERE ${where} AND ${groupsSeen(viewer, sql`g.organization_id`)} ORDER BY g.name, g.id LIMIT 500`,
  );

/** What being in the group brings. Throws `not-found` when the group may not be opened, `refused` without grants.list at its home. */
export async function listGroupAccess(viewer: Viewer, groupId: number): Promise<HeldAccess[]> {
  authorize(viewer, "grants.list");
  const { scopes } = await findGroup(viewer, groupId);
  if (!allowed(viewer.access, "grants.list", scopes)) throw refused("grants.list");
  return read(viewer, (on) => groupAccess(on, viewer, groupId));
}

/** The id of the group with this key, if the viewer may list it. */
export async function findGroupByKey(viewer: Viewer, key: string): Promise<number | null> {
  authorize(viewer, "groups.list");
  const row = await firstRow<{ id: number }>(pool(), sql`SELECT g.id FROM groups g WHERE g.key = ${key} AND ${groupsSeen(viewer, sql`g.organization_id`)}`);
  return row?.id ?? null;
}

export type GroupOption = { id: number; name: string; type: GroupType; organizationName: string };

/** For pickers: up to 20 groups, of the given types if any, whose name or description holds the words, that the viewer may list; none archived. */
export async function lookupGroups(viewer: Viewer, search: string, types?: GroupType[]): Promise<GroupOption[]> {
  authorize(viewer, "groups.list");
  const where = groupConditions(viewer, { filters: types ? { type: types } : {}, search });
  return rows<GroupOption>(
    pool(),
    sql`SELECT g.id, g.name, g.type::text AS type, o.name AS "organizationName" FROM groups g JOIN organizations o ON o.id = g.organization_id
      WHERE ${where} ORDER BY portico_fold(g.name) COLLATE "C", g.id LIMIT 20`,
  );
}
