import "server-only";
import { readGuard, settled } from "../domain/access/guard";
import { viewerOf } from "../domain/access/viewers";
import { now } from "../platform/clock";
import { db } from "../platform/db/client";
import { languageNow } from "../shared/language/reader";
import { rememberDevice } from "./devices";
import { forgetTries } from "./limits";
import { missingStep, tooLate, type PartialSignIn } from "./partial";
import { openSession, type Origin } from "./session";
import { noteSignIn } from "./signed-in";
import { tellSignIn } from "./tell-sign-in";

/** What a browser gets when its sign-in is finished: the secret of its session, and the cookie by which it is known from then on. */
export type Finished = { session: string; device: string };

/**
 * Ends an unfinished sign-in by opening a session. Of several tries at once exactly one succeeds; all others, and one that still misses
 * something or whose person may not act, throw `signed-out`.
 */
export async function finishSignIn(partial: PartialSignIn, origin: Origin, deviceCookie: string | null): Promise<Finished> {
  const { userId, method, hasSecondFactor } = partial;
  const person = await viewerOf(userId, await settled(await readGuard()));
  if (!person || (await missingStep(partial)) !== null) throw tooLate();
  const finished = await db().$transaction(async (tx) => {
    const { count } = await tx.partialSignIn.deleteMany({ where: { id: partial.id, hasSecondFactor, expiresAt: { gt: now() } } });
    if (count !== 1) throw tooLate();
    const device = await rememberDevice(tx, userId, origin, deviceCookie);
    const session = await openSession(userId, origin, { method, hasSecondFactor, deviceId: device.id }, tx);
    await tx.user.updateMany({ where: { id: userId }, data: { languageRead: languageNow() } });
    await tellSignIn(tx, { userId, name: person.facts.name, session, origin, device });
    await noteSignIn(tx, { ...person, ...origin }, { method, hasSecondFactor, device });
    return { session, device: device.cookie };
  });
  await forgetTries(`account:${person.facts.email}`, `codes:${userId}`);
  return finished;
}
