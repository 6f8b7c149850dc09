import "server-only";
import sql from "sql-template-tag";
import { now } from "../platform/clock";
import { db, pool } from "../platform/db/client";
import { firstRow } from "../platform/db/connect";
import { hashToken, newToken } from "../platform/token";
import { guardColumns, settled, type Guard } from "../domain/access/guard";
import { viewerOf } from "../domain/access/viewers";
import { endViewing, throughOtherEyes } from "../domain/viewings/active";
import { isPermission } from "../access/permissions";
import type { Viewer } from "../access/viewer";

const day = 86_400_000;
const idle = 1 * day;
const absolute = 30 * day;

export type Origin = { ip: string | null; device: string | null };

/** Opens a session and answers the secret for its cookie. */
export async function openSession(userId: number, origin: Origin): Promise<string> {
  const token = newToken();
  const expiresAt = new Date(now().getTime() + absolute);
  await db().session.create({ select: { id: true }, data: { userId, tokenHash: hashToken(token), expiresAt, ...origin } });
  return token;
}

/** Ends a session, and with it its viewing as somebody; one that is not there is ended already. */
export async function closeSession(token: string): Promise<void> {
  const looking = await firstRow<Origin & { userId: number; name: string; viewingId: number }>(
    pool(),
    sql`SELECT s.user_id AS "userId", u.name, s.viewing_id AS "viewingId", s.ip, s.device FROM sessions s JOIN users u ON u.id = s.user_id
      WHERE s.token_hash = ${hashToken(token)} AND s.viewing_id IS NOT NULL`,
  );
  if (looking) {
    const { userId, name, viewingId, ip, device } = looking;
    await endViewing({ via: null, ip, device, facts: { userId, name } }, viewingId);
  }
  await db().session.deleteMany({ where: { tokenHash: hashToken(token) } });
}

/** Whose session this is, if it is still open; renews its last use at most once a minute. */
export async function sessionUser(token: string): Promise<{ id: number; userId: number; viewingId: number | null; guard: Guard } | null> {
  const row = await firstRow<Guard & { userId: number; viewingId: number | null; seenAt: Date; id: number }>(
    pool(),
    sql`SELECT s.id, s.user_id AS "userId", s.viewing_id AS "viewingId", s.last_seen_at AS "seenAt", ${guardColumns()} FROM sessions s
      WHERE s.token_hash = ${hashToken(token)} AND s.expires_at > ${now()} AND s.last_seen_at > ${new Date(now().getTime() - idle)}`,
  );
  if (!row) return null;
  if (now().getTime() - row.seenAt.getTime() > 60_000) {
    await pool().query("UPDATE sessions SET last_seen_at = $1 WHERE id = $2", [now(), row.id]);
  }
  return { id: row.id, userId: row.userId, viewingId: row.viewingId, guard: { seq: row.seq, isDue: row.isDue } };
}

/**
 * The viewer of a session's secret, with rights as they stand now; null when there is no open session or the person may not act. While
 * they view as somebody, what they see is what both may.
 */
export async function viewerOfSession(token: string, origin: Origin): Promise<Viewer | null> {
  const session = await sessionUser(token);
  if (!session) return null;
  const own = await viewerOf(session.userId, await settled(session.guard), { ...origin, session: session.id });
  return own && session.viewingId !== null ? throughOtherEyes(own, session.viewingId) : own;
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
