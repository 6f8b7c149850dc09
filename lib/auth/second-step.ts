import "server-only";
import { headers } from "next/headers";
import { z } from "zod";
import { heldFactors, type HeldFactors } from "../domain/factors/held";
import { passkeyOptions } from "../domain/factors/passkeys";
import { appCode, nothing, passkeyAnswer, recoveryCode } from "../domain/factors/schema";
import { originOf } from "./origin";
import { noteSecondFactor, type PartialSignIn } from "./partial";
import { goOn, pageOfPartial, requirePartial } from "./pipeline";
import { requireAppCode, requirePasskey, requireRecoveryCode, type Prover } from "./prove-factor";

export const codeStepInput = z.strictObject({ code: appCode });
export const recoveryStepInput = z.strictObject({ code: recoveryCode });
export const passkeyStepInput = z.strictObject({ passkey: passkeyAnswer });
export { nothing };

/** To whom a question to a passkey is put. */
export const boundTo = ({ id }: Pick<PartialSignIn, "id">) => `partial:${id}`;

/** Which second factors can be proved in the browser's unfinished sign-in; null when that is not what it misses. */
export async function secondStep(): Promise<HeldFactors | null> {
  const open = await pageOfPartial();
  return open?.missing === "second-factor" ? heldFactors(open.partial.userId) : null;
}

async function step(prove: (prover: Prover) => Promise<unknown>): Promise<{ href: string }> {
  const partial = await requirePartial("second-factor");
  await prove({ userId: partial.userId, boundTo: boundTo(partial), origin: originOf(await headers()) });
  return goOn(await noteSecondFactor(partial));
}

/** The second factor by a code of an authenticator app. */
export const proveCode = ({ code }: z.output<typeof codeStepInput>) => step((prover) => requireAppCode(prover, code));

/** The second factor by a recovery code, which is used up. */
export const proveRecoveryCode = ({ code }: z.output<typeof recoveryStepInput>) => step((prover) => requireRecoveryCode(prover, code));

/** The question for a passkey as second factor. */
export async function beginPasskeyStep() {
  const partial = await requirePartial("second-factor");
  return { options: await passkeyOptions(boundTo(partial), partial.userId) };
}

/** The second factor by a passkey. */
export const provePasskeyStep = ({ passkey }: z.output<typeof passkeyStepInput>) => step((prover) => requirePasskey(prover, passkey));
