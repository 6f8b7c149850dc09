import "server-only";
import sql from "sql-template-tag";
import { recordActivity } from "../domain/activity/record";
import { readGuard, settled } from "../domain/access/guard";
import { viewerOf } from "../domain/access/viewers";
import { now } from "../platform/clock";
import { db, pool } from "../platform/db/client";
import { firstRow } from "../platform/db/connect";
import { canonicalEmail } from "../shared/email";
import { Problem } from "../shared/errors";
import { isPassword } from "../platform/password";
import type { Origin } from "./session";

const windowMinutes = 10;
const mostPerAccount = 10;
const mostPerAddress = 100;

type Account = { id: number; name: string; email: string; organizationId: number; passwordHash: string | null };

const wrong = () => new Problem("signed-out", "This e-mail address and password do not fit together. Check both and try again.");

/**
 * The person with this address and password, if they may sign in. Throws `signed-out` with one text for every reason (unknown, wrong,
 * not active), `too-many` after too many failures for the account or the address. Every try is logged.
 */
export async function checkPassword(email: string, password: string, origin: Origin): Promise<Account> {
  const address = canonicalEmail(email);
  await count(`account:${address ?? email.slice(0, 200)}`, mostPerAccount);
  await count(`address:${origin.ip ?? "none"}`, mostPerAddress);
  const account = address
    ? await db().user.findUnique({ where: { email: address }, select: { id: true, name: true, email: true, organizationId: true, passwordHash: true } })
    : null;
  const isRight = await isPassword(account?.passwordHash ?? null, password.slice(0, 1000));
  const isLetIn = isRight && account !== null && (await viewerOf(account.id, await settled(await readGuard()))) !== null;
  if (account) await log(account, origin, isLetIn);
  if (!isLetIn) throw wrong();
  await db().signInAttempt.deleteMany({ where: { key: `account:${address}` } });
  return account;
}

function log({ id, name, organizationId }: Account, origin: Origin, isLetIn: boolean): Promise<void> {
  return db().$transaction(async (tx) => {
    if (isLetIn) await tx.user.updateMany({ where: { id }, data: { lastSignInAt: now() } });
    await recordActivity(
      tx,
      { via: null, ...origin, facts: { userId: id, name } },
      { action: "sign-in", outcome: isLetIn ? "done" : "refused", recordType: "user", recordId: id, recordName: name, organizationId },
    );
  });
}

/** Counts a try before the password is looked at; the count is forgotten when its window is over. */
async function count(key: string, most: number): Promise<void> {
  const until = new Date(now().getTime() + windowMinutes * 60_000);
  const row = await firstRow<{ failures: number; resetsAt: Date }>(
    pool(),
    sql`INSERT INTO sign_in_attempts AS a (key, failures, resets_at) VALUES (${key}, 1, ${until})
      ON CONFLICT (key) DO UPDATE SET failures = CASE WHEN a.resets_at <= ${now()} THEN 1 ELSE a.failures + 1 END,
        resets_at = CASE WHEN a.resets_at <= ${now()} THEN ${until} ELSE a.resets_at END
      RETURNING failures, resets_at AS "resetsAt"`,
  );
  if (!row || row.failures <= most) return;
  const minutes = Math.max(1, Math.ceil((row.resetsAt.getTime() - now().getTime()) / 60_000));
  throw new Problem("too-many", `Too many tries. Try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`);
}
