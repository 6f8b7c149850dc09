import "server-only";
import { minutesFromNow, now } from "../../platform/clock";
import { db } from "../../platform/db/client";
import type { Transaction } from "../../platform/db/connect";
import { hashToken, newToken } from "../../platform/token";
import { notFound } from "../../shared/errors";

/** What a one-time link is for. */
export type LinkPurpose = "reset-password" | "not-me";

export type OpenLink = { id: number; userId: number; name: string; email: string; organizationId: number; sessionId: number | null; createdAt: Date };

type NewLink = { userId: number; purpose: LinkPurpose; minutes: number; sessionId?: number | null };

/** Makes a link's token; it is answered once and kept as a hash. A new link to reset a password ends the ones before it. */
export async function makeLink(tx: Transaction, { userId, purpose, minutes, sessionId = null }: NewLink): Promise<string> {
  const token = newToken();
  if (purpose === "reset-password") await endLinks(tx, userId, purpose);
  await tx.oneTimeLink.create({
    select: { id: true },
    data: { tokenHash: hashToken(token), purpose, userId, sessionId, createdAt: now(), expiresAt: minutesFromNow(minutes) },
  });
  return token;
}

/** The link behind a token, with whose it is; null when it is unknown, used or over, or the person is not active. Uses nothing up. */
export async function findLink(token: string, purpose: LinkPurpose): Promise<OpenLink | null> {
  const found = await db().oneTimeLink.findFirst({
    where: { tokenHash: hashToken(token), purpose, usedAt: null, expiresAt: { gt: now() }, user: { status: "active" } },
    select: { id: true, sessionId: true, createdAt: true, user: { select: { id: true, name: true, email: true, organizationId: true } } },
  });
  if (!found) return null;
  const { user, ...link } = found;
  return { ...link, userId: user.id, name: user.name, email: user.email, organizationId: user.organizationId };
}

/** True when the link was this person's, used or over as it may be. */
export async function wasLinkOf(token: string, userId: number): Promise<boolean> {
  return (await db().oneTimeLink.findFirst({ where: { tokenHash: hashToken(token), userId }, select: { id: true } })) !== null;
}

/** Uses a link up. Of several tries at once exactly one succeeds; all others throw `not-found`. */
export async function useUpLink(tx: Transaction, { id }: Pick<OpenLink, "id">): Promise<void> {
  const { count } = await tx.oneTimeLink.updateMany({ where: { id, usedAt: null, expiresAt: { gt: now() } }, data: { usedAt: now() } });
  if (count !== 1) throw notFound("link");
}

/** Ends a person's unused links for this purpose. */
export async function endLinks(tx: Transaction, userId: number, purpose: LinkPurpose): Promise<void> {
  await tx.oneTimeLink.deleteMany({ where: { userId, purpose, usedAt: null } });
}
