import "server-only";
import sql from "sql-template-tag";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { pool } from "../../platform/db/client";
import { rows, rowsIn } from "../../platform/db/connect";
import { change } from "../access/change";

/** Somebody has seen the portal as the viewer sees it. */
export type SeenAsMe = { id: number; by: string; reason: string; startedAt: Date; endedAt: Date | null; isNew: boolean };

/** Who has seen the portal with the viewer's eyes, the latest first. It is about oneself and needs no permission; nobody else is told. */
export async function viewingsOfMe({ facts, viewing }: Viewer, only: "new" | "all" = "all"): Promise<SeenAsMe[]> {
  if (viewing) return [];
  return rows<SeenAsMe>(
    pool(),
    sql`SELECT v.id, b.name AS by, v.reason, v.started_at AS "startedAt", CASE WHEN v.ends_at <= ${now()} THEN coalesce(v.ended_at, v.ends_at) ELSE v.ended_at END AS "endedAt",
        v.told_at IS NULL AS "isNew"
      FROM viewings v JOIN users b ON b.id = v.by_id WHERE v.of_id = ${facts.userId} AND (${only} = 'all' OR v.told_at IS NULL)
      ORDER BY v.id DESC LIMIT 20`,
  );
}

/** Puts the notice about them away; the account page keeps them. */
export async function dismissViewings(viewer: Viewer): Promise<void> {
  await change(viewer, (tx, { facts }) => rowsIn(tx, sql`UPDATE viewings SET told_at = ${now()} WHERE of_id = ${facts.userId} AND told_at IS NULL RETURNING id`));
}
