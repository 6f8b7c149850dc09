import "server-only";
import sql from "sql-template-tag";
import { now } from "../platform/clock";
import { pool } from "../platform/db/client";
import { firstRow, rowsIn, type Transaction } from "../platform/db/connect";
import { hashToken, newToken } from "../platform/token";
import type { Origin } from "./session";

/** The id under which a browser is known for the person, by its long cookie; null for one that is not. */
export async function knownDevice(userId: number, cookie: string | null): Promise<number | null> {
  if (!cookie) return null;
  const found = await firstRow<{ id: number }>(pool(), sql`SELECT id FROM known_devices WHERE user_id = ${userId} AND token_hash = ${hashToken(cookie)}`);
  return found?.id ?? null;
}

/** A browser after a sign-in: its cookie, and whether the person had signed in with it, or from its address, before. */
export type SeenDevice = { id: number; cookie: string; isNewDevice: boolean; isNewAddress: boolean };

/** Notes that the person signs in with this browser; one without a cookie gets one. */
export async function rememberDevice(tx: Transaction, userId: number, { ip, device }: Origin, cookie: string | null): Promise<SeenDevice> {
  const token = cookie ?? newToken();
  const moment = now(); // one moment: by it a row that was made just now is told from one that was there
  const [before] = await rowsIn<{ knows: boolean }>(tx, sql`SELECT EXISTS (SELECT 1 FROM known_devices WHERE user_id = ${userId} AND ip IS NOT DISTINCT FROM ${ip}) AS knows`);
  const [row] = await rowsIn<{ id: number; isNew: boolean }>(
    tx,
    sql`INSERT INTO known_devices AS d (user_id, token_hash, device, ip, created_at, last_seen_at)
      VALUES (${userId}, ${hashToken(token)}, ${device}, ${ip}, ${moment}::timestamptz, ${moment}::timestamptz)
      ON CONFLICT (user_id, token_hash) DO UPDATE SET device = excluded.device, ip = excluded.ip, last_seen_at = excluded.last_seen_at
      RETURNING id, created_at = last_seen_at AS "isNew"`,
  );
  return { id: row!.id, cookie: token, isNewDevice: row!.isNew, isNewAddress: !before!.knows };
}
