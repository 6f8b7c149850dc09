import "server-only";
import sql from "sql-template-tag";
import type { Viewer } from "../../access/viewer";
import { wallFor } from "../access/folded";
import { pool } from "../../platform/db/client";
import { rowsIn, type Queryable, type Transaction } from "../../platform/db/connect";
import { writeLong } from "../../platform/db/transaction";
import { collectGarbage } from "../../platform/memory";
import { canonicalEmail } from "../../shared/email";
import { conflict, invalid, Problem } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { current } from "../access/change";
import { recordActivity } from "../activity/record";
import { chunksOf, keepJudged, type Judged } from "./chunks";
import { CustomerChunks } from "./customer-chunk";
import { applyCustomer } from "./customer-row";
import { Stopped } from "./jobs";
import { valuesOf } from "./mapping";
import { Reasons } from "./reasons";
import { References } from "./references";
import { problemWords } from "./row-problem";
import type { ImportDetail, Reason, Totals } from "./schema";
import { SeenRows } from "./seen-rows";
import { applyUser } from "./user-row";

type Values = Record<string, string>;
type Row = { line: number; values: Values; wrong: Problem | null };

const none: Totals = { created: 0, changed: 0, unchanged: 0, wrong: 0 };

/** What became of a file's rows. */
export type Found = { totals: Totals; reasons: Reason[]; missingTerritories: string[] };

/** Thrown to take a run back that is not to be kept. */
class TakenBack extends Error {}

/**
 * Applies every row of a file in one transaction, each by the rights of the forms. A trial run is the same work taken back at its end, so
 * what it reports is what would happen. A row that is wrong spoils only itself in a trial; in earnest nothing is kept unless all are right,
 * and that it is done stands in the same transaction. What became of the rows is told outside it as it goes. Answers how many of each there
 * were, and what is wrong with several. Throws Stopped when somebody wants it to stop.
 */
export async function applyFile(viewer: Viewer, file: ImportDetail, isTrial: boolean): Promise<Found> {
  const actor = await current(viewer);
  const totals = { ...none };
  const reasons = new Reasons();
  let missingTerritories: string[] = [];
  try {
    await writeLong(await wallFor(actor.access), async (tx, on) => {
      // A trial of customers only looks, and need not keep others from moving what it looks at.
      if (!isTrial || file.kind === "users") await rowsIn(tx, sql`SELECT portico_hold_structure()::text`);
      missingTerritories = await eachChunk({ tx, on, viewer: { ...actor, via: `import ${file.id}` }, file, isTrial, reasons }, totals);
      if (isTrial || totals.wrong > 0) throw new TakenBack();
      await recordActivity(tx, actor, { ...subjectOf(file, actor), action: "imports.run", after: totals });
      await rowsIn(tx, sql`UPDATE imports SET status = 'done', totals = ${JSON.stringify(totals)}::jsonb, finished_at = now() WHERE id = ${file.id}`);
    });
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
  }
  return { totals, reasons: reasons.repeated(), missingTerritories };
}

const subjectOf = ({ id, fileName }: ImportDetail, { facts }: Viewer) => ({ recordType: "import", recordId: id, recordName: fileName, organizationId: facts.homePath[0]! });

type Run = { tx: Transaction; on: Queryable; viewer: Viewer; file: ImportDetail; isTrial: boolean; reasons: Reasons };

/** Chunks after which memory is tidied: some seconds of work. */
const collectEvery = 20;

/** Adds up what becomes of all rows; answers the territories that they name and that are not there. */
async function eachChunk(run: Run, totals: Totals): Promise<string[]> {
  const { on, viewer, file } = run;
  const references = new References(on, viewer, file.kind, file.home.id);
  const judgeRows = file.kind === "customers" ? judgeCustomers(run, references) : judgeUsers(run, references);
  const seen = new SeenRows(file.rowCount);
  for await (const { number, rows } of chunksOf(file.id)) {
    await requireUnchangedRights(viewer);
    const read = rows.map(({ line, cells }) => rowOf(file, line, cells));
    const judged = await judgeRows(read, read.map((row) => againIn(file, row, seen)));
    for (const { outcome } of judged) totals[outcome]++;
    if (await keepJudged(file.id, number, judged)) throw new Stopped();
    if (number % collectEvery === collectEvery - 1) collectGarbage();
  }
  await requireUnchangedRights(viewer);
  return references.missingTerritories();
}

function rowOf({ headers, mapping }: ImportDetail, line: number, cells: readonly string[]): Row {
  const isTooLong = cells.length > headers.length && cells.slice(headers.length).some((cell) => cell !== "");
  const message = t("The row has {cells, plural, one {# cell} other {# cells}}, the headings are {headings}. Put quotation marks round cells that hold the separating sign.", { cells: cells.length, headings: headers.length });
  return { line, values: valuesOf(cells, mapping), wrong: isTooLong ? invalid({}, message) : null };
}

/** The field by which a row's record is known. */
const nameField = { customers: "key", users: "email" } as const;

type Again = { line: number; isSame: boolean } | null;

/** Where the file has brought this customer or person before, if it has. */
function againIn({ kind }: ImportDetail, { line, values, wrong }: Row, seen: SeenRows): Again {
  const field = nameField[kind];
  const name = values[field] && (kind === "users" ? canonicalEmail(values[field]) : values[field]);
  return wrong || !name ? null : seen.add(name, JSON.stringify(Object.entries({ ...values, [field]: name }).sort()), line);
}

type JudgeRows = (rows: readonly Row[], again: readonly Again[]) => Promise<Judged[]>;

/** Customers are judged and written a chunk at a time; only those that move are looked at one by one. */
function judgeCustomers(run: Run, references: References): JudgeRows {
  const chunks = new CustomerChunks(run.tx, run.on, run.viewer, references);
  return async (rows, again) => {
    const judged = rows.map(({ values, wrong }, at) => (wrong ? wrongOf(run, wrong) : judgedBefore(run, values, again[at]!)));
    const open = rows.flatMap((row, at) => (judged[at] ? [] : [{ row, at }]));
    const values = open.map(({ row }) => row.values);
    const outcomes = run.isTrial ? await chunks.judge(values) : await chunks.apply(values);
    for (const [nth, { row, at }] of open.entries()) {
      const outcome = outcomes[nth]!;
      if (outcome.is === "apart") judged[at] = await judge(run, () => applyCustomer(run.tx, run.viewer, { values: row.values, references }), run.isTrial);
      else judged[at] = outcome.problem ? wrongOf(run, outcome.problem) : { outcome: outcome.is, problem: null };
    }
    return judged as Judged[];
  };
}

function wrongOf({ file, reasons }: Run, problem: Problem): Judged {
  const words = problemWords(file.kind, problem);
  reasons.add(words);
  return { outcome: "wrong", problem: words.join(" ") };
}

/** The same row once more changes nothing; another about the same customer leaves open which is meant. */
function judgedBefore(run: Run, values: Values, again: Again): Judged | null {
  if (!again) return null;
  if (again.isSame) return { outcome: "unchanged", problem: null };
  const field = nameField[run.file.kind];
  return wrongOf(run, invalid({ [field]: t("“{key}” stands in line {line} already, with other values.", { key: values[field] ?? "", line: String(again.line) }) }));
}

/** People are few: one by one, each after those before, so that whoever would leave nobody behind is told. */
const judgeUsers =
  (run: Run, references: References): JudgeRows =>
  async (rows, again) => {
    const judged: Judged[] = [];
    for (const [at, { values, wrong }] of rows.entries()) {
      const known = wrong ? wrongOf(run, wrong) : judgedBefore(run, values, again[at]!);
      judged.push(known ?? (await judge(run, () => applyUser(run.tx, run.viewer, { values, references }))));
    }
    return judged;
  };

/** A file may take long; whoever loses a right meanwhile does not finish with it. */
async function requireUnchangedRights(viewer: Viewer): Promise<void> {
  const { access } = await current(viewer);
  if (access !== viewer.access && rightsIn(access) !== rightsIn(viewer.access)) throw conflict(t("Your access changed while the file was being read."));
}

const rightsIn = ({ of, sets }: Viewer["access"]) => JSON.stringify([[...of], sets.map(({ all, plain, atoms }) => [all, [...plain].sort((a, b) => a - b), atoms])]);

/** One row by itself; what is wrong with it, or was only tried, is taken back at once. */
async function judge(run: Run, apply: () => Promise<Judged["outcome"]>, isTakenBack = false): Promise<Judged> {
  const { tx } = run;
  await tx.$executeRawUnsafe("SAVEPOINT one");
  try {
    const outcome = await apply();
    await tx.$executeRawUnsafe(isTakenBack ? "ROLLBACK TO SAVEPOINT one" : "RELEASE SAVEPOINT one");
    return { outcome, problem: null };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await tx.$executeRawUnsafe("ROLLBACK TO SAVEPOINT one");
    return wrongOf(run, error);
  }
}

/** Keeps what a trial has found. */
export async function keepFound(importId: number, { totals, reasons, missingTerritories }: Found): Promise<void> {
  await pool().query("UPDATE imports SET status = 'checked', totals = $2, reasons = $3, missing_territories = $4, finished_at = now() WHERE id = $1", [importId, JSON.stringify(totals), JSON.stringify(reasons), missingTerritories]);
}
