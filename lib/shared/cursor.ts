import { largestId } from "./fields";

/** The last row of a page by its sort key: text as the database folds it, or a moment in ISO form. */
export type Cursor = { key: string; id: number };

/** Where a page ends, as an opaque text for the URL. */
export const encodeCursor = (sort: string, { key, id }: Cursor): string =>
  Buffer.from(JSON.stringify([sort, key, id])).toString("base64url");

/** The cursor's place; null for none and for one that is broken or belongs to another sort order. */
export function decodeCursor(text: string | null, sort: string): Cursor | null {
  if (!text) return null;
  try {
    const [madeFor, key, id] = JSON.parse(Buffer.from(text, "base64url").toString()) as unknown[];
    if (madeFor !== sort || typeof key !== "string" || key.includes("\0") || !isId(id)) return null;
    if (sort !== "name" && !(isMoment.test(key) && Number.isFinite(Date.parse(key)))) return null;
    return { key, id };
  } catch {
    return null;
  }
}

const isMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const isId = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && Math.abs(value) <= largestId;
