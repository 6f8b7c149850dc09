import "server-only";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from } from "pg-copy-streams";

/** A value that COPY can carry; arrays become PostgreSQL arrays, objects JSON. */
export type CopyValue = string | number | bigint | boolean | null | Date | readonly (string | number)[] | { readonly [key: string]: unknown };

const special = /[\\\t\n\r]/g;
const escapes: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };
const escaped = (text: string) => text.replace(special, (character) => escapes[character]!);

function fieldOf(value: CopyValue): string {
  if (value === null) return "\\N";
  if (typeof value === "string") return escaped(value);
  if (typeof value !== "object") return String(value);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return escaped(`{${value.map((entry) => JSON.stringify(entry)).join()}}`);
  return escaped(JSON.stringify(value));
}

const chunkSize = 64 * 1024;

async function* chunks(rows: Iterable<readonly CopyValue[]> | AsyncIterable<readonly CopyValue[]>): AsyncGenerator<string> {
  let chunk = "";
  for await (const row of rows) {
    chunk += `${row.map(fieldOf).join("\t")}\n`;
    if (chunk.length < chunkSize) continue;
    yield chunk;
    chunk = "";
  }
  if (chunk) yield chunk;
}

/** Streams rows into a table; `target` is the table with its columns, "t (a, b)". Answers how many rows went in. */
export async function copyInto(
  client: pg.ClientBase,
  target: string,
  rows: Iterable<readonly CopyValue[]> | AsyncIterable<readonly CopyValue[]>,
): Promise<number> {
  const sink = client.query(from(`COPY ${target} FROM STDIN`));
  await pipeline(Readable.from(chunks(rows), { objectMode: false }), sink);
  return sink.rowCount;
}
