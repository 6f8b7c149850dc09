import type { Cursor } from "./statement";

/** What says where in a list a customer stands. */
export type Placed = { id: number; sortName: string; createdAt: string };

/** Where a page ends, as an opaque text for the URL. */
export function encodeCursor(row: Placed, sort: "name" | "created"): string {
  const key = sort === "name" ? row.sortName : row.createdAt;
  return Buffer.from(JSON.stringify([sort, key, row.id])).toString("base64url");
}

/** The cursor's place; null for none and for one that is broken or belongs to another sort order. */
export function decodeCursor(text: string | null, sort: "name" | "created"): Cursor | null {
  if (!text) return null;
  try {
    const [madeFor, key, id] = JSON.parse(Buffer.from(text, "base64url").toString()) as unknown[];
    if (madeFor !== sort || typeof key !== "string" || key.includes("\0") || !isId(id)) return null;
    if (sort === "created" && !(isMoment.test(key) && Number.isFinite(Date.parse(key)))) return null;
    return { key, id };
  } catch {
    return null;
  }
}

const isMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const isId = (value: unknown): value is number => typeof value === "number" && Number.isInteger(value) && Math.abs(value) <= 2_147_483_647;
