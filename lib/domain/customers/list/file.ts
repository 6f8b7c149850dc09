import "server-only";
import sql, { empty, raw, type Sql } from "sql-template-tag";
import type { ScopeSet } from "../../../access/compile";
import { copyOut } from "../../../platform/db/copy-out";
import { firstRow, type Queryable } from "../../../platform/db/connect";
import type { CustomerList } from "../schema";
import type { Cells } from "./cells";
import type { ListPlan } from "./plan";
import { fewFound, visibleAmong, withSearch } from "./search";
import { idsStatement, isEverything } from "./statement";

/** Up to so many rows a file is in the list's order; a larger one goes roughly by when customers were entered, which reads fast. */
export const ordered = 10_000;

/** What is left to be read: ids, lowest first, or everything from an id up to the largest. */
export type Rest = { ids: Int32Array } | { from: number; to: number };

const all = 2_147_483_647;

/** What a file will hold at the most; each piece is judged again when it is read. */
export async function contentOf(on: Queryable, { arms, states }: ListPlan, list: Pick<CustomerList, "search">): Promise<Rest> {
  const found = list.search ? await fewFound(on, list) : null;
  if (found) return { ids: Int32Array.from(found) };
  const sources = withSearch(arms, list);
  if (isEverything(sources)) {
    const { last } = (await firstRow<{ last: number }>(on, sql`SELECT coalesce(max(id), 0) AS last FROM customers`))!;
    return { from: 1, to: last };
  }
  return { ids: numbersIn(await copyOut(on, idsStatement(sources, { states, limit: all }))).sort() };
}

const zero = 48;
const lineFeed = 10;

/** The numbers of a file that has one a line. */
function numbersIn({ parts, rows }: { parts: readonly Uint8Array[]; rows: number }): Int32Array {
  const numbers = new Int32Array(rows);
  let at = 0;
  for (const part of parts) {
    for (const byte of part) {
      if (byte === lineFeed) at++;
      else numbers[at] = numbers[at]! * 10 + byte - zero;
    }
  }
  return numbers;
}

/** Takes the next `size` off the rest: the condition for them on customers aliased `c`, and what is left then. */
export function take(rest: Rest, size: number): { these: Sql; left: Rest | null } {
  if ("ids" in rest) {
    const left = rest.ids.subarray(size);
    return { these: sql`c.id = ANY(${[...rest.ids.subarray(0, size)]}::int[])`, left: left.length > 0 ? { ids: left } : null };
  }
  const { from, to } = rest;
  return { these: sql`c.id >= ${from} AND c.id < ${from + size}`, left: from + size <= to ? { from: from + size, to } : null };
}

/** How many rows there may be. */
export const sizeOf = (rest: Rest) => ("ids" in rest ? rest.ids.length : rest.to - rest.from + 1);

type Piece = { these: Sql; cells: Cells; set: ScopeSet; states: readonly number[]; list: CustomerList; isWhole: boolean };

/** The rows of one piece as cells; in the list's order when the piece is the whole file, else in that in which they are found. */
export function pieceStatement({ these, cells, set, states, list, isWhole }: Piece): Sql {
  const key = raw(list.sort === "name" ? "c.sort_name" : "c.created_at");
  const order = isWhole ? sql` ORDER BY ${key} ${raw(list.direction)}, c.id ${raw(list.direction)}` : empty;
  return sql`SELECT ${cells.select} FROM customers c${cells.joined}
    WHERE ${these} AND c.state = ANY(${[...states]}::smallint[]) AND ${visibleAmong(set, list)}${order}`;
}
