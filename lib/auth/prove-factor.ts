import "server-only";
import type { AuthenticationResponseJSON } from "@simplewebauthn/server";
import { recordActivity } from "../domain/activity/record";
import { tellOwner } from "../domain/factors/changed";
import { ownerOf } from "../domain/factors/held";
import { provePasskey } from "../domain/factors/passkeys";
import { spendRecoveryCode } from "../domain/factors/recovery";
import { spendAppCode } from "../domain/factors/totp";
import { db } from "../platform/db/client";
import { invalid } from "../shared/errors";
import { t } from "../shared/language/text";
import { countCode } from "./code-tries";
import { refuseSignIn } from "./sign-in";
import type { Origin } from "./session";

/** Somebody who is proving themselves: in an unfinished sign-in, or again in a session. */
export type Prover = { userId: number; boundTo: string; origin: Origin };

const refuse = async ({ userId, origin }: Prover, step: string) => refuseSignIn(await ownerOf(userId), origin, step);

/** Throws `invalid` unless the code is right, at most one step old or early, and not used before; `too-many` after too many tries. */
export async function requireAppCode(prover: Prover, code: string): Promise<void> {
  await countCode(prover.userId);
  if (await spendAppCode(prover.userId, code)) return;
  await refuse(prover, "code");
  throw invalid({ code: t("This code is not right, or it was used already. Enter the one that the app shows now.") });
}

/** Throws `invalid` unless the recovery code is one that is left; using it is logged. Answers how many are left. */
export async function requireRecoveryCode(prover: Prover, code: string): Promise<number> {
  await countCode(prover.userId);
  const { id, name, organizationId } = await ownerOf(prover.userId);
  const left = await db().$transaction(async (tx) => {
    const left = await spendRecoveryCode(tx, prover.userId, code);
    if (left === null) return null;
    const actor = { via: null, ...prover.origin, facts: { userId: id, name } };
    await recordActivity(tx, actor, { action: "factors.use-code", recordType: "user", recordId: id, recordName: name, organizationId, after: { left: `${left} ${left === 1 ? "code" : "codes"}` } });
    await tellOwner(tx, actor, { id, name }, { change: "recovery-code-used", what: t("{count, plural, one {# code} other {# codes}} left", { count: left }) });
    return left;
  });
  if (left !== null) return left;
  await refuse(prover, "recovery code");
  throw invalid({ code: t("This is none of your recovery codes, or it was used already.") });
}

/** Throws `invalid` unless the browser has answered our question with one of the person's passkeys. */
export async function requirePasskey(prover: Prover, answer: unknown): Promise<void> {
  await countCode(prover.userId);
  if (await provePasskey(answer as AuthenticationResponseJSON, prover)) return;
  await refuse(prover, "passkey");
  throw invalid({ passkey: t("This passkey could not be checked. Try once more, or use another way.") });
}
