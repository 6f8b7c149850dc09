import "server-only";
import { z } from "zod";
import { recordActivity } from "../domain/activity/record";
import { now } from "../platform/clock";
import { db } from "../platform/db/client";
import { hashToken } from "../platform/token";
import { notFound } from "../shared/errors";
import { findInvitation } from "../domain/invitations/queries";
import { orSay } from "../shared/language/text";
import { passFirstStep } from "./pipeline";
import { requireTyped, sayThatTheyDiffer } from "./typed-password";
import { hashPassword } from "../platform/password";
import { newPassword } from "../shared/password-rule";

export const acceptInvitationInput = z
  .strictObject({ token: z.string().min(20).max(200), name: z.string().trim().min(1, orSay("Enter your name.")).max(200), password: newPassword, repeat: z.string() })
  .check(sayThatTheyDiffer);

/** Uses a one-time link: sets name and password, makes the account active and signs in. Of several tries at once exactly one succeeds. */
export async function acceptInvitation({ token, name, password, repeat }: z.output<typeof acceptInvitationInput>): Promise<{ href: string }> {
  const invitation = await findInvitation(token);
  if (!invitation) throw notFound("invitation");
  const { userId, email } = invitation;
  requireTyped({ password, repeat }, { name, email });
  const passwordHash = await hashPassword(password);
  await db().$transaction(async (tx) => {
    const used = await tx.invitation.updateMany({ where: { tokenHash: hashToken(token), usedAt: null, expiresAt: { gt: now() } }, data: { usedAt: now() } });
    const joined = await tx.user.updateMany({ where: { id: userId, status: "invited" }, data: { status: "active", name, passwordHash, version: { increment: 1 } } });
    if (used.count !== 1 || joined.count !== 1) throw notFound("invitation");
    const { organizationId } = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { organizationId: true } });
    const subject = { recordType: "user", recordId: userId, recordName: name, organizationId };
    await recordActivity(tx, { via: "invitation", ip: null, device: null, facts: { userId, name } }, { action: "users.join", ...subject, before: { status: "invited" }, after: { status: "active" } });
  });
  return passFirstStep({ userId, method: "link" });
}
