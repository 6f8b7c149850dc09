import "server-only";
import { makeLink } from "../domain/links/one-time-link";
import { mailPerson } from "../domain/mail/queue";
import { now } from "../platform/clock";
import type { Transaction } from "../platform/db/connect";
import { hashToken } from "../platform/token";
import { paths } from "../shared/paths";
import type { SeenDevice } from "./devices";
import type { Origin } from "./session";

const sevenDays = 7 * 24 * 60;

type Told = { userId: number; name: string; session: string; origin: Origin; device: SeenDevice };

/**
 * Mails the person about their sign-in, as they chose: of none, of those with a new browser or from a new address, or of each. The very first
 * sign-in of an account is no news to its owner.
 */
export async function tellSignIn(tx: Transaction, { userId, name, session, origin, device }: Told): Promise<void> {
  const { signInMail, lastSignInAt } = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { signInMail: true, lastSignInAt: true } });
  const isNew = device.isNewDevice || device.isNewAddress;
  if (signInMail === "off" || (signInMail === "new" && !isNew) || lastSignInAt === null) return;
  const { id: sessionId } = await tx.session.findUniqueOrThrow({ where: { tokenHash: hashToken(session) }, select: { id: true } });
  const path = paths.notMe(await makeLink(tx, { userId, purpose: "not-me", minutes: sevenDays, sessionId }));
  const { ip, device: browser } = origin;
  await mailPerson(tx, userId, { template: "signed-in", data: { name, at: now().toISOString(), ip, device: browser, isNewDevice: device.isNewDevice, path } });
}
