import "server-only";
import sql from "sql-template-tag";
import { pool } from "../../platform/db/client";
import { rows } from "../../platform/db/connect";
import type { Outcome } from "./schema";

export type FileRow = { line: number; cells: string[]; outcome: Outcome | null; problem: string | null };

/** The rows of a file in its order, some at a time, so that a large file is never held as a whole. */
export async function* rowPages(importId: number, size: number): AsyncGenerator<FileRow[]> {
  for (let after = 0; ; ) {
    const page = await rows<FileRow>(
      pool(),
      sql`SELECT line, cells, outcome, problem FROM import_rows WHERE import_id = ${importId} AND line > ${after} ORDER BY line LIMIT ${size}`,
    );
    if (page.length > 0) yield page;
    if (page.length < size) return;
    after = page.at(-1)!.line;
  }
}
