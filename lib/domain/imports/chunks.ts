import "server-only";
import sql from "sql-template-tag";
import { pool } from "../../platform/db/client";
import { firstRow, rows } from "../../platform/db/connect";
import type { FileLine } from "./read-file";
import type { Outcome } from "./schema";

/** A row of a file with what became of it, once it was tried. */
export type FileRow = FileLine & { outcome: Outcome | null; problem: string | null };

type Stored = { number: number; lines: number[]; cells: string[][]; outcomes: Outcome[]; problems: Record<string, string> };

/** Some rows of a file that are kept and tried together. */
export type Chunk = { number: number; rows: FileRow[] };

const columns = sql`number, lines, cells, outcomes, problems`;

const chunkOf = ({ number, lines, cells, outcomes, problems }: Stored): Chunk => ({
  number,
  rows: lines.map((line, at) => ({ line, cells: cells[at]!, outcome: outcomes[at] ?? null, problem: problems[at] ?? null })),
});

/** Keeps the rows as they are read. Answers how many there were. */
export async function keepChunks(importId: number, chunks: AsyncIterable<FileLine[]>): Promise<number> {
  let [count, number] = [0, 0];
  for await (const chunk of chunks) {
    const lines = chunk.map(({ line }) => line);
    const cells = JSON.stringify(chunk.map((row) => row.cells));
    await pool().query("INSERT INTO import_chunks (import_id, number, lines, cells, outcomes) VALUES ($1, $2, $3, $4, '{}')", [importId, number, lines, cells]);
    count += chunk.length;
    number += 1;
  }
  return count;
}

/** The rows of a file in its order, a chunk at a time, so that a large file is never held as a whole. */
export async function* chunksOf(importId: number): AsyncGenerator<Chunk> {
  for (let number = 0; ; number++) {
    const found = await firstRow<Stored>(pool(), sql`SELECT ${columns} FROM import_chunks WHERE import_id = ${importId} AND number = ${number}`);
    if (!found) return;
    yield chunkOf(found);
  }
}

/** The wrong rows of a file, the first ones. */
export async function wrongRows(importId: number, most: number): Promise<FileRow[]> {
  const found: FileRow[] = [];
  const chunks = await rows<{ number: number }>(pool(), sql`SELECT number FROM import_chunks WHERE import_id = ${importId} AND wrong > 0 ORDER BY number LIMIT ${most}`);
  for (const { number } of chunks) {
    if (found.length >= most) break;
    const chunk = await firstRow<Stored>(pool(), sql`SELECT ${columns} FROM import_chunks WHERE import_id = ${importId} AND number = ${number}`);
    if (chunk) found.push(...chunkOf(chunk).rows.filter(({ outcome }) => outcome === "wrong"));
  }
  return found.slice(0, most);
}

/** The first rows of a file. */
export async function firstRows(importId: number, most: number): Promise<FileRow[]> {
  const first = await firstRow<Stored>(pool(), sql`SELECT ${columns} FROM import_chunks WHERE import_id = ${importId} AND number = 0`);
  return first ? chunkOf(first).rows.slice(0, most) : [];
}

export type Judged = { outcome: Outcome; problem: string | null };

/**
 * Keeps what became of a chunk's rows, over a connection of its own, so that everybody sees how far the work is. Answers whether somebody
 * wants it to stop.
 */
export async function keepJudged(importId: number, number: number, judged: readonly Judged[]): Promise<boolean> {
  const problems = Object.fromEntries(judged.flatMap(({ problem }, at) => (problem === null ? [] : [[at, problem]])));
  const wrong = judged.filter(({ outcome }) => outcome === "wrong").length;
  await pool().query("UPDATE import_chunks SET outcomes = $3, problems = $4, wrong = $5 WHERE import_id = $1 AND number = $2", [
    importId,
    number,
    judged.map(({ outcome }) => outcome),
    JSON.stringify(problems),
    wrong,
  ]);
  const { rows: told } = await pool().query<{ isStopAsked: boolean }>(
    `UPDATE imports SET done_count = done_count + $2 WHERE id = $1 RETURNING is_stop_asked AS "isStopAsked"`,
    [importId, judged.length],
  );
  return told[0]?.isStopAsked ?? true;
}
