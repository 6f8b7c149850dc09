import "server-only";
import type pg from "pg";
import { ownerPool } from "../../platform/db/client";
import { hashPassword } from "../../platform/password";
import { applyPlan } from "./apply";
import { checkBundle } from "./checks";
import { findBundleFiles } from "./files";
import { refuseLosingKeepers } from "./keepers";
import type { KindPlan } from "./kind-plan";
import { kindPlans } from "./kinds";
import { logPlan } from "./log";
import { numberRecords, planKind } from "./plan";
import { BundleRefused, Problems } from "./problems";
import type { BundleKind } from "./schema";
import { stageBundle } from "./stage";

export type Counts = { created: number; changed: number; unchanged: number };
export type ImportResult = Counts & { lines: number; byKind: Partial<Record<BundleKind, Counts>>; isDryRun: boolean };
export type ImportOptions = { isDryRun?: boolean; onProgress?: (line: string) => void };

/** Records of one kind that are written at once; keeps the database's own bookkeeping of a huge import within bounds. */
const portion = 100_000;

/**
 * Loads a bundle, a folder of .ndjson files or one file, with the authority of the machine's owner, in one transaction: all of it or
 * nothing, and nothing in a dry run. What is there already is found by its key and only changed where it differs. Throws BundleRefused
 * with every problem, `invalid` when there is no such bundle.
 */
export async function importBundle(path: string, { isDryRun = false, onProgress = () => undefined }: ImportOptions = {}): Promise<ImportResult> {
  const files = await findBundleFiles(path);
  const client = await ownerPool().connect();
  try {
    await client.query("BEGIN");
    await client.query("SET LOCAL work_mem = '64MB'; SET LOCAL temp_buffers = '32MB'");
    const problems = new Problems();
    const lines = await stageBundle(client, { files, problems, hashPassword, onProgress });
    onProgress(`${lines.toLocaleString("en")} ${lines === 1 ? "record" : "records"} in ${files.length === 1 ? "one file" : `${files.length} files`}; checking them`);
    await checkBundle(client, files, problems);
    if (problems.total > 0) throw new BundleRefused(problems.sorted(), problems.total);
    const byKind = await write(client, onProgress);
    await refuseLosingKeepers(client);
    await client.query(isDryRun ? "ROLLBACK" : "COMMIT");
    client.release();
    return { ...sum(Object.values(byKind)), lines, byKind, isDryRun };
  } catch (error) {
    client.release(true); // the server takes everything back
    throw error;
  }
}

async function write(client: pg.ClientBase, onProgress: (line: string) => void): Promise<Partial<Record<BundleKind, Counts>>> {
  await holdStructure(client);
  await numberRecords(client);
  const byKind: Partial<Record<BundleKind, Counts>> = {};
  for (const kind of kindPlans) {
    const { rows } = await client.query<{ total: number }>("SELECT count(*)::int AS total FROM staged WHERE kind = $1", [kind.kind]);
    const total = rows[0]!.total;
    if (total === 0) continue;
    const done = { created: 0, changed: 0 };
    for (const part of await partsOf(client, kind)) {
      const { created, changed } = await planKind(client, kind, part);
      done.created += created;
      done.changed += changed;
      if (created + changed === 0) continue;
      await applyPlan(client, kind);
      await logPlan(client, kind);
      if (total > portion) onProgress(`${(done.created + done.changed).toLocaleString("en")} of ${total.toLocaleString("en")} ${kind.table} written`);
    }
    byKind[kind.kind] = { ...done, unchanged: total - done.created - done.changed };
    await client.query(`ANALYZE ${kind.table}`);
  }
  return byKind;
}

/** Taken once and first, so that nobody waits for us in a circle. Customers and people alone leave the structure to others meanwhile. */
const holdStructure = (client: pg.ClientBase) =>
  client.query(`SELECT CASE WHEN EXISTS (SELECT 1 FROM staged WHERE kind NOT IN ('customer', 'user'))
    THEN portico_move_structure()::text ELSE portico_hold_structure()::text END`);

/** Trees are written from the top down; large kinds in portions. Conditions on the staged row `s`. */
async function partsOf(client: pg.ClientBase, { kind }: KindPlan): Promise<string[]> {
  if (kind === "organization" || kind === "territory") {
    const { rows } = await client.query<{ depth: number }>(`SELECT DISTINCT depth FROM ${kind}_tree ORDER BY depth`);
    return rows.map(({ depth }) => `(SELECT d.depth FROM ${kind}_tree d WHERE d.key = s.key) = ${depth}`);
  }
  const { rows } = await client.query<{ first: number; last: number }>("SELECT min(n) AS first, max(n) AS last FROM staged WHERE kind = $1", [kind]);
  const { first, last } = rows[0]!;
  const parts: string[] = [];
  for (let from = first; from <= last; from += portion) parts.push(`s.n BETWEEN ${from} AND ${from + portion - 1}`);
  // Records that name others of their own kind, or trade names, are written at once.
  return kind === "customer" || kind === "user" ? parts : ["true"];
}

const sum = (all: Counts[]): Counts =>
  all.reduce(
    (total, { created, changed, unchanged }) => ({
      created: total.created + created,
      changed: total.changed + changed,
      unchanged: total.unchanged + unchanged,
    }),
    { created: 0, changed: 0, unchanged: 0 },
  );
