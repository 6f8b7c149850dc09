import "server-only";
import sql, { join } from "sql-template-tag";
import { allowed, authorize, can, scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import type { Viewer } from "../../access/viewer";
import { pool } from "../../platform/db/client";
import { firstRow, rows } from "../../platform/db/connect";
import { ordered, orderedPage } from "../../platform/db/ordered";
import { notFound } from "../../shared/errors";
import { idsIn } from "../../shared/fields";
import type { Page } from "../../shared/page";
import { grantsNaming, type PlaceGrant } from "../access/place-grants";
import type { TerritoryDetail, TerritoryNode, TerritoryRow } from "./rows";
import { territoryRecord } from "./saving";
import type { TerritoryList } from "./schema";

const wordsOf = (search: string) => search.replaceAll("\0", "").split(/\s+/).filter(Boolean).slice(0, 8);
const escaped = (word: string) => word.replace(/[\\%_]/g, "\\$&");
const byName = sql`portico_fold(t.name)`;

/** Names are shared words, the counts are the viewer's own: only partners they may list. */
const columns = (viewer: Viewer) => {
  const seen = organizationFilter(scopesOf(viewer.access, "organizations.list"), sql`o.id`);
  return sql`t.id, t.key, t.name, t.parent_id AS "parentId", p.name AS "parentName", t.version,
    (SELECT count(*)::int FROM territories k WHERE k.parent_id = t.id) AS "childCount",
    (SELECT count(*)::int FROM territory_closure c JOIN organizations o ON o.territory_id = c.territory_id WHERE c.ancestor_id = t.id AND ${seen}) AS "organizationCount"`;
};

function conditions({ search, filters }: Pick<TerritoryList, "search" | "filters">) {
  const parts = wordsOf(search).map((word) => sql`portico_fold(t.name || ' ' || t.key) LIKE '%' || portico_fold(${escaped(word)}) || '%'`);
  if (filters.parent) parts.push(sql`t.id IN (SELECT territory_id FROM territory_closure WHERE ancestor_id = ANY(${idsIn(filters.parent)}::int[]))`);
  return parts.length > 0 ? join(parts, " AND ") : sql`true`;
}

/** One page of all territories. */
export async function listTerritories(viewer: Viewer, list: TerritoryList): Promise<Page<TerritoryRow>> {
  authorize(viewer, "territories.list");
  const where = conditions(list);
  const { key, beyond, order } = ordered(list, { by: byName, type: "text" }, sql`t.id`);
  const [found, total] = await Promise.all([
    rows<TerritoryRow & { sortKey: string }>(
      pool(),
      sql`SELECT ${columns(viewer)}, ${key} FROM territories t LEFT JOIN territories p ON p.id = t.parent_id WHERE ${where}${beyond}${order}`,
    ),
    firstRow<{ count: number }>(pool(), sql`SELECT count(*)::int AS count FROM territories t WHERE ${where}`),
  ]);
  return orderedPage(list, found, { count: total!.count, exact: true });
}

const levelLimit = 200;
const mostOpen = 60;

/** The tree of territories: the topmost ones, and the level below each node of `open`. */
export async function territoryTree(viewer: Viewer, open: readonly number[]): Promise<{ nodes: TerritoryNode[]; hasMore: boolean }> {
  authorize(viewer, "territories.list");
  const opened = [...new Set(open)].slice(0, mostOpen);
  const found = await rows<TerritoryRow>(
    pool(),
    sql`WITH level AS (SELECT t.id, row_number() OVER (PARTITION BY t.parent_id ORDER BY ${byName} COLLATE "C", t.id) AS place FROM territories t
        WHERE t.parent_id IS NULL OR t.parent_id = ANY(${opened}::int[]))
      SELECT ${columns(viewer)} FROM level JOIN territories t ON t.id = level.id LEFT JOIN territories p ON p.id = t.parent_id
      WHERE level.place <= ${levelLimit + 1} ORDER BY level.place`,
  );
  const levels = Map.groupBy(found, ({ parentId }) => parentId);
  const nodesOf = (parentId: number | null): TerritoryNode[] =>
    (levels.get(parentId) ?? []).slice(0, levelLimit).map(({ id, name, childCount, organizationCount }) => {
      const hasMore = (levels.get(id)?.length ?? 0) > levelLimit;
      return { id, name, childCount, organizationCount, children: nodesOf(id), hasMore };
    });
  return { nodes: nodesOf(null), hasMore: (levels.get(null)?.length ?? 0) > levelLimit };
}

/** A territory with the way up and what the viewer may do with it. Throws `not-found` when there is none. */
export async function getTerritory(viewer: Viewer, territoryId: number): Promise<TerritoryDetail> {
  authorize(viewer, "territories.list");
  const row = await firstRow<Omit<TerritoryDetail, "can"> & { path: number[] }>(
    pool(),
    sql`SELECT ${columns(viewer)},
        coalesce((SELECT json_agg(json_build_object('id', a.id, 'name', a.name) ORDER BY c.depth DESC) FROM territory_closure c
          JOIN territories a ON a.id = c.ancestor_id WHERE c.territory_id = t.id AND c.depth > 0), '[]') AS above,
        (SELECT array_agg(c.ancestor_id) FROM territory_closure c WHERE c.territory_id = t.id) AS path
      FROM territories t LEFT JOIN territories p ON p.id = t.parent_id WHERE t.id = ${territoryId}`,
  );
  if (!row) throw notFound("territory");
  const { path, ...territory } = row;
  const edit = allowed(viewer.access, "territories.edit", territoryRecord(viewer, path));
  return { ...territory, can: { edit, assign: can(viewer, "territories.assign") } };
}

/** The people and groups whose access names this territory or one above it, as far as the viewer may list access. */
export async function territoryGrants(viewer: Viewer, territoryId: number): Promise<PlaceGrant[]> {
  authorize(viewer, "territories.list");
  return grantsNaming(
    viewer,
    "territory",
    sql`SELECT a.id, a.name FROM territory_closure c JOIN territories a ON a.id = c.ancestor_id WHERE c.territory_id = ${territoryId}`,
  );
}

/** For pickers: up to 20 territories whose name or key holds the words. */
export async function lookupTerritories(viewer: Viewer, search: string): Promise<{ id: number; name: string; key: string; above: string | null }[]> {
  authorize(viewer, "territories.list");
  return rows(
    pool(),
    sql`SELECT t.id, t.name, t.key, p.name AS above FROM territories t LEFT JOIN territories p ON p.id = t.parent_id
      WHERE ${conditions({ search, filters: {} })} ORDER BY ${byName} COLLATE "C", t.id LIMIT 20`,
  );
}

/** The names of territories by id. */
export async function namesOfTerritories(viewer: Viewer, ids: readonly number[]): Promise<{ id: number; name: string }[]> {
  authorize(viewer, "territories.list");
  return rows(pool(), sql`SELECT id, name FROM territories WHERE id = ANY(${[...ids]}::int[])`);
}

/** The id of the territory with this key. */
export async function findTerritoryByKey(viewer: Viewer, key: string): Promise<number | null> {
  authorize(viewer, "territories.list");
  return (await firstRow<{ id: number }>(pool(), sql`SELECT id FROM territories WHERE key = ${key}`))?.id ?? null;
}
