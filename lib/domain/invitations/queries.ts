import "server-only";
import { now } from "../../platform/clock";
import { db } from "../../platform/db/client";
import { hashToken } from "../../platform/token";

export type OpenInvitation = { userId: number; name: string; email: string; organizationName: string };

/** The invitation behind a link's token; null when it is unknown, used, over, or the person no longer invited. */
export async function findInvitation(token: string): Promise<OpenInvitation | null> {
  const found = await db().invitation.findUnique({
    where: { tokenHash: hashToken(token) },
    select: {
      usedAt: true,
      expiresAt: true,
      user: { select: { id: true, name: true, email: true, status: true, organization: { select: { name: true } } } },
    },
  });
  if (!found?.user || found.usedAt || found.expiresAt <= now() || found.user.status !== "invited") return null;
  const { id, name, email, organization } = found.user;
  return { userId: id, name, email, organizationName: organization.name };
}

/** True when the link was this person's, used or over as it may be; that of the first administrator, once used, was of whoever is there. */
export async function wasInvitationOf(token: string, userId: number): Promise<boolean> {
  const found = await db().invitation.findFirst({
    where: { tokenHash: hashToken(token), OR: [{ userId }, { userId: null, usedAt: { not: null } }] },
    select: { id: true },
  });
  return found !== null;
}
