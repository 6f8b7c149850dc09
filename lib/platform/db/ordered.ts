import sql, { empty, raw, type Sql } from "sql-template-tag";
import type { ListState } from "../../shared/list-state";
import type { Page, Total } from "../../shared/page";
import { keysetPage, placeOf, readsDown } from "./keyset";

/** What a list is sorted by: an expression that is never null, and whether it is text (compared byte by byte) or a time. */
export type SortKey = { by: Sql; type: "text" | "timestamptz" };

type Asked = Pick<ListState, "sort" | "direction" | "after" | "before" | "limit">;

/** The parts of the statement of one page: `key` goes among the columns, `beyond` behind the conditions, `order` to the end. */
export type Ordered = { key: Sql; beyond: Sql; order: Sql };

/** How to read one page of a list ordered by `key` and then by `id`, after or before the row that the list's cursor names. */
export function ordered(list: Asked, { by, type }: SortKey, id: Sql): Ordered {
  const direction = raw(readsDown(list) ? "DESC" : "ASC");
  const comparison = raw(readsDown(list) ? "<" : ">");
  const place = placeOf(list, type === "timestamptz");
  const sortable = type === "text" ? sql`(${by}) COLLATE "C"` : sql`${by}`;
  const value = type === "text" ? sql`${place?.key}::text` : sql`${place?.key}::timestamptz`;
  return {
    key: type === "text" ? sql`${by} AS "sortKey"` : sql`to_char(${by} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "sortKey"`,
    beyond: place ? sql` AND (${sortable}, ${id}) ${comparison} (${value}, ${place.id}::int)` : empty,
    order: sql` ORDER BY ${sortable} ${direction}, ${id} ${direction} LIMIT ${list.limit + 1}`,
  };
}

/** The page made of rows read so. */
export function orderedPage<Row extends { id: number; sortKey: string }>(list: Asked, found: Row[], total: Total): Page<Omit<Row, "sortKey">> {
  const page = keysetPage(list, found, total, ({ sortKey, id }) => ({ key: sortKey, id }));
  return { ...page, rows: page.rows.map(({ sortKey: _, ...row }) => row) };
}
