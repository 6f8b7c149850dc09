import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import type { Transaction } from "../../platform/db/connect";
import { stale, type FieldClash } from "../../shared/errors";

type Fields = Record<string, unknown>;
type Edit<Current extends Fields> = {
  recordType: string;
  recordId: number;
  noun: string;
  /** The version the editor had open. */
  baseVersion: number;
  /** The record as it stands, locked by this transaction. */
  current: Current & { version: number };
  submitted: Partial<Current>;
};

/** Of which version of the record somebody has seen the other's values, and in which fields they have chosen. */
export type Settled = { version: number; fields: readonly string[] };

const settledOnes = new AsyncLocalStorage<Settled>();

/**
 * Runs a save of somebody who has chosen between their values and the other's. The base of their edit stays what it was, so that what
 * others changed in fields that they have not touched is kept; only what they were asked about is taken as settled, as long as the record
 * still has that version.
 */
export const settledAt = <Value>(settled: Settled, save: () => Promise<Value>): Promise<Value> => settledOnes.run(settled, save);

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
const shown = (value: unknown) => (value === null || value === undefined ? "" : String(value));

/**
 * Merges an edit into a record that others may have changed since, field by field (access-model.md, "Concurrent edits lose nothing").
 * Answers the fields to write. Throws `stale` with both values and the other person's name when two people changed the same field.
 */
export async function mergeEdit<Current extends Fields>(tx: Transaction, edit: Edit<Current>): Promise<Partial<Current>> {
  const { current, submitted, baseVersion } = edit;
  const keys = Object.keys(submitted).filter((key) => submitted[key] !== undefined && !same(submitted[key], current[key]));
  const changed = (key: string) => [key, submitted[key]] as const;
  if (baseVersion >= current.version || keys.length === 0) return Object.fromEntries(keys.map(changed)) as Partial<Current>;
  const since = await changesSince(tx, edit);
  const clashes: FieldClash[] = [];
  const settled = settledOnes.getStore();
  const wanted = keys.filter((key) => {
    const theirs = since.get(key);
    if (!theirs) return true;
    const isMine = !same(submitted[key], theirs.base);
    if (isMine && settled?.version === current.version && settled.fields.includes(key)) return true;
    if (isMine) clashes.push({ field: key, of: key, yours: shown(submitted[key]), theirs: shown(current[key]), by: theirs.by, values: { yours: submitted[key], theirs: current[key], base: theirs.base } });
    return false; // untouched in this form: it still shows the value from before their change
  });
  if (clashes.length > 0) throw stale(edit.noun, clashes, current.version);
  return Object.fromEntries(wanted.map(changed)) as Partial<Current>;
}

/** Per field changed since the base version: its value back then, and who changed it last. */
async function changesSince<Current extends Fields>(tx: Transaction, { recordType, recordId, baseVersion }: Edit<Current>) {
  const entries = await tx.activity.findMany({
    where: { recordType, recordId, outcome: "done" },
    orderBy: { id: "desc" },
    take: 200,
    select: { actorName: true, before: true, after: true },
  });
  const since = new Map<string, { base: unknown; by: string }>();
  for (const { actorName, before, after } of entries) {
    const version = (after as Fields | null)?.version;
    if (typeof version !== "number") continue;
    if (version <= baseVersion) break;
    for (const [key, base] of Object.entries((before as Fields | null) ?? {})) {
      since.set(key, { base, by: since.get(key)?.by ?? actorName });
    }
  }
  return since;
}

/** Before and after of the fields that were written, with the new version, as the log keeps them. */
export function changeOf<Current extends Fields>(current: Current & { version: number }, written: Partial<Current>) {
  const before = Object.fromEntries(Object.keys(written).map((key) => [key, current[key]]));
  return { before, after: { ...written, version: current.version + 1 } };
}
