import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { now } from "../../platform/clock";
import { pool } from "../../platform/db/client";
import { firstRow, type Queryable } from "../../platform/db/connect";

export type Guard = { seq: number; isDue: boolean };

/**
 * Columns that every first statement of a request reads along: the newest change number, and whether an enrolment's time has come by
 * the given clock. They cost two index look-ups and do not depend on how many grants or groups a person has.
 */
export const guardColumns = (at = now()): Sql => sql`(SELECT seq FROM access_clock WHERE id = 1) AS seq,
  EXISTS (SELECT 1 FROM enrollments WHERE next_change_at <= ${at}::timestamptz) AS "isDue"`;

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
