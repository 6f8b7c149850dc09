import type { ListState } from "../../shared/list-state";
import type { Page, Total } from "../../shared/page";

/** Where a page ends: the sort value and id of its last row. */
export type Place = { key: string; id: number };

const encode = (sort: string, { key, id }: Place) => Buffer.from(JSON.stringify([sort, key, id])).toString("base64url");

/** The place that a list's cursor names; null for none, and for one that is broken or belongs to another sort order. */
export function placeOf({ after, before, sort }: Pick<ListState, "after" | "before" | "sort">, isTime = false): Place | null {
  const text = after ?? before;
  if (!text) return null;
  try {
    const [madeFor, key, id] = JSON.parse(Buffer.from(text, "base64url").toString()) as unknown[];
    return madeFor === sort && isKey(key, isTime) && isId(id) ? { key, id } : null;
  } catch {
    return null;
  }
}

const isKey = (key: unknown, isTime: boolean): key is string =>
  typeof key === "string" && !key.includes("\0") && !(isTime && Number.isNaN(Date.parse(key)));
const isId = (id: unknown): id is number => Number.isSafeInteger(id) && Math.abs(id as number) < 2 ** 31;

/** True when the statement must read against the list's direction: a page before a cursor is read backwards and turned round. */
export const readsDown = ({ before, direction }: Pick<ListState, "before" | "direction">) => (before !== null) !== (direction === "desc");

/** The page of rows that were read in the order of `readsDown`, one more than the limit. */
export function keysetPage<Row>(list: Pick<ListState, "sort" | "after" | "before" | "limit">, found: Row[], total: Total, place: (row: Row) => Place): Page<Row> {
  const isBackwards = list.before !== null;
  const hasMore = found.length > list.limit;
  const rows = found.slice(0, list.limit);
  if (isBackwards) rows.reverse();
  const cursor = (row: Row | undefined) => (row ? encode(list.sort, place(row)) : null);
  return {
    rows,
    next: isBackwards || hasMore ? cursor(rows.at(-1)) : null,
    previous: (isBackwards ? hasMore : list.after !== null) ? cursor(rows[0]) : null,
    total,
  };
}
