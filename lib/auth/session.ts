import "server-only";
import sql from "sql-template-tag";
import { longestSession, mayGoOn, rulesFor, untilEnd } from "../access/sign-in-policy";
import { isPermission } from "../access/permissions";
import type { Viewer } from "../access/viewer";
import { guardColumns, settled, type Guard } from "../domain/access/guard";
import { viewerOf } from "../domain/access/viewers";
import { keepSettings, settingsColumns, type Settings } from "../domain/account/settings";
import { policiesAt, policyColumn } from "../domain/settings/policy-memory";
import { endViewing, throughOtherEyes } from "../domain/viewings/active";
import { now } from "../platform/clock";
import { db, pool } from "../platform/db/client";
import { firstRow, type Transaction } from "../platform/db/connect";
import { isOutage } from "../platform/db/outage";
import { hashToken, newToken } from "../platform/token";
import { endNoted, isEnding, noteEnding, startEnding } from "./ending";

export type Origin = { ip: string | null; device: string | null };

/** How somebody proved first who they are. */
export type SignInMethod = "password" | "passkey" | "provider" | "link";

/** What a session was opened with. */
export type Proof = { method?: SignInMethod; hasSecondFactor?: boolean; deviceId?: number };

/** Opens a session and answers the secret for its cookie. */
export async function openSession(userId: number, origin: Origin, proof: Proof = {}, tx: Pick<Transaction, "session"> = db()): Promise<string> {
  const token = newToken();
  const moment = now();
  const times = { createdAt: moment, lastSeenAt: moment, provedAt: moment, expiresAt: new Date(moment.getTime() + longestSession) };
  await tx.session.create({ select: { id: true }, data: { userId, tokenHash: hashToken(token), ...times, ...origin, ...proof } });
  return token;
}

/**
 * Notes that the person has proved again who they are, and gives the session a new secret; the old one is dead. Answers the new one, or
 * null when the session is over.
 */
export async function renewSession(sessionId: number, proof: { hasSecondFactor?: true } = {}): Promise<string | null> {
  const token = newToken();
  const { count } = await db().session.updateMany({ where: { id: sessionId }, data: { tokenHash: hashToken(token), provedAt: now(), ...proof } });
  return count === 1 ? token : null;
}

/**
 * Ends a session, and with it its viewing as somebody; one that is not there is ended already. While the database is away it is noted: here
 * it leads nowhere any more, and its row goes later (`endNotedSessions`). Tells which of the two it was.
 */
export async function closeSession(token: string): Promise<"ended" | "noted"> {
  const tokenHash = hashToken(token);
  try {
    await endRow(tokenHash);
    return "ended";
  } catch (error) {
    if (!isOutage(error)) throw error;
    noteEnding(tokenHash);
    return "noted";
  }
}

/** Ends the rows of sessions that were ended while the database was away. */
export const endNotedSessions = (): Promise<void> => endNoted(endRow);

/** The same every few seconds, for as long as the process lives. */
export const startEndingSessions = (): void => startEnding(endRow);

async function endRow(tokenHash: string): Promise<void> {
  const looking = await firstRow<Origin & { userId: number; name: string; viewingId: number }>(
    pool(),
    sql`SELECT s.user_id AS "userId", u.name, s.viewing_id AS "viewingId", s.ip, s.device FROM sessions s JOIN users u ON u.id = s.user_id
      WHERE s.token_hash = ${tokenHash} AND s.viewing_id IS NOT NULL`,
  );
  if (looking) {
    const { userId, name, viewingId, ip, device } = looking;
    await endViewing({ via: null, ip, device, facts: { userId, name } }, viewingId);
  }
  await db().session.deleteMany({ where: { tokenHash } });
}

type Row = Guard & Settings & {
  id: number;
  userId: number;
  viewingId: number | null;
  hasSecondFactor: boolean;
  createdAt: Date;
  seenAt: Date;
  provedAt: Date;
  policySeq: number;
};

/** The row of a session that has not been ended. Whether it may go on is judged with its person's rules. */
export async function sessionRow(token: string): Promise<Row | null> {
  const tokenHash = hashToken(token);
  if (isEnding(tokenHash)) return null;
  return firstRow<Row>(
    pool(),
    sql`SELECT s.id, s.user_id AS "userId", s.viewing_id AS "viewingId", s.has_second_factor AS "hasSecondFactor", s.created_at AS "createdAt",
        s.last_seen_at AS "seenAt", s.proved_at AS "provedAt", ${policyColumn()}, ${settingsColumns}, ${guardColumns()}
      FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.token_hash = ${tokenHash} AND s.expires_at > ${now()}`,
  );
}

/**
 * The viewer of a session's secret, with rights as they stand now; null when there is no open session, it is idle or old for too long,
 * lacks a second factor that is required by now, or the person may not act. While they view as somebody, what they see is what both
 * may. Renews the last use at most once a minute.
 */
export async function viewerOfSession(token: string, origin: Origin): Promise<Viewer | null> {
  const open = await openNow(token, origin);
  if (!open) return null;
  const { row, own } = open;
  if (now().getTime() - row.seenAt.getTime() > 60_000) await pool().query("UPDATE sessions SET last_seen_at = $1 WHERE id = $2", [now(), row.id]);
  const viewer = row.viewingId === null ? own : await throughOtherEyes(own, row.viewingId);
  if (viewer) keepSettings(viewer, row);
  return viewer;
}

/** For how many more milliseconds a session goes on when it is not used; asking is no use. Null when it is over. */
export async function sessionLeft(token: string, origin: Origin): Promise<number | null> {
  const open = await openNow(token, origin);
  return open && open.until - now().getTime();
}

/** A session that may go on, with its person and the moment at which it is over unless it is used before. */
async function openNow(token: string, origin: Origin): Promise<{ row: Row; own: Viewer; until: number } | null> {
  const row = await sessionRow(token);
  if (!row) return null;
  const own = await viewerOf(row.userId, await settled(row), { ...origin, session: row.id, provedAt: row.provedAt.getTime() });
  if (!own) return null;
  const moment = now().getTime();
  const times = { createdAt: row.createdAt.getTime(), seenAt: row.seenAt.getTime(), hasSecondFactor: row.hasSecondFactor };
  const rules = rulesFor(own.facts, await policiesAt(row.policySeq), moment);
  return mayGoOn(times, rules, moment) ? { row, own, until: untilEnd(times, rules) } : null;
}

type TokenRow = Guard & { id: number; userId: number; name: string; isNarrowed: boolean; permissions: string[]; usedAt: Date | null };

/** The viewer of an API token, never more than its owner may now; null when it is unknown, over, or its owner may not act. */
export async function viewerOfToken(token: string, origin: Origin): Promise<Viewer | null> {
  const row = await firstRow<TokenRow>(
    pool(),
    sql`SELECT t.id, t.user_id AS "userId", t.name, t.is_narrowed AS "isNarrowed", t.permissions, t.last_used_at AS "usedAt", ${guardColumns()}
      FROM api_tokens t WHERE t.token_hash = ${hashToken(token)} AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > ${now()})`,
  );
  if (!row) return null;
  if (!row.usedAt || now().getTime() - row.usedAt.getTime() > 60_000) {
    await pool().query("UPDATE api_tokens SET last_used_at = $1 WHERE id = $2", [now(), row.id]);
  }
  const narrowedTo = row.isNarrowed ? row.permissions.filter(isPermission) : null;
  return viewerOf(row.userId, await settled(row), { ...origin, via: `token ${row.name}`, narrowedTo });
}
