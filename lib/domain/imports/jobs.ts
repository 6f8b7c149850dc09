import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import sql from "sql-template-tag";
import { pool } from "../../platform/db/client";
import { log } from "../../platform/log";
import { conflict, Problem } from "../../shared/errors";
import { apart } from "../../shared/request-time";
import { t } from "../../shared/language/text";
import type { ImportStatus } from "./schema";

/** Files that one process works on at once; each holds two connections. */
const most = 3;
const lockClass = 7106;

const holder = globalThis as typeof globalThis & { porticoImportsAtWork?: Set<number> };
const atWork = (holder.porticoImportsAtWork ??= new Set());

/** Whoever works on a file holds its lock over a connection that ends with the process: what nobody holds has been broken off. */
const isHeld = sql`id IN (SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND classid = ${lockClass} AND objsubid = 2 AND granted
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))`;

/** The status as it truly is: work that was broken off left nothing behind and can begin again. */
export const trueStatus = sql`CASE WHEN status IN ('checking', 'running') AND NOT ${isHeld}
  THEN CASE WHEN status = 'running' THEN 'failed' ELSE 'uploaded' END ELSE status::text END`;

/** Thrown by work that somebody wants to stop. */
export class Stopped extends Error {}

type Job = { importId: number; status: "checking" | "running"; from: readonly ImportStatus[]; work: () => Promise<void> };

/**
 * Begins work on a file in the background; whoever waits for the answered promise sees its end, which never fails. Throws `conflict` when
 * the file is being worked on or is not ready for it, `too-many` when this server is busy with others.
 */
export async function beginJob({ importId, status, from, work }: Job): Promise<{ ended: Promise<void> }> {
  if (atWork.size >= most) throw new Problem("too-many", t("Other files are being imported. Try again in a few minutes."));
  atWork.add(importId);
  const client = await pool().connect().catch((error: unknown) => {
    atWork.delete(importId);
    throw error;
  });
  const end = () => {
    atWork.delete(importId);
    client.release(true); // the lock goes with the connection
  };
  try {
    if (!(await lock(client, importId))) throw conflict(t("This file is being worked on already."));
    // Holding the lock, a status that says that somebody is at work is what a broken-off one left.
    const allowed = [...from, ...(from.includes("uploaded") ? ["checking"] : []), ...(from.includes("failed") ? ["running"] : [])];
    const taken = await client.query("UPDATE imports SET status = $2::import_status, done_count = 0, totals = '{}', is_stop_asked = false WHERE id = $1 AND status = ANY ($3::import_status[])", [importId, status, allowed]);
    if (taken.rowCount !== 1) throw conflict(t("This file has been imported, or is not ready for it."));
  } catch (error) {
    end();
    throw error;
  }
  const ended = apart(() => work().catch((error: unknown) => giveUp(importId, error)).finally(end));
  return { ended };
}

/** The lock of whoever has just finished goes with a connection that is closing: worth a moment's patience. */
async function lock(client: pg.PoolClient, importId: number): Promise<boolean> {
  for (let attempt = 1; attempt <= 10; attempt++) {
    const { rows } = await client.query<{ isOurs: boolean }>(`SELECT pg_try_advisory_lock($1, $2) AS "isOurs"`, [lockClass, importId]);
    if (rows[0]!.isOurs) return true;
    await sleep(100);
  }
  return false;
}

async function giveUp(importId: number, error: unknown): Promise<void> {
  const status = error instanceof Stopped ? "uploaded" : "failed";
  const reason = error instanceof Problem ? error.message : null;
  if (!reason && status === "failed") log().error({ err: error, import: importId }, "an import failed; nothing of it was kept");
  await pool()
    .query("UPDATE imports SET status = $2::import_status, finished_at = now() WHERE id = $1", [importId, status])
    .catch(() => undefined); // the lock ends, and the file counts as broken off
}
