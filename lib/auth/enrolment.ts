import "server-only";
import type { RegistrationResponseJSON } from "@simplewebauthn/server";
import { headers } from "next/headers";
import type { z } from "zod";
import { factorsChanged } from "../domain/factors/changed";
import { ownerOf } from "../domain/factors/held";
import { addPasskey, newPasskeyOptions } from "../domain/factors/passkeys";
import { firstCodes } from "../domain/factors/recovery";
import type { addPasskeyInput, confirmAppInput, startAppInput } from "../domain/factors/schema";
import { confirmApp, startApp } from "../domain/factors/totp";
import { db } from "../platform/db/client";
import type { Transaction } from "../platform/db/connect";
import { originOf } from "./origin";
import { countCode } from "./code-tries";
import { noteSecondFactor, type PartialSignIn } from "./partial";
import { currentPartial, goOn, requirePartial } from "./pipeline";
import { tooLate } from "./partial";
import { boundTo } from "./second-step";

export { addPasskeyInput, confirmAppInput, startAppInput } from "../domain/factors/schema";

/** Begins an authenticator app in a sign-in that cannot go on without a second factor. */
export async function startRequiredApp({ name }: z.output<typeof startAppInput>) {
  const { userId } = await requirePartial("enrolment");
  const owner = await ownerOf(userId);
  return db().$transaction((tx) => startApp(tx, owner, name));
}

/** The question for making a passkey in a sign-in that cannot go on without a second factor. */
export async function startRequiredPasskey() {
  const partial = await requirePartial("enrolment");
  return { options: await newPasskeyOptions(await ownerOf(partial.userId), boundTo(partial)) };
}

async function enrol(partial: PartialSignIn, add: (tx: Transaction) => Promise<{ kind: "authenticator app" | "passkey"; name: string }>): Promise<{ codes: string[] }> {
  const owner = await ownerOf(partial.userId);
  const codes = await db().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM users WHERE id = ${owner.id} FOR NO KEY UPDATE`;
    const { kind, name } = await add(tx);
    const actor = { via: null, ...originOf(await headers()), facts: { userId: owner.id, name: owner.name } };
    const codes = await firstCodes(tx, owner.id);
    await factorsChanged(tx, actor, owner, {
      action: "factors.add",
      noted: { factor: `${kind} ${name}` },
      told: { change: kind === "passkey" ? "passkey-added" : "factor-added", what: name },
    });
    return codes ?? [];
  });
  await noteSecondFactor(partial);
  return { codes };
}

/** Takes the app's first code: the second factor is set up and proved. Answers the recovery codes, shown this once. */
export async function confirmRequiredApp(input: z.output<typeof confirmAppInput>): Promise<{ codes: string[] }> {
  const partial = await requirePartial("enrolment");
  await countCode(partial.userId);
  return enrol(partial, async (tx) => ({ kind: "authenticator app", ...(await confirmApp(tx, partial.userId, input)) }));
}

/** Adds the passkey that the browser has made: the second factor is set up and proved. Answers the recovery codes, shown this once. */
export async function addRequiredPasskey({ name, passkey }: z.output<typeof addPasskeyInput>): Promise<{ codes: string[] }> {
  const partial = await requirePartial("enrolment");
  return enrol(partial, async (tx) => {
    await addPasskey(tx, partial.userId, { name, response: passkey as unknown as RegistrationResponseJSON, boundTo: boundTo(partial) });
    return { kind: "passkey", name };
  });
}

/** "I have saved them": goes on to what is still missing, or into the portal. */
export async function goOnSigningIn(): Promise<{ href: string }> {
  const partial = await currentPartial();
  if (!partial) throw tooLate();
  return goOn(partial);
}
