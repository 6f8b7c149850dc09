import "server-only";
import sql from "sql-template-tag";
import type { Viewer } from "../../access/viewer";
import { t } from "../../shared/language/text";
import { wallFor } from "../access/folded";
import { pool } from "../../platform/db/client";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { writeLong } from "../../platform/db/transaction";
import { conflict, Problem } from "../../shared/errors";
import { current } from "../access/change";
import { recordActivity } from "../activity/record";
import { applyCustomer, CustomerBatch } from "./customer-row";
import { valuesOf } from "./mapping";
import { rowPages } from "./pages";
import { References } from "./references";
import { targetFields, type ImportDetail, type Outcome, type Totals } from "./schema";
import { applyUser } from "./user-row";

export type Judged = { line: number; outcome: Outcome; problem: string | null };
type Values = Record<string, string>;

const pageSize = 250;
const none: Totals = { created: 0, changed: 0, unchanged: 0, wrong: 0 };

/** Thrown to take a run back that is not to be kept. */
class TakenBack extends Error {}

/**
 * Applies every row of a file in one transaction, each by the rights of the forms. A trial run is the same work taken back at its end, so
 * what it reports is what would happen. A row that is wrong spoils only itself in a trial; in earnest nothing is kept unless all are right.
 * What became of the rows is told outside the transaction as it goes. Answers how many of each there were.
 */
export async function applyFile(viewer: Viewer, file: ImportDetail, isTrial: boolean): Promise<Totals> {
  const actor = await current(viewer);
  const totals = { ...none };
  try {
    await writeLong(await wallFor(actor.access), async (tx) => {
      await rowsIn(tx, sql`SELECT portico_hold_structure()::text`);
      await eachPage(tx, { ...actor, via: `import ${file.id}` }, { file, totals });
      if (isTrial || totals.wrong > 0) throw new TakenBack();
      await recordActivity(tx, actor, { ...subjectOf(file, actor), action: "imports.run", after: totals });
    });
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
  }
  return totals;
}

const subjectOf = ({ id, fileName }: ImportDetail, { facts }: Viewer) => ({ recordType: "import", recordId: id, recordName: fileName, organizationId: facts.homePath[0]! });

async function eachPage(tx: Transaction, viewer: Viewer, { file, totals }: { file: ImportDetail; totals: Totals }): Promise<void> {
  const references = new References(tx, viewer, file.kind);
  const batch = file.kind === "customers" ? new CustomerBatch(tx, viewer, references) : null;
  for await (const page of rowPages(file.id, pageSize)) {
    await requireUnchangedRights(viewer);
    const rows = page.map(({ line, cells }) => ({ line, values: valuesOf(cells, file.mapping) }));
    const quick = (await batch?.apply(rows.map(({ values }) => values))) ?? null;
    const judged: Judged[] = [];
    for (const [at, { line, values }] of rows.entries()) {
      const known = quick?.[at];
      judged.push(known ? { line, outcome: known, problem: null } : await judge(tx, viewer, { file, line, values, references }));
    }
    for (const { outcome } of judged) totals[outcome]++;
    await keepPage(file.id, judged);
  }
  await requireUnchangedRights(viewer);
}

/** A file may take long; whoever loses a right meanwhile does not finish with it. */
async function requireUnchangedRights(viewer: Viewer): Promise<void> {
  const { access } = await current(viewer);
  if (access !== viewer.access && rightsIn(access) !== rightsIn(viewer.access)) throw conflict(t("Your access changed while the file was being read."));
}

const rightsIn = ({ of, sets }: Viewer["access"]) => JSON.stringify([[...of], sets.map(({ all, plain, atoms }) => [all, [...plain].sort((a, b) => a - b), atoms])]);

type One = { file: ImportDetail; line: number; values: Values; references: References };

async function judge(tx: Transaction, viewer: Viewer, { file, line, values, references }: One): Promise<Judged> {
  await tx.$executeRawUnsafe("SAVEPOINT row");
  try {
    const apply = file.kind === "customers" ? applyCustomer : applyUser;
    const outcome = await apply(tx, viewer, { values, references });
    await tx.$executeRawUnsafe("RELEASE SAVEPOINT row");
    return { line, outcome, problem: null };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await tx.$executeRawUnsafe("ROLLBACK TO SAVEPOINT row");
    return { line, outcome: "wrong", problem: problemWords(file, error) };
  }
}

/** The problem of a row by its columns' names. */
function problemWords({ kind }: ImportDetail, { fields, message }: Problem): string {
  const label = (name: string) => {
    const field = targetFields[kind].find((each) => each.name === name.replace(/Id$/, ""));
    return field ? t(field.label) : name;
  };
  const words = Object.entries(fields).map(([name, text]) => `${label(name)}: ${text}`);
  return words.length > 0 ? words.join(" ") : message;
}

/** Told over another connection, so that everybody sees how far it is. */
async function keepPage(importId: number, judged: readonly Judged[]): Promise<void> {
  await pool().query(
    `UPDATE import_rows r SET outcome = j.outcome, problem = j.problem FROM unnest($2::int[], $3::text[], $4::text[]) AS j(line, outcome, problem)
      WHERE r.import_id = $1 AND r.line = j.line`,
    [importId, judged.map(({ line }) => line), judged.map(({ outcome }) => outcome), judged.map(({ problem }) => problem)],
  );
  await pool().query("UPDATE imports SET done_count = done_count + $2 WHERE id = $1", [importId, judged.length]);
}

/** Keeps the totals with the status that the file has reached. */
export async function keepTotals(importId: number, totals: Totals, status: "checked" | "done"): Promise<void> {
  await pool().query("UPDATE imports SET status = $2::import_status, totals = $3, finished_at = now() WHERE id = $1", [importId, status, JSON.stringify(totals)]);
}

