import "server-only";
import pg from "pg";
import { to } from "pg-copy-streams";
import type { Sql } from "sql-template-tag";
import type { Queryable } from "./connect";

function literal(value: unknown): string {
  if (value === null) return "NULL";
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  if (typeof value === "string") return pg.escapeLiteral(value);
  if (Array.isArray(value)) return pg.escapeLiteral(`{${value.map(element).join()}}`);
  throw new TypeError(`COPY cannot carry a value of type ${typeof value}.`);
}

const element = (value: unknown) => (typeof value === "string" ? `"${value.replace(/["\\]/g, "\\$&")}"` : String(Number(value)));

/** A statement with its values written into it, for COPY, which takes no parameters. */
export const inlined = ({ strings, values }: Sql): string => strings.map((part, at) => (at === 0 ? part : literal(values[at - 1]) + part)).join("");

export type Copied = { parts: Buffer[]; rows: number };

/**
 * The rows of a query as CSV (LF at row ends, times as year-month-day), read to the end at once so that the connection waits for nobody.
 * For a transaction that is open.
 */
export async function copyOut(on: Queryable, query: Sql): Promise<Copied> {
  await on.query("SET LOCAL DateStyle = 'ISO'");
  const stream = on.query(to(`COPY (${inlined(query)}) TO STDOUT (FORMAT csv)`));
  const parts: Buffer[] = [];
  for await (const part of stream as AsyncIterable<Buffer>) parts.push(part);
  return { parts, rows: stream.rowCount };
}
