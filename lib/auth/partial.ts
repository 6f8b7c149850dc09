import "server-only";
import { rulesFor } from "../access/sign-in-policy";
import { readGuard, settled } from "../domain/access/guard";
import { viewerOf } from "../domain/access/viewers";
import { heldFactors, isProtected } from "../domain/factors/held";
import { policiesNow } from "../domain/settings/policy-memory";
import { minutesFromNow, now } from "../platform/clock";
import { db } from "../platform/db/client";
import { hashToken, newToken } from "../platform/token";
import { Problem } from "../shared/errors";
import { t } from "../shared/language/text";
import { ownPath } from "../shared/own-path";
import type { SignInMethod } from "./session";

const minutes = 15;

/** Somebody has proved who they are in a first way. `isTwoFactor` for one that is as good as two, such as a passkey with its own lock. */
export type FirstStep = { userId: number; method: SignInMethod; isTwoFactor?: boolean; next?: string };

/** A sign-in that is not finished: what was proved so far. No data function accepts it. */
export type PartialSignIn = { id: number; userId: number; method: SignInMethod; hasSecondFactor: boolean; next: string };

/** What is still missing before the portal opens. */
export type MissingStep = "second-factor" | "enrolment" | "new-password";

const columns = { id: true, userId: true, method: true, hasSecondFactor: true, next: true } as const;

/** Keeps what was proved; answers it with the secret for its short cookie. */
export async function beginPartial({ userId, method, isTwoFactor = false, next }: FirstStep): Promise<PartialSignIn & { token: string }> {
  const token = newToken();
  const made = await db().partialSignIn.create({
    select: columns,
    data: { tokenHash: hashToken(token), userId, method, hasSecondFactor: isTwoFactor, next: ownPath(next), createdAt: now(), expiresAt: minutesFromNow(minutes) },
  });
  return { ...made, method, token };
}

/** True for somebody who may act at all. */
export const maySignIn = async (userId: number) => (await viewerOf(userId, await settled(await readGuard()))) !== null;

/** The unfinished sign-in behind a cookie; null when there is none, its time is over, or the person may not sign in any more. */
export async function partialOf(token: string): Promise<PartialSignIn | null> {
  const found = await db().partialSignIn.findFirst({ where: { tokenHash: hashToken(token), expiresAt: { gt: now() } }, select: columns });
  if (!found || !(await maySignIn(found.userId))) return null;
  return { ...found, method: found.method as SignInMethod };
}

/** Notes that a second factor was proved, or set up, in this sign-in. */
export async function noteSecondFactor(partial: PartialSignIn): Promise<PartialSignIn> {
  const { count } = await db().partialSignIn.updateMany({ where: { id: partial.id }, data: { hasSecondFactor: true } });
  if (count !== 1) throw tooLate();
  return { ...partial, hasSecondFactor: true };
}

export const tooLate = () => new Problem("signed-out", t("This sign-in took too long. Start again from the sign-in page."));

/**
 * What the person still has to do: prove a second factor they have, set one up where a policy requires it, choose a new password where
 * that was demanded. Null when nothing is missing.
 */
export async function missingStep({ userId, hasSecondFactor }: Pick<PartialSignIn, "userId" | "hasSecondFactor">): Promise<MissingStep | null> {
  if (!hasSecondFactor) {
    if (isProtected(await heldFactors(userId))) return "second-factor";
    const person = await viewerOf(userId, await settled(await readGuard()));
    if (person && rulesFor(person.facts, await policiesNow(), now().getTime()).needsFactor) return "enrolment";
  }
  const { needsNewPassword } = await db().user.findUniqueOrThrow({ where: { id: userId }, select: { needsNewPassword: true } });
  return needsNewPassword ? "new-password" : null;
}
