import "server-only";
import type { RegistrationResponseJSON } from "@simplewebauthn/server";
import type { z } from "zod";
import { authorize, authorizeSelf } from "../../access/decide";
import { rulesFor } from "../../access/sign-in-policy";
import { homeOf, type Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import type { Transaction } from "../../platform/db/connect";
import { conflict, notFound } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { change } from "../access/change";
import { policiesNow } from "../settings/policy-memory";
import { requireOther, requireUser } from "../users/saving";
import { factorsChanged, type Owner } from "./changed";
import { addPasskey, newPasskeyOptions } from "./passkeys";
import { firstCodes, makeCodes } from "./recovery";
import type { addPasskeyInput, confirmAppInput, factorInput, renamePasskeyInput, resetFactorsInput, startAppInput } from "./schema";
import { confirmApp, startApp, type StartedApp } from "./totp";

/** What adding a factor answers: with the first one come recovery codes, shown this once. */
export type Added = { message: string; codes: string[] | null };

const ownerOf = ({ facts }: Viewer): Owner => ({ id: facts.userId, name: facts.name, organizationId: homeOf(facts) });

/** To whom a passkey's question is put. */
const boundTo = (viewer: Viewer) => `session:${viewer.session ?? 0}`;

/** One change of one's factors at a time. */
const lock = (tx: Transaction, userId: number) => tx.$queryRaw`SELECT id FROM users WHERE id = ${userId} FOR NO KEY UPDATE`;

/** Begins setting up an authenticator app; answers what to scan or type. */
export async function startOwnApp(viewer: Viewer, { name }: z.output<typeof startAppInput>): Promise<StartedApp> {
  authorizeSelf(viewer);
  return change(viewer, async (tx, { facts }) => startApp(tx, { id: facts.userId, email: facts.email }, name));
}

/** Takes the first code of an app, from which on it counts. Ends all other sessions. */
export async function confirmOwnApp(viewer: Viewer, input: z.output<typeof confirmAppInput>): Promise<Added> {
  authorizeSelf(viewer);
  return change(viewer, async (tx, viewer) => {
    await lock(tx, viewer.facts.userId);
    const { name } = await confirmApp(tx, viewer.facts.userId, input);
    const codes = await firstCodes(tx, viewer.facts.userId);
    await factorsChanged(tx, viewer, ownerOf(viewer), { action: "factors.add", noted: { factor: `authenticator app ${name}` }, told: { change: "factor-added", what: name } });
    return { message: t("{name} is set up.", { name }), codes };
  });
}

/** What the browser needs to make a passkey for the viewer. */
export async function startOwnPasskey(viewer: Viewer) {
  authorizeSelf(viewer);
  const { userId, name, email } = viewer.facts;
  return { options: await newPasskeyOptions({ id: userId, name, email }, boundTo(viewer)) };
}

/** Adds the passkey that the browser has made. Ends all other sessions. */
export async function addOwnPasskey(viewer: Viewer, { name, passkey }: z.output<typeof addPasskeyInput>): Promise<Added> {
  authorizeSelf(viewer);
  return change(viewer, async (tx, viewer) => {
    await lock(tx, viewer.facts.userId);
    await addPasskey(tx, viewer.facts.userId, { name, response: passkey as unknown as RegistrationResponseJSON, boundTo: boundTo(viewer) });
    const codes = await firstCodes(tx, viewer.facts.userId);
    await factorsChanged(tx, viewer, ownerOf(viewer), { action: "factors.add", noted: { factor: `passkey ${name}` }, told: { change: "passkey-added", what: name } });
    return { message: t("The passkey {name} is set up.", { name }), codes };
  });
}

/** Gives a passkey another name. */
export async function renameOwnPasskey(viewer: Viewer, { factorId, name }: z.output<typeof renamePasskeyInput>): Promise<{ message: string }> {
  authorizeSelf(viewer);
  return change(viewer, async (tx, { facts }) => {
    const { count } = await tx.passkey.updateMany({ where: { id: factorId, userId: facts.userId }, data: { name } });
    if (count !== 1) throw notFound("passkey");
    return { message: t("It is called {name} now.", { name }) };
  });
}

/** With the last factor gone, the recovery codes go too; refused while a policy requires one. */
async function afterRemoval(tx: Transaction, viewer: Viewer, { kind, name }: { kind: "authenticator app" | "passkey"; name: string }): Promise<{ message: string }> {
  const { userId } = viewer.facts;
  const left = (await tx.totpFactor.count({ where: { userId, confirmedAt: { not: null } } })) + (await tx.passkey.count({ where: { userId } }));
  if (left === 0) {
    if (rulesFor(viewer.facts, await policiesNow(), now().getTime()).needsFactor) throw conflict(t("A second factor is required for you. Set up another one first."));
    await tx.recoveryCode.deleteMany({ where: { userId } });
  }
  await factorsChanged(tx, viewer, ownerOf(viewer), {
    action: "factors.remove",
    noted: { factor: `${kind} ${name}` },
    told: { change: kind === "passkey" ? "passkey-removed" : "factor-removed", what: name },
  });
  return { message: t("The {kind} {name} is removed.", { kind, name }) };
}

/** Removes an authenticator app. Ends all other sessions. Throws `conflict` for the last factor while one is required. */
export async function removeOwnApp(viewer: Viewer, { factorId }: z.output<typeof factorInput>): Promise<{ message: string }> {
  authorizeSelf(viewer);
  return change(viewer, async (tx, viewer) => {
    await lock(tx, viewer.facts.userId);
    const where = { id: factorId, userId: viewer.facts.userId, confirmedAt: { not: null } };
    const app = await tx.totpFactor.findFirst({ where, select: { name: true } });
    if (!app) throw notFound("authenticator app");
    await tx.totpFactor.deleteMany({ where });
    return afterRemoval(tx, viewer, { kind: "authenticator app", name: app.name });
  });
}

/** Removes a passkey. Ends all other sessions. Throws `conflict` for the last factor while one is required. */
export async function removeOwnPasskey(viewer: Viewer, { factorId }: z.output<typeof factorInput>): Promise<{ message: string }> {
  authorizeSelf(viewer);
  return change(viewer, async (tx, viewer) => {
    await lock(tx, viewer.facts.userId);
    const where = { id: factorId, userId: viewer.facts.userId };
    const passkey = await tx.passkey.findFirst({ where, select: { name: true } });
    if (!passkey) throw notFound("passkey");
    await tx.passkey.deleteMany({ where });
    return afterRemoval(tx, viewer, { kind: "passkey", name: passkey.name });
  });
}

/** Ten new recovery codes in place of those before, shown this once. */
export async function renewOwnCodes(viewer: Viewer): Promise<{ message: string; codes: string[] }> {
  authorizeSelf(viewer);
  return change(viewer, async (tx, viewer) => {
    await lock(tx, viewer.facts.userId);
    const codes = await makeCodes(tx, viewer.facts.userId);
    await factorsChanged(tx, viewer, ownerOf(viewer), { action: "factors.renew-codes", noted: { codes: codes.length }, told: { change: "recovery-codes-made" } });
    return { message: t("The codes before no longer work."), codes };
  });
}

/**
 * Takes all factors of another person away, for somebody who has lost them: they sign in with their password, and set up a new factor where
 * one is required. Never a password is chosen. Ends their sessions. Throws `refused` for oneself.
 */
export async function resetFactors(viewer: Viewer, { userId }: z.output<typeof resetFactorsInput>): Promise<{ message: string }> {
  authorize(viewer, "users.reset-factors");
  return change(viewer, async (tx, viewer) => {
    const person = await requireUser(tx, viewer, userId, "users.reset-factors");
    requireOther(viewer, userId, { permission: "users.reset-factors", sentence: t("Change your own factors under My account.") });
    const apps = await tx.totpFactor.deleteMany({ where: { userId } });
    const passkeys = await tx.passkey.deleteMany({ where: { userId } });
    await tx.recoveryCode.deleteMany({ where: { userId } });
    await tx.partialSignIn.deleteMany({ where: { userId } });
    await factorsChanged(tx, viewer, person, { action: "users.reset-factors", noted: { apps: apps.count, passkeys: passkeys.count }, told: { change: "factors-reset" } });
    return { message: t("{person} signs in without a second factor until a new one is set up.", { person: person.name }) };
  });
}
