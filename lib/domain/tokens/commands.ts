import "server-only";
import sql from "sql-template-tag";
import { authorize, authorizeOn, authorizeSelf, can } from "../../access/decide";
import { deedOf } from "../../access/sentence";
import { homeOf, type Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { hashToken, newApiToken, startOf } from "../../platform/token";
import { endOfLastDay } from "../../shared/dates";
import { conflict, invalid, notFound, requireFaultless } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { paths } from "../../shared/paths";
import { change } from "../access/change";
import { organizationRecord } from "../access/records";
import { recordActivity } from "../activity/record";
import { mailPerson } from "../mail/queue";
import { faultsOfTokenEnd } from "./last-day";
import type { CreateTokenInput, TokenInput } from "./schema";

const mostPerPerson = 50;

type Made = { id: number; token: string; message: string };

/**
 * Makes an API token for oneself and answers it, once; only its hash is kept, and its owner is told by mail. It may never do more than its owner may at the moment, and
 * less when narrowed. Throws `refused` through a token, `invalid` for a day that is over or more than a year away.
 */
export async function createOwnToken(viewer: Viewer, { name, lastDay, limit, permissions }: CreateTokenInput): Promise<Made> {
  authorizeSelf(viewer);
  requireFaultless(faultsOfTokenEnd({ lastDay }));
  const expiresAt = endOfLastDay(lastDay!);
  return change(viewer, async (tx, viewer) => {
    const { userId, name: owner } = viewer.facts;
    await requireRoom(tx, userId);
    const isNarrowed = limit === "listed";
    const kept = isNarrowed ? permissions : [];
    const lacked = kept.find((key) => !can(viewer, key));
    if (lacked) throw invalid({ permissions: t("You do not have “{deed}” yourself.", { deed: deedOf(lacked) }) });
    const token = newApiToken();
    const [made] = await rowsIn<{ id: number }>(
      tx,
      sql`INSERT INTO api_tokens (user_id, token_hash, start, name, is_narrowed, permissions, expires_at, created_at)
        VALUES (${userId}, ${hashToken(token)}, ${startOf(token)}, ${name}, ${isNarrowed}, ${kept}::text[], ${expiresAt}::timestamptz, ${now()}::timestamptz) RETURNING id`,
    );
    const after = { token: name, permissions: isNarrowed ? kept : null, expiresAt };
    await recordActivity(tx, viewer, { ...subjectOf({ userId, owner, organizationId: homeOf(viewer.facts) }), action: "api-tokens.create", after });
    const { ip, device } = viewer;
    await mailPerson(tx, userId, { template: "account-changed", data: { name: owner, change: "token-made", at: now().toISOString(), what: name, ip, device, path: paths.accountTokens() } });
    return { id: made!.id, token, message: t("The token {name} is made.", { name }) };
  });
}

async function requireRoom(tx: Transaction, userId: number): Promise<void> {
  const [held] = await rowsIn<{ count: number }>(
    tx,
    sql`SELECT count(*)::int AS count FROM api_tokens WHERE user_id = ${userId} AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ${now()}::timestamptz)`,
  );
  if (held!.count >= mostPerPerson) throw conflict(t("You have {mostPerPerson} tokens. Revoke one that is not used any more.", { mostPerPerson }));
}

const subjectOf = ({ userId, owner, organizationId }: { userId: number; owner: string; organizationId: number }) => ({
  recordType: "user",
  recordId: userId,
  recordName: owner,
  organizationId,
});

type Locked = { id: number; name: string; userId: number; owner: string; organizationId: number; revokedAt: Date | null };

async function lockedToken(tx: Transaction, tokenId: number): Promise<Locked> {
  const [found] = await rowsIn<Locked>(
    tx,
    sql`SELECT t.id, t.name, t.user_id AS "userId", u.name AS owner, u.organization_id AS "organizationId", t.revoked_at AS "revokedAt"
      FROM api_tokens t JOIN users u ON u.id = t.user_id WHERE t.id = ${tokenId} FOR UPDATE OF t`,
  );
  if (!found) throw notFound("token");
  return found;
}

async function revoke(tx: Transaction, viewer: Viewer, token: Locked): Promise<{ id: number; message: string }> {
  if (!token.revokedAt) {
    await tx.apiToken.updateMany({ where: { id: token.id }, data: { revokedAt: now() } });
    await recordActivity(tx, viewer, { ...subjectOf(token), action: "api-tokens.revoke", before: { token: token.name } });
  }
  return { id: token.id, message: t("The token {token} no longer works.", { token: token.name }) };
}

/** Ends a token of one's own, from the next request on. Done already changes nothing. */
export async function revokeOwnToken(viewer: Viewer, { tokenId }: TokenInput): Promise<{ id: number; message: string }> {
  authorizeSelf(viewer);
  return change(viewer, async (tx, viewer) => {
    const token = await lockedToken(tx, tokenId);
    if (token.userId !== viewer.facts.userId) throw notFound("token");
    return revoke(tx, viewer, token);
  });
}

/** Ends another person's token. Needs `api-tokens.manage` on the owner; a hidden owner's token is not found. */
export async function revokeToken(viewer: Viewer, { tokenId }: TokenInput): Promise<{ id: number; message: string }> {
  authorize(viewer, "api-tokens.manage");
  return change(viewer, async (tx, viewer) => {
    const token = await lockedToken(tx, tokenId);
    const home = await organizationRecord(tx, token.organizationId);
    authorizeOn(viewer, { read: "api-tokens.manage", permission: "api-tokens.manage", record: home?.scopes ?? [], noun: "token" });
    return revoke(tx, viewer, token);
  });
}
