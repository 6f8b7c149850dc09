import "server-only";
import sql, { join, raw, type Sql } from "sql-template-tag";
import { authorize, scopesOf } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import { pool } from "../../platform/db/client";
import { firstRow, rows } from "../../platform/db/connect";
import type { Page, Total } from "../../shared/page";
import { cursorOf } from "./cursor";
import type { ActivityRow } from "./rows";
import type { ActivityList } from "./schema";
import { visibleParts } from "./visible";

const most = 1000;
const largest = 2_147_483_647;

const columns = raw(`a.id, a.at, a.actor_id AS "actorId", a.actor_name AS "actorName", a.via, a.viewing_as_id AS "viewingAsId", a.viewing_as_name AS "viewingAsName", a.action, a.outcome, a.record_type AS "recordType",
  a.record_id AS "recordId", a.record_name AS "recordName", a.organization_id AS "organizationId", a.customer_id AS "customerId",
  a.ip, a.device, a.before, a.after`);

/** One page of the log that the viewer may read, newest first. */
export async function listActivity(viewer: Viewer, list: ActivityList): Promise<Page<ActivityRow>> {
  authorize(viewer, "activity.view");
  const parts = visibleParts(scopesOf(viewer.access, "activity.view")!);
  const filter = filterOf(list);
  const isBackwards = list.before !== null;
  const cursor = cursorOf(list.after ?? list.before);
  const beyond = cursor === null ? sql`true` : isBackwards ? sql`a.id > ${cursor}` : sql`a.id < ${cursor}`;
  const direction = raw(isBackwards ? "ASC" : "DESC");
  const arms = parts.map(
    ({ from, where }) => sql`(SELECT ${columns} FROM ${from} WHERE ${where} AND ${filter} AND ${beyond} ORDER BY a.id ${direction} LIMIT ${list.limit + 1})`,
  );
  const found = await rows<ActivityRow>(pool(), sql`SELECT * FROM (${join(arms, " UNION ALL ")}) v ORDER BY id ${direction} LIMIT ${list.limit + 1}`);
  const total = await totalOf(parts.map(({ from, where }) => sql`(SELECT 1 FROM ${from} WHERE ${where} AND ${filter} LIMIT ${most + 1})`));
  return toPage(list, found, total);
}

async function totalOf(arms: readonly Sql[]): Promise<Total> {
  const { count } = (await firstRow<{ count: number }>(pool(), sql`SELECT count(*)::int AS count FROM (${join(arms, " UNION ALL ")}) v`))!;
  return count > most ? { count: most, exact: false } : { count, exact: true };
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

const numbers = (values: readonly string[]) => values.map(Number).filter((id) => Number.isInteger(id) && id > 0 && id <= largest);
const texts = (values: readonly string[]) => values.map((value) => value.replaceAll("\0", "").slice(0, 100));

/** The list's filters as a condition; values that mean nothing match nothing. */
function filterOf({ filters }: Pick<ActivityList, "filters">): Sql {
  const { person = [], action = [], type = [], outcome = [], from = [], until = [], record = [] } = filters;
  const conditions: Sql[] = [sql`true`];
  if (person.length > 0) conditions.push(sql`a.actor_id = ANY(${numbers(person)}::int[])`);
  if (action.length > 0) conditions.push(sql`a.action = ANY(${texts(action)}::text[])`);
  if (type.length > 0) conditions.push(sql`a.record_type = ANY(${texts(type)}::text[])`);
  if (outcome.length > 0) conditions.push(sql`a.outcome = ANY(${texts(outcome)}::text[])`);
  if (from[0]) conditions.push(atLeast(from[0]));
  if (until[0]) conditions.push(atMost(until[0]));
  if (record.length > 0) conditions.push(sql`(${join(record.map(recordCondition), " OR ")})`);
  return join(conditions, " AND ");
}

const day = 86_400_000;
const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text);

/** A day means its beginning for `from` and its end for `until`; a moment means itself. */
function moment(text: string, dayShift: number): Date | null {
  const time = Date.parse(isDay(text) ? `${text}T00:00:00Z` : text);
  if (Number.isNaN(time) || time < 0 || time > Date.parse("9000-01-01")) return null;
  return new Date(time + (isDay(text) ? dayShift : 0));
}

function atLeast(text: string): Sql {
  const time = moment(text, 0);
  return time ? sql`a.at >= ${time}` : sql`false`;
}

function atMost(text: string): Sql {
  const time = moment(text, day);
  return time ? sql`a.at < ${time}` : sql`false`;
}

function recordCondition(text: string): Sql {
  const [type, id] = text.split(":");
  const [number] = numbers([id ?? ""]);
  return number === undefined ? sql`false` : sql`(a.record_type = ${texts([type!])[0]} AND a.record_id = ${number})`;
}

/** The names of these actors, as they stand in rows that the viewer may read. */
export async function actorNames(viewer: Viewer, ids: readonly string[]): Promise<{ id: number; name: string }[]> {
  authorize(viewer, "activity.view");
  const actors = numbers(ids);
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
