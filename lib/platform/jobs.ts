import "server-only";
import sql from "sql-template-tag";
import { carried } from "./db/carried";
import { rowsIn, type Transaction } from "./db/connect";

/** Every job with what it is handed. A job is done by the task of its name in lib/jobs/tasks. */
export type Jobs = {
  "send-mail": { mailId: number };
  "mail-new-password-link": { email: string; ip: string | null; device: string | null };
  "renew-invitation": { tokenHash: string } | { email: string };
  /** Log rows about the person's access; those added while the job waits are put behind. */
  "tell-access": { userId: number; activityId: number }[];
  "tidy-mails": Record<string, never>;
  "settle-steps": Record<string, never>;
  "lapse-accounts": Record<string, never>;
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
export const addJob = <Name extends JobName>(tx: Transaction, name: Name, payload: Jobs[Name], { key, ...options }: JobOptions = {}): Promise<void> =>
  addJobs(tx, name, [{ payload, ...(key === undefined ? {} : { key }) }], options);

/** Adds several of one kind, each with a key of its own. A list as payload is put behind that of a waiting job with the same key. */
export async function addJobs<Name extends JobName>(
  tx: Transaction,
  name: Name,
  jobs: readonly { payload: Jobs[Name]; key?: string }[],
  { runAt, keepsTime = false, attempts = 12, isSlow = false }: Omit<JobOptions, "key"> = {},
): Promise<void> {
  const list = JSON.stringify(jobs.map(({ payload, key = null }) => ({ payload, key })));
  const statement = sql`SELECT portico_add_job(${name}, j->'payload', j->>'key', ${runAt ?? null}::timestamptz, ${keepsTime}, ${attempts}::int, ${isSlow ? ["slow"] : null}::text[])::text
    FROM json_array_elements(${list}::json) j`;
  await carried(() => rowsIn(tx, statement));
}
