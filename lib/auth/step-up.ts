import "server-only";
import { cookies } from "next/headers";
import type { z } from "zod";
import { requireFresh } from "../access/proof";
import { longestSession } from "../access/sign-in-policy";
import type { Viewer } from "../access/viewer";
import { heldFactors, isProtected } from "../domain/factors/held";
import { passkeyOptions } from "../domain/factors/passkeys";
import { now } from "../platform/clock";
import { db } from "../platform/db/client";
import { isPassword } from "../platform/password";
import { invalid, Problem, refused } from "../shared/errors";
import { t } from "../shared/language/text";
import type { ProofWay } from "../shared/proof-way";
import { sessionCookie } from "./cookie";
import { countCode } from "./code-tries";
import { requireAppCode, requirePasskey, requireRecoveryCode, type Prover } from "./prove-factor";
import type { codeStepInput, passkeyStepInput, recoveryStepInput } from "./second-step";
import { renewSession } from "./session";

/** Throws `step-up` when the person has not proved for ten minutes who they are. */
export const requireFreshProof = (viewer: Viewer) => requireFresh(viewer, now().getTime());

/** By what the person can prove themselves again: their second factors, or, without any, the password. */
export async function proofWays({ facts }: Viewer): Promise<ProofWay[]> {
  const held = await heldFactors(facts.userId);
  if (isProtected(held)) return [...(held.passkeys ? ["passkey" as const] : []), ...(held.apps ? ["code" as const] : []), ...(held.codes ? ["recovery" as const] : [])];
  const { passwordHash } = await db().user.findUniqueOrThrow({ where: { id: facts.userId }, select: { passwordHash: true } });
  return passwordHash ? ["password"] : [];
}

const proverOf = ({ facts, session, ip, device }: Viewer): Prover => ({ userId: facts.userId, boundTo: `proof:${session ?? 0}`, origin: { ip, device } });

/** Gives the browser's session a new id; the old one is dead from then on. */
export async function renewOwnSession({ session }: Viewer, proof: { hasSecondFactor?: true } = {}): Promise<void> {
  const token = session === undefined ? null : await renewSession(session, proof);
  if (token === null) throw new Problem("signed-out", t("You are no longer signed in."));
  (await cookies()).set(sessionCookie().name, token, { ...sessionCookie().options, maxAge: longestSession / 1000 });
}

async function proved(viewer: Viewer, way: ProofWay, prove: (prover: Prover) => Promise<unknown>): Promise<{ proved: true }> {
  if (viewer.session === undefined) throw refused("", t("Only the person can do this, signed in to the portal."));
  if (!(await proofWays(viewer)).includes(way)) throw invalid({ [way]: t("Use another way to show that it is you.") });
  await prove(proverOf(viewer));
  await renewOwnSession(viewer, way === "password" ? {} : { hasSecondFactor: true });
  return { proved: true };
}

/** Proves oneself again by a code of an authenticator app. */
export const proveAgainByCode = (viewer: Viewer, { code }: z.output<typeof codeStepInput>) => proved(viewer, "code", (prover) => requireAppCode(prover, code));

/** Proves oneself again by a recovery code, which is used up. */
export const proveAgainByRecoveryCode = (viewer: Viewer, { code }: z.output<typeof recoveryStepInput>) =>
  proved(viewer, "recovery", (prover) => requireRecoveryCode(prover, code));

/** The question for a passkey. */
export const beginProofByPasskey = async (viewer: Viewer) => ({ options: await passkeyOptions(proverOf(viewer).boundTo, viewer.facts.userId) });

/** Proves oneself again by a passkey. */
export const proveAgainByPasskey = (viewer: Viewer, { passkey }: z.output<typeof passkeyStepInput>) =>
  proved(viewer, "passkey", (prover) => requirePasskey(prover, passkey));

/** Proves oneself again by the password, for whoever has no second factor. */
export const proveAgainByPassword = (viewer: Viewer, { password }: { password: string }) =>
  proved(viewer, "password", async ({ userId }) => {
    await countCode(userId);
    const { passwordHash } = await db().user.findUniqueOrThrow({ where: { id: userId }, select: { passwordHash: true } });
    if (!(await isPassword(passwordHash, password))) throw invalid({ password: t("This is not your password.") });
  });
