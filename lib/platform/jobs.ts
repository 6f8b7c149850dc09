import "server-only";
import sql from "sql-template-tag";
import { rowsIn, type Transaction } from "./db/connect";

/** Every job with what it is handed. A job is done by the task of its name in lib/jobs/tasks. */
export type Jobs = {
  "send-mail": { mailId: number };
  "mail-new-password-link": { email: string; ip: string | null; device: string | null };
  "tidy-mails": Record<string, never>;
  "settle-steps": Record<string, never>;
};

export type JobName = keyof Jobs;

export type JobOptions = {
  /** A job with the same key that still waits is replaced by this one. */
  key?: string;
  /** Not before; unset, at once. */
  runAt?: Date;
  /** A waiting job with the same key keeps its time: the first of many sets when they are all dealt with. */
  keepsTime?: boolean;
  /** How often it is tried, with growing waits between. */
  attempts?: number;
  /** The job takes long for reasons outside: of these only some run at once, so that others are not held up. */
  isSlow?: boolean;
};

/**
 * Adds a job in the transaction: it is done soon after the commit, by whichever server comes first, and never when the transaction is
 * taken back. A task may be run again after a crash, so it must bear being run twice.
 */
export async function addJob<Name extends JobName>(tx: Transaction, name: Name, payload: Jobs[Name], options: JobOptions = {}): Promise<void> {
  const { key = null, runAt = null, keepsTime = false, attempts = 12, isSlow = false } = options;
  const flags = isSlow ? ["slow"] : null;
  await rowsIn(
    tx,
    sql`SELECT portico_add_job(${name}, ${JSON.stringify(payload)}::json, ${key}, ${runAt}::timestamptz, ${keepsTime}, ${attempts}::int, ${flags}::text[])::text`,
  );
}
