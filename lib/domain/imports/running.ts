import "server-only";
import sql from "sql-template-tag";
import type { Viewer } from "../../access/viewer";
import { wallOf } from "../../access/wall";
import { pool } from "../../platform/db/client";
import { rows, type Transaction } from "../../platform/db/connect";
import { writeLong } from "../../platform/db/transaction";
import { Problem } from "../../shared/errors";
import { current } from "../access/change";
import { applyCustomer } from "./customer-row";
import { valuesOf } from "./mapping";
import { References } from "./references";
import { targetFields, type ImportDetail, type Outcome, type Totals } from "./schema";
import { applyUser } from "./user-row";

type Row = { line: number; cells: string[] };
type Judged = { line: number; outcome: Outcome; problem: string | null };
const apply = { customers: applyCustomer, users: applyUser } as const;
const often = 200;

/** Thrown to take a trial run back. */
class TrialOver extends Error {}

/**
 * Applies every row of a file in one transaction, each by the rights of the forms. A trial run is the same work taken back at its end, so
 * what it reports is what would happen. A row that is wrong spoils only itself in a trial; in earnest nothing is kept unless all are right.
 * Answers what became of each row.
 */
export async function applyRows(viewer: Viewer, file: ImportDetail, isTrial: boolean): Promise<Judged[]> {
  const all = await rows<Row>(pool(), sql`SELECT line, cells FROM import_rows WHERE import_id = ${file.id} ORDER BY line`);
  const actor = await current(viewer);
  let judged: Judged[] = [];
  try {
    await writeLong(wallOf(actor.access), async (tx) => {
      judged = await eachRow(tx, { ...actor, via: `import ${file.id}` }, { file, all });
      if (isTrial || judged.some(({ outcome }) => outcome === "wrong")) throw new TrialOver();
    });
  } catch (error) {
    if (!(error instanceof TrialOver)) throw error;
  }
  return judged;
}

async function eachRow(tx: Transaction, viewer: Viewer, { file, all }: { file: ImportDetail; all: Row[] }): Promise<Judged[]> {
  const references = new References(tx, viewer);
  const judged: Judged[] = [];
  for (const { line, cells } of all) {
    await tx.$executeRawUnsafe("SAVEPOINT row");
    try {
      const outcome = await apply[file.kind](tx, viewer, { values: valuesOf(cells, file.mapping), references });
      await tx.$executeRawUnsafe("RELEASE SAVEPOINT row");
      judged.push({ line, outcome, problem: null });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      await tx.$executeRawUnsafe("ROLLBACK TO SAVEPOINT row");
      judged.push({ line, outcome: "wrong", problem: problemWords(file, error) });
    }
    if (judged.length % often === 0) await tell(file.id, judged.length);
  }
  return judged;
}

/** The problem of a row by its columns' names. */
function problemWords({ kind }: ImportDetail, { fields, message }: Problem): string {
  const label = (name: string) => targetFields[kind].find((field) => field.name === name.replace(/Id$/, ""))?.label ?? name;
  const words = Object.entries(fields).map(([name, text]) => `${label(name)}: ${text}`);
  return words.length > 0 ? words.join(" ") : message;
}

/** Progress is told outside the transaction, so that everybody sees it. */
const tell = (id: number, done: number) => pool().query("UPDATE imports SET done_count = $2 WHERE id = $1", [id, done]);

/** Keeps what became of the rows, and how many of each. */
export async function keepOutcome(importId: number, judged: readonly Judged[], status: "checked" | "done"): Promise<Totals> {
  const totals: Totals = { created: 0, changed: 0, unchanged: 0, wrong: 0 };
  for (const { outcome } of judged) totals[outcome]++;
  await pool().query(
    `UPDATE import_rows r SET outcome = j.outcome, problem = j.problem FROM unnest($2::int[], $3::text[], $4::text[]) AS j(line, outcome, problem)
      WHERE r.import_id = $1 AND r.line = j.line`,
    [importId, judged.map(({ line }) => line), judged.map(({ outcome }) => outcome), judged.map(({ problem }) => problem)],
  );
  await pool().query("UPDATE imports SET status = $2::import_status, totals = $3, done_count = $4, finished_at = now() WHERE id = $1", [
    importId,
    status,
    JSON.stringify(totals),
    judged.length,
  ]);
  return totals;
}
