import "server-only";
import sql, { join, raw, type Sql } from "sql-template-tag";
import type { ScopeSet } from "../../access/compile";
import { pool } from "../../platform/db/client";
import { firstRow } from "../../platform/db/connect";
import { idsIn } from "../../shared/fields";
import type { Total } from "../../shared/page";
import type { ActivityList } from "./schema";
import { visibleParts } from "./visible";

/** Rows up to which they are counted. */
const most = 1000;

const columns = raw(`a.id, a.at, a.actor_id AS "actorId", a.actor_name AS "actorName", a.via, a.viewing_as_id AS "viewingAsId", a.viewing_as_name AS "viewingAsName", a.action, a.outcome, a.record_type AS "recordType",
  a.record_id AS "recordId", a.record_name AS "recordName", a.organization_id AS "organizationId", a.customer_id AS "customerId",
  a.ip, a.device, a.before, a.after`);

type Asked = Pick<ActivityList, "filters">;
type Part = { beyond: Sql; direction: "ASC" | "DESC"; limit: number };

/** The next rows of the set that the filters let through. */
export function pageStatement(set: ScopeSet, asked: Asked, { beyond, direction, limit }: Part): Sql {
  const [filter, order] = [filterOf(asked), raw(direction)];
  const arms = visibleParts(set).map(({ from, where }) => sql`(SELECT ${columns} FROM ${from} WHERE ${where} AND ${filter} AND ${beyond} ORDER BY a.id ${order} LIMIT ${limit})`);
  return sql`SELECT * FROM (${join(arms, " UNION ALL ")}) v ORDER BY id ${order} LIMIT ${limit}`;
}

/** How many rows of the set the filters let through, as far as is counted. */
export async function totalOf(set: ScopeSet, asked: Asked): Promise<Total> {
  const filter = filterOf(asked);
  const arms = visibleParts(set).map(({ from, where }) => sql`(SELECT 1 FROM ${from} WHERE ${where} AND ${filter} LIMIT ${most + 1})`);
  const { count } = (await firstRow<{ count: number }>(pool(), sql`SELECT count(*)::int AS count FROM (${join(arms, " UNION ALL ")}) v`))!;
  return count > most ? { count: most, exact: false } : { count, exact: true };
}

/** Values as the database can take them. */
export const texts = (values: readonly string[]) => values.map((value) => value.replaceAll("\0", "").slice(0, 100));

/** The list's filters as a condition; values that mean nothing match nothing. */
function filterOf({ filters }: Asked): Sql {
  const { person = [], action = [], type = [], outcome = [], from = [], until = [], record = [] } = filters;
  const conditions: Sql[] = [sql`true`];
  if (person.length > 0) conditions.push(sql`a.actor_id = ANY(${idsIn(person)}::int[])`);
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
  const [number] = idsIn([id ?? ""]);
  return number === undefined ? sql`false` : sql`(a.record_type = ${texts([type!])[0]} AND a.record_id = ${number})`;
}
