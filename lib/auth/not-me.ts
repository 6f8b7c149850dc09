import "server-only";
import { headers } from "next/headers";
import { z } from "zod";
import { recordActivity } from "../domain/activity/record";
import { findLink, makeLink, useUpLink } from "../domain/links/one-time-link";
import { peopleToAlarm } from "../domain/links/alarm";
import { mailPerson } from "../domain/mail/queue";
import { now } from "../platform/clock";
import { db } from "../platform/db/client";
import { notFound } from "../shared/errors";
import { paths } from "../shared/paths";
import { originOf } from "./origin";

export const notMeInput = z.strictObject({ token: z.string().min(20).max(200) });

const minutesToReset = 60;

/**
 * A person says that a sign-in was not theirs: that session ends, and all others with it, since the password is in strange hands and
 * therefore no longer good. The answer leads to where a new one is chosen. Administrators are told. Of several uses at once one succeeds.
 */
export async function denySignIn({ token }: z.output<typeof notMeInput>): Promise<{ href: string }> {
  const link = await findLink(token, "not-me");
  if (!link) throw notFound("link");
  const origin = originOf(await headers());
  const { userId, name, organizationId, sessionId, createdAt } = link;
  const administrators = await peopleToAlarm(link);
  const reset = await db().$transaction(async (tx) => {
    await useUpLink(tx, link);
    const denied = sessionId === null ? null : await tx.session.findUnique({ where: { id: sessionId }, select: { ip: true, device: true } });
    const { count } = await tx.session.deleteMany({ where: { userId } });
    await tx.partialSignIn.deleteMany({ where: { userId } });
    await tx.knownDevice.deleteMany({ where: { userId, createdAt: { gte: createdAt } } });
    // Whoever has the old password shall not be the one who chooses the new one: only a mailed link sets it.
    await tx.user.updateMany({ where: { id: userId }, data: { passwordHash: null, version: { increment: 1 } } });
    const actor = { via: "mailed link", ...origin, facts: { userId, name } };
    const subject = { recordType: "user", recordId: userId, recordName: name, organizationId };
    await recordActivity(tx, actor, { action: "sign-in.deny", ...subject, after: { sessionsEnded: count, device: denied?.device ?? null, address: denied?.ip ?? null } });
    const data = { name, at: createdAt.toISOString(), ip: denied?.ip ?? null, device: denied?.device ?? null, path: paths.user(userId) };
    for (const administrator of administrators) await mailPerson(tx, administrator, { template: "sign-in-denied", data, key: `denied:${link.id}:${administrator}` });
    await mailPerson(tx, userId, { template: "account-changed", data: { name, change: "sessions-ended", at: now().toISOString(), ...origin } });
    return makeLink(tx, { userId, purpose: "reset-password", minutes: minutesToReset });
  });
  return { href: paths.resetPassword(reset) };
}
