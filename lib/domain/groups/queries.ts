import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { allowed, authorize } from "../../access/decide";
import type { Permission } from "../../access/permissions";
import type { Viewer } from "../../access/viewer";
import { pool } from "../../platform/db/client";
import { firstRow, rows } from "../../platform/db/connect";
import { ordered, orderedPage } from "../../platform/db/ordered";
import { notFound, refused } from "../../shared/errors";
import type { Page } from "../../shared/page";
import { read } from "../access/change";
import { groupAccess, type HeldAccess } from "../access/held-access";
import { groupColumns, groupConditions, groupsSeen, groupSorts } from "./list";
import { readableRule } from "./rule";
import type { GroupDetail, GroupRow, GroupType } from "./rows";
import type { StoredRule } from "./saving";
import type { GroupList } from "./schema";

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
