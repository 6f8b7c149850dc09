import "server-only";
import { recordActivity } from "../domain/activity/record";
import { readGuard, settled } from "../domain/access/guard";
import { viewerOf } from "../domain/access/viewers";
import { db } from "../platform/db/client";
import { isPassword } from "../platform/password";
import { canonicalEmail } from "../shared/email";
import { Problem } from "../shared/errors";
import { t } from "../shared/language/text";
import { knownDevice } from "./devices";
import { count, giveBack, limits, sourceOf } from "./limits";
import type { Origin } from "./session";

type Account = { id: number; name: string; email: string; organizationId: number; passwordHash: string | null };

const wrong = () => new Problem("signed-out", t("This email address and password do not fit together. Check both and try again."));

/**
 * The person with this address and password, if they may sign in. Throws `signed-out` with one text for every reason (unknown, wrong,
 * not active), `too-many` after too many tries for the account or from the source. From a browser that the person has used before tries
 * are counted apart, so that nobody can shut them out by guessing. Each wrong one is logged.
 */
export async function checkPassword(email: string, password: string, origin: Origin, deviceCookie: string | null = null): Promise<Account> {
  const address = canonicalEmail(email);
  const account = address
    ? await db().user.findUnique({ where: { email: address }, select: { id: true, name: true, email: true, organizationId: true, passwordHash: true } })
    : null;
  const deviceId = await knownDevice(account?.id ?? 0, deviceCookie);
  await countTry(address ?? email.slice(0, 200), origin, deviceId);
  const isRight = await isPassword(account?.passwordHash ?? null, password.slice(0, 1000));
  const isLetIn = isRight && account !== null && (await viewerOf(account.id, await settled(await readGuard()))) !== null;
  if (account && !isLetIn) await refuseSignIn(account, origin, "password");
  if (!isLetIn) throw wrong();
  // A whole office may stand behind one address: only its guesses count.
  if (deviceId === null) await giveBack(sourceKey(origin));
  return account;
}

const sourceKey = ({ ip }: Origin) => `source:${sourceOf(ip)}`;

async function countTry(address: string, origin: Origin, deviceId: number | null): Promise<void> {
  if (deviceId !== null) return count(`account:${address}:device:${deviceId}`, limits.device);
  await count(sourceKey(origin), limits.source);
  await count(`account:${address}`, limits.account);
}

/** Logs a try that was refused: whose, and at which step. */
export function refuseSignIn({ id, name, organizationId }: Pick<Account, "id" | "name" | "organizationId">, origin: Origin, step: string): Promise<void> {
  return db().$transaction((tx) =>
    recordActivity(
      tx,
      { via: null, ...origin, facts: { userId: id, name } },
      { action: "sign-in", outcome: "refused", recordType: "user", recordId: id, recordName: name, organizationId, after: { step } },
    ),
  );
}
