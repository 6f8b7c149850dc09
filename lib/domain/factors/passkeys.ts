import "server-only";
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
} from "@simplewebauthn/server";
import { minutesFromNow, now } from "../../platform/clock";
import { db } from "../../platform/db/client";
import type { Transaction } from "../../platform/db/connect";
import { env } from "../../platform/env";
import { keyedHash } from "../../platform/seal";
import { conflict, invalid } from "../../shared/errors";
import { t } from "../../shared/language/text";

export const mostPasskeys = 20;

/** Whom the portal is for a passkey: fixed by its configured address, whatever a request says. */
function portal() {
  const { hostname, origin } = new URL(env().PORTAL_URL);
  return { rpID: hostname, origin };
}

/** What passkeys know the person by: tells nothing to whoever reads it. */
const handleOf = (userId: number) => new Uint8Array(Buffer.from(keyedHash("passkey-user", String(userId)), "base64url"));

/** Keeps a question for whoever it is put to (a session, an unfinished sign-in, a browser). */
async function keep(challenge: string, boundTo: string): Promise<void> {
  await db().passkeyChallenge.create({ data: { challenge, boundTo, expiresAt: minutesFromNow(5) }, select: { challenge: true } });
}

/** True once, for the question that was put to this very holder. */
async function take(challenge: string, boundTo: string): Promise<boolean> {
  const { count } = await db().passkeyChallenge.deleteMany({ where: { challenge, boundTo, expiresAt: { gt: now() } } });
  return count === 1;
}

type Owner = { id: number; name: string; email: string };

/** What the browser needs to make a passkey that can also be the only step. */
export async function newPasskeyOptions({ id, name, email }: Owner, boundTo: string) {
  const held = await db().passkey.findMany({ where: { userId: id }, select: { credentialId: true, transports: true } });
  if (held.length >= mostPasskeys) throw conflict(t("You have {mostPasskeys} passkeys. Remove one that you do not use any more.", { mostPasskeys }));
  const options = await generateRegistrationOptions({
    rpName: "Portico",
    rpID: portal().rpID,
    userName: email,
    userDisplayName: name,
    userID: handleOf(id),
    attestationType: "none",
    excludeCredentials: held.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  await keep(options.challenge, boundTo);
  return options;
}

const unusable = () => invalid({ passkey: t("The browser's answer could not be used. Try once more.") });

/** Adds a passkey that the browser has made. Throws `invalid` when its answer is not to our question. */
export async function addPasskey(tx: Transaction, userId: number, { name, response, boundTo }: { name: string; response: RegistrationResponseJSON; boundTo: string }): Promise<void> {
  const { rpID, origin } = portal();
  const expectedChallenge = (challenge: string) => take(challenge, boundTo);
  const result = await verifyRegistrationResponse({ response, expectedChallenge, expectedOrigin: origin, expectedRPID: rpID, requireUserVerification: true }).catch(() => null);
  if (!result?.verified) throw unusable();
  const { credential, credentialBackedUp } = result.registrationInfo;
  const { count } = await tx.passkey.createMany({
    data: [{ userId, name, credentialId: credential.id, publicKey: credential.publicKey, counter: credential.counter, transports: credential.transports ?? [], isBackedUp: credentialBackedUp, createdAt: now() }],
    skipDuplicates: true,
  });
  if (count !== 1) throw conflict(t("This passkey is registered already."));
}

/** What the browser needs to prove a passkey: one of the person's, or, without a person, whichever it has for the portal. */
export async function passkeyOptions(boundTo: string, userId: number | null) {
  const held = userId === null ? [] : await db().passkey.findMany({ where: { userId }, select: { credentialId: true, transports: true } });
  const options = await generateAuthenticationOptions({
    rpID: portal().rpID,
    userVerification: "required",
    allowCredentials: held.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
  });
  await keep(options.challenge, boundTo);
  return options;
}

/** Whose passkey has answered our question, once; null when it is unknown, of somebody else, copied, or the answer is not right. */
export async function provePasskey(response: AuthenticationResponseJSON, { boundTo, userId }: { boundTo: string; userId: number | null }): Promise<{ userId: number } | null> {
  const passkey = await db().passkey.findUnique({ where: { credentialId: response.id } });
  if (!passkey || (userId !== null && passkey.userId !== userId)) return null;
  const { rpID, origin } = portal();
  const before = Number(passkey.counter);
  const result = await verifyAuthenticationResponse({
    response,
    expectedChallenge: (challenge) => take(challenge, boundTo),
    expectedOrigin: origin,
    expectedRPID: rpID,
    requireUserVerification: true,
    credential: { id: passkey.credentialId, publicKey: passkey.publicKey, counter: before, transports: passkey.transports },
  }).catch(() => null);
  if (!result?.verified) return null;
  const { newCounter, credentialBackedUp } = result.authenticationInfo;
  // Counts up where the device counts at all; the same count twice is a copy.
  const { count } = await db().passkey.updateMany({
    where: { id: passkey.id, counter: newCounter === 0 ? 0 : { lt: newCounter } },
    data: { counter: newCounter, isBackedUp: credentialBackedUp, lastUsedAt: now() },
  });
  return count === 1 ? { userId: passkey.userId } : null;
}
