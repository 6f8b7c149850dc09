import "server-only";
import sql, { empty, join, type Sql } from "sql-template-tag";
import { allowed, authorize, can, scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import type { Permission } from "../../access/permissions";
import { differenceBetween } from "../../access/proposal";
import { homeOf, type Viewer } from "../../access/viewer";
import { pool } from "../../platform/db/client";
import { firstRow, rows } from "../../platform/db/connect";
import { ordered, orderedPage, type SortKey } from "../../platform/db/ordered";
import { notFound } from "../../shared/errors";
import { idsIn } from "../../shared/fields";
import type { Page } from "../../shared/page";
import { roleText } from "../../shared/ready-roles";
import { clonesOf } from "./drift";
import { isShowing, lineagesOf, listed } from "./lineage";
import type { RoleDetail, RoleRow, RoleVersionRow } from "./rows";
import type { RoleList } from "./schema";

type Stored = Omit<RoleRow, "lineage">;

const columns = (viewer: Viewer) => sql`r.id, r.key, r.name, r.description, r.organization_id AS "organizationId", o.name AS "organizationName",
  r.organization_id = ANY(${viewer.facts.homePath.slice(1)}::int[]) AS "isFromAbove", r.is_template AS "isTemplate",
  cardinality(r.permissions) AS "permissionCount", r.archived_at AS "archivedAt", r.created_at AS "createdAt", r.updated_at AS "updatedAt", r.version`;

const folded = (text: Sql) => sql`portico_fold(${text})`;

const sortKeys: Record<RoleList["sort"], SortKey> = {
  name: { by: folded(sql`r.name`), type: "text" },
  updated: { by: sql`r.updated_at`, type: "timestamptz" },
};

/** One page of the roles that the viewer may list, and of those from above that may be used. */
export async function listRoles(viewer: Viewer, list: RoleList): Promise<Page<RoleRow>> {
  authorize(viewer, "roles.list");
  const where = sql`${listed(viewer, "roles.list")}${narrowed(list)}`;
  const page = ordered(list, sortKeys[list.sort], sql`r.id`);
  const from = sql`FROM roles r JOIN organizations o ON o.id = r.organization_id WHERE ${where}`;
  const [found, total] = await Promise.all([
    rows<Stored & { sortKey: string }>(pool(), sql`SELECT ${columns(viewer)}, ${page.key} ${from}${page.beyond}${page.order}`),
    firstRow<{ count: number }>(pool(), sql`SELECT count(*)::int AS count ${from}`),
  ]);
  const lineages = await lineagesOf(pool(), viewer, found.map(({ id }) => id));
  const complete = found.map((row) => ({ ...row, ...inWords(row), lineage: lineages.get(row.id) ?? null }));
  return orderedPage(list, complete, { count: total!.count, exact: true });
}

/** A role's name and purpose as the reader sees them. */
const inWords = ({ name, description }: Pick<RoleRow, "name" | "description">) => ({ name: roleText(name), description: description && roleText(description) });

const likeWords = (search: string) => search.replaceAll("\0", "").split(/\s+/).filter(Boolean).slice(0, 8).map((word) => word.replace(/[\\%_]/g, "\\$&"));

/** The conditions of search and filters; archived roles stay away unless asked for. */
function narrowed({ search, filters }: Pick<RoleList, "search" | "filters">): Sql {
  const parts: Sql[] = likeWords(search).map((word) => sql`(${folded(sql`r.name || ' ' || coalesce(r.description, '')`)} LIKE '%' || portico_fold(${word}) || '%' OR ${isShowing(word)})`);
  if (filters.organization) {
    parts.push(sql`r.organization_id IN (SELECT organization_id FROM organization_closure WHERE ancestor_id = ANY(${idsIn(filters.organization)}::int[]))`);
  }
  if (filters.kind) parts.push(sql`r.is_template = ANY(${filters.kind.map((kind) => kind === "template")}::boolean[])`);
  if (filters.template) parts.push(sql`r.template_id = ANY(${idsIn(filters.template)}::int[])`);
  const states = filters.status ?? ["active"];
  parts.push(sql`(r.archived_at IS NOT NULL) = ANY(${states.map((status) => status === "archived")}::boolean[])`);
  return parts.length === 0 ? empty : sql` AND ${join(parts, " AND ")}`;
}

type Opened = Omit<RoleDetail, "lineage" | "clones" | "can" | "isOnlyRead"> & { writeCount: number | null; scopes: number[] };

/** A role with its permissions. Throws `not-found` when it may be neither opened nor used. */
export async function getRole(viewer: Viewer, roleId: number): Promise<RoleDetail> {
  authorize(viewer, "roles.view");
  const row = await firstRow<Opened>(
    pool(),
    sql`SELECT ${columns(viewer)}, r.permissions, ${grantCount(viewer)} AS "grantCount", ${grantCount(viewer, sql` AND g.level = 'write'`)} AS "writeCount",
        CASE WHEN r.is_template THEN (SELECT max(v.number) FROM role_versions v WHERE v.role_id = r.id) END AS number,
        ARRAY(SELECT s.scope_id FROM organization_scope s WHERE s.organization_id = r.organization_id)::text[]::float8[] AS scopes
      FROM roles r JOIN organizations o ON o.id = r.organization_id WHERE r.id = ${roleId}`,
  );
  if (!row || !(row.isFromAbove || allowed(viewer.access, "roles.view", row.scopes))) throw notFound("role");
  const { scopes, writeCount, ...role } = row;
  const may = (permission: Permission) => allowed(viewer.access, permission, scopes);
  const [lineages, clones] = await Promise.all([lineagesOf(pool(), viewer, [roleId]), role.isTemplate ? clonesOf(viewer, roleId) : { count: 0, open: 0 }]);
  return {
    ...role,
    ...inWords(role),
    lineage: lineages.get(roleId) ?? null,
    clones,
    isOnlyRead: (role.grantCount ?? 0) > 0 && writeCount === 0,
    can: { edit: may("roles.edit"), archive: may("roles.archive"), clone: can(viewer, "roles.clone") && role.archivedAt === null, publish: may("roles.publish") },
  };
}

const grantCount = (viewer: Viewer, further: Sql = empty): Sql =>
  can(viewer, "grants.list")
    ? sql`(SELECT count(*)::int FROM grants g LEFT JOIN users u ON u.id = g.user_id LEFT JOIN groups m ON m.id = g.group_id
        WHERE g.role_id = r.id AND ${organizationFilter(scopesOf(viewer.access, "grants.list"), sql`coalesce(u.organization_id, m.organization_id)`)}${further})`
    : sql`NULL::int`;

/** The versions of a template, newest first, with what each changed. Throws `not-found` for a role that may be neither opened nor used. */
export async function listVersions(viewer: Viewer, roleId: number): Promise<RoleVersionRow[]> {
  authorize(viewer, "roles.view");
  await getRole(viewer, roleId);
  const found = await rows<Omit<RoleVersionRow, "added" | "removed">>(
    pool(),
    sql`SELECT number, permissions, note, restored_number AS "restoredNumber", published_by_name AS "publishedByName", published_at AS "publishedAt"
      FROM role_versions WHERE role_id = ${roleId} ORDER BY number DESC LIMIT 200`,
  );
  return found.map((version, index) => ({ ...version, ...differenceBetween(found[index + 1]?.permissions ?? version.permissions, version.permissions) }));
}

/** The id of the role with this key, if the viewer may list or use it. */
export async function findRoleByKey(viewer: Viewer, key: string): Promise<number | null> {
  authorize(viewer, "roles.list");
  const row = await firstRow<{ id: number }>(pool(), sql`SELECT r.id FROM roles r WHERE r.key = ${key} AND ${listed(viewer, "roles.list")}`);
  return row?.id ?? null;
}

export type RoleOption = { id: number; name: string; organizationName: string; isTemplate: boolean };

/**
 * For pickers: up to 20 roles by name, those first that begin with what is sought, not archived, of the viewer's own list and from above. With `holderHome` only those that can be
 * given to somebody at home there: roles of that organization and those above it.
 */
export async function lookupRoles(viewer: Viewer, search: string, holderHome: number | null = null): Promise<RoleOption[]> {
  authorize(viewer, "roles.list");
  const usable = holderHome === null ? empty : sql` AND r.organization_id IN (SELECT ancestor_id FROM organization_closure WHERE organization_id = ${holderHome})`;
  const found = await rows<RoleOption>(
    pool(),
    sql`SELECT r.id, r.name, o.name AS "organizationName", r.is_template AS "isTemplate" FROM roles r JOIN organizations o ON o.id = r.organization_id
      WHERE ${listed(viewer, "roles.list")}${usable}${narrowed({ search: search.slice(0, 100), filters: {} })}
      ORDER BY NOT starts_with(${folded(sql`r.name`)}, portico_fold(${search.slice(0, 100).replaceAll("\0", "").trim()})), ${folded(sql`r.name`)} COLLATE "C", r.id LIMIT 20`,
  );
  return found.map((role) => ({ ...role, name: roleText(role.name) }));
}

/** The organizations in which the viewer may create (or clone) roles: all of them when few, for the form's choice; home first. */
export async function roleHomes(viewer: Viewer, permission: "roles.create" | "roles.clone" = "roles.create"): Promise<{ id: number; name: string }[]> {
  authorize(viewer, permission);
  return rows<{ id: number; name: string }>(
    pool(),
    sql`SELECT o.id, o.name FROM organizations o WHERE ${organizationFilter(scopesOf(viewer.access, permission), sql`o.id`)}
      AND o.status = 'active' ORDER BY o.id <> ${homeOf(viewer.facts)}, portico_fold(o.name) COLLATE "C", o.id LIMIT 20`,
  );
}
