import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { now } from "../../platform/clock";
import { pool } from "../../platform/db/client";
import { firstRow, type Queryable } from "../../platform/db/connect";

export type Guard = { seq: number; isDue: boolean };

/**
 * Columns that every first statement of a request reads along: the newest change number, and whether an enrolment's time has come by
 * the given clock. They cost two index look-ups and do not depend on how many grants or groups a person has. (The earliest time is asked
 * for, not whether there is one before: of a time that it does not know the planner expects so many that it would read the whole table.)
 */
export const guardColumns = (at = now()): Sql => sql`(SELECT seq FROM access_clock WHERE id = 1) AS seq,
  coalesce((SELECT min(next_change_at) FROM enrollments) <= ${at}::timestamptz, false) AS "isDue"`;

/** Settles enrolments whose time has come; answers the change number to read rights at. */
export async function settled(guard: Guard, on: Queryable = pool()): Promise<number> {
  if (!guard.isDue) return guard.seq;
  await on.query("SELECT settle_enrollments($1)", [now()]);
  return (await readGuard(on)).seq;
}

/** The guard on its own, for work that has no session row to read. */
export async function readGuard(on: Queryable = pool()): Promise<Guard> {
  return (await firstRow<Guard>(on, sql`SELECT ${guardColumns()}`))!;
}
