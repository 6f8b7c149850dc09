import "server-only";
import { headers } from "next/headers";
import { z } from "zod";
import { recordActivity } from "../domain/activity/record";
import { endLinks, findLink, useUpLink } from "../domain/links/one-time-link";
import { mailPerson } from "../domain/mail/queue";
import { now } from "../platform/clock";
import { db } from "../platform/db/client";
import { hashPassword } from "../platform/password";
import { notFound } from "../shared/errors";
import { newPassword } from "../shared/password-rule";
import { forgetTries } from "./limits";
import { originOf } from "./origin";
import { passFirstStep } from "./pipeline";
import { requireTyped, sayThatTheyDiffer } from "./typed-password";

export const resetPasswordInput = z
  .strictObject({ token: z.string().min(20).max(200), password: newPassword, repeat: z.string() })
  .check(sayThatTheyDiffer);

/**
 * Sets a new password by the mailed link and goes on with the sign-in: a second factor is still asked for. All other sessions end. Of
 * several uses at once exactly one succeeds. Throws `not-found` for a link that is used or over.
 */
export async function resetPassword({ token, password, repeat }: z.output<typeof resetPasswordInput>): Promise<{ href: string }> {
  const link = await findLink(token, "reset-password");
  if (!link) throw notFound("link");
  requireTyped({ password, repeat }, link);
  const passwordHash = await hashPassword(password);
  const origin = originOf(await headers());
  const { userId, name, email, organizationId } = link;
  await db().$transaction(async (tx) => {
    await useUpLink(tx, link);
    await endLinks(tx, userId, "reset-password");
    await tx.user.updateMany({ where: { id: userId }, data: { passwordHash, needsNewPassword: false, version: { increment: 1 } } });
    await tx.session.deleteMany({ where: { userId } });
    const actor = { via: "mailed link", ...origin, facts: { userId, name } };
    await recordActivity(tx, actor, { action: "users.set-password", recordType: "user", recordId: userId, recordName: name, organizationId });
    await mailPerson(tx, userId, { template: "account-changed", data: { name, change: "password-changed", at: now().toISOString(), ...origin } });
  });
  await forgetTries(`account:${email}`, `reset:${email}`);
  return passFirstStep({ userId, method: "link" });
}
