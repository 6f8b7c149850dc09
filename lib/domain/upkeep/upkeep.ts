import "server-only";
import { ownerPool } from "../../platform/db/client";
import { log } from "../../platform/log";
import { sealActivities } from "../activity/seal";
import { upgradeTemplates } from "../roles/templates";

const every = 5000;

/** Folds counters, seals the log and clears what is over; each task may fail alone and is tried again at the next round. */
export async function upkeepOnce(): Promise<void> {
  await attempt("seal", () => sealActivities());
  await attempt("counters", () => ownerPool().query("SELECT fold_counters()"));
  await attempt("derived scopes", () => ownerPool().query("SELECT retire_derived_scopes()"));
  await attempt("expired rows", () =>
    ownerPool().query(`WITH s AS (DELETE FROM sessions WHERE expires_at < now() - interval '1 day'),
      a AS (DELETE FROM sign_in_attempts WHERE resets_at < now() - CASE WHEN key LIKE 'account:%' OR key LIKE 'codes:%' THEN interval '30 days' ELSE interval '1 day' END),
      p AS (DELETE FROM partial_sign_ins WHERE expires_at < now()),
      q AS (DELETE FROM passkey_challenges WHERE expires_at < now()),
      t AS (DELETE FROM totp_factors WHERE confirmed_at IS NULL AND created_at < now() - interval '1 day'),
      d AS (DELETE FROM known_devices WHERE last_seen_at < now() - interval '400 days'),
      i AS (DELETE FROM idempotency_keys WHERE created_at < now() - interval '2 days'),
      m AS (DELETE FROM customer_moves WHERE at < now() - interval '3 hours')
      DELETE FROM access_changes WHERE at < now() - interval '1 day' AND seq < (SELECT seq FROM access_clock)`),
  );
}

async function attempt(task: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log().warn({ task, err: error }, "upkeep was put off");
  }
}

/** Brings the ready templates up to this release, then runs upkeep every few seconds for as long as the process lives. */
export function startUpkeep(): void {
  void attempt("ready templates", upgradeTemplates);
  let isRunning = false;
  const round = () => {
    if (isRunning) return;
    isRunning = true;
    void upkeepOnce().finally(() => (isRunning = false));
  };
  setInterval(round, every).unref();
}
