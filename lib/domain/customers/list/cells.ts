import "server-only";
import sql, { empty, join, raw, type Sql } from "sql-template-tag";
import { formulaStarts, skippable } from "../../../shared/formula-guard";
import type { CustomerColumn } from "../schema";

const codes = [...formulaStarts].map((character) => character.codePointAt(0)!).join();

/** A text that no spreadsheet takes for a formula (lib/shared/formula-guard.ts is its twin); letters and digits are let through at once. */
const guarded = (column: string): Sql =>
  sql`CASE WHEN ascii(${raw(column)}) BETWEEN 65 AND 122 OR ascii(${raw(column)}) BETWEEN 48 AND 57 THEN ${raw(column)}
    WHEN ascii(ltrim(${raw(column)}, ${skippable})) IN (${raw(codes)}) THEN '''' || ${raw(column)} ELSE ${raw(column)} END`;

/** Whole seconds in UTC, as COPY writes them (lib/platform/db/copy-out.ts says how): a third of what to_char costs. */
const time = (column: string): Sql => sql`date_trunc('second', ${raw(column)} AT TIME ZONE 'UTC')`;

const cells: Record<CustomerColumn, Sql> = {
  name: guarded("c.name"),
  key: guarded("c.key"),
  organization: guarded("o.name"),
  territory: guarded("t.name"),
  manager: guarded("m.name"),
  status: sql`CASE c.state WHEN 1 THEN 'active' WHEN 2 THEN 'suspended' ELSE 'archived' END`,
  city: guarded("c.city"),
  country: guarded("c.country"),
  created: time("c.created_at"),
  updated: time("c.updated_at"),
};

const joins: Partial<Record<CustomerColumn, Sql>> = {
  organization: sql` JOIN organizations o ON o.id = c.organization_id`,
  territory: sql` LEFT JOIN territories t ON t.id = c.territory_id`,
  manager: sql` LEFT JOIN users m ON m.id = c.account_manager_id`,
};

export type Cells = { select: Sql; joined: Sql };

/** The cells of customers (aliased `c`) for these columns, and the joins that they need. */
export function cellsOf(columns: readonly CustomerColumn[]): Cells {
  const needed = columns.flatMap((column) => joins[column] ?? []);
  return { select: join(columns.map((column) => cells[column])), joined: needed.length > 0 ? join(needed, "") : empty };
}
