import "server-only";
import sql, { join } from "sql-template-tag";
import { authorize, scopesOf } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import { pool } from "../../platform/db/client";
import { rows } from "../../platform/db/connect";
import { idsIn } from "../../shared/fields";
import type { Page, Total } from "../../shared/page";
import { cursorOf } from "./cursor";
import type { ActivityRow } from "./rows";
import type { ActivityList } from "./schema";
import { pageStatement, texts, totalOf } from "./statement";
import { visibleParts } from "./visible";

/** One page of the log that the viewer may read, newest first. */
export async function listActivity(viewer: Viewer, list: ActivityList): Promise<Page<ActivityRow>> {
  authorize(viewer, "activity.view");
  const set = scopesOf(viewer.access, "activity.view")!;
  const isBackwards = list.before !== null;
  const cursor = cursorOf(list.after ?? list.before);
  const beyond = cursor === null ? sql`true` : isBackwards ? sql`a.id > ${cursor}` : sql`a.id < ${cursor}`;
  const found = await rows<ActivityRow>(pool(), pageStatement(set, list, { beyond, direction: isBackwards ? "ASC" : "DESC", limit: list.limit + 1 }));
  const total = await totalOf(set, list);
  return toPage(list, found, total);
}

function toPage(list: ActivityList, found: ActivityRow[], total: Total): Page<ActivityRow> {
  const isBackwards = list.before !== null;
  const hasMore = found.length > list.limit;
  const page = found.slice(0, list.limit);
  if (isBackwards) page.reverse();
  const cursor = (row: ActivityRow | undefined) => (row ? String(row.id) : null);
  return {
    rows: page,
    next: isBackwards || hasMore ? cursor(page.at(-1)) : null,
    previous: (isBackwards ? hasMore : list.after !== null) ? cursor(page[0]) : null,
    total,
  };
}

/** The names of these actors, as they stand in rows that the viewer may read. */
export async function actorNames(viewer: Viewer, ids: readonly string[]): Promise<{ id: number; name: string }[]> {
  authorize(viewer, "activity.view");
  const actors = idsIn(ids);
  if (actors.length === 0) return [];
  const arms = visibleParts(scopesOf(viewer.access, "activity.view")!).map(
    ({ from, where }) => sql`(SELECT a.actor_id AS id, a.actor_name AS name FROM ${from} WHERE ${where} AND a.actor_id = ANY(${actors}::int[]) ORDER BY a.id DESC LIMIT 500)`,
  );
  return rows(pool(), sql`SELECT id, min(name) AS name FROM (${join(arms, " UNION ALL ")}) v GROUP BY id`);
}

/** For pickers: people who appear as actors in rows that the viewer may read, by part of their name. */
export async function lookupActors(viewer: Viewer, words: string): Promise<{ id: number; name: string }[]> {
  authorize(viewer, "activity.view");
  const like = `%${texts([words])[0]!.replace(/[\\%_]/g, "\\$&")}%`;
  const arms = visibleParts(scopesOf(viewer.access, "activity.view")!).map(
    ({ from, where }) => sql`(SELECT a.actor_id AS id, a.actor_name AS name FROM ${from} WHERE ${where} AND a.actor_id IS NOT NULL AND a.actor_name ILIKE ${like} ORDER BY a.id DESC LIMIT 500)`,
  );
  return rows(pool(), sql`SELECT id, min(name) AS name FROM (${join(arms, " UNION ALL ")}) v GROUP BY id ORDER BY 2, 1 LIMIT 20`);
}
