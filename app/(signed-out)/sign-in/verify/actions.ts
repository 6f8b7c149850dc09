"use server";

import { beginPasskeyStep, codeStepInput, nothing, passkeyStepInput, proveCode, provePasskeyStep, proveRecoveryCode, recoveryStepInput } from "@/lib/auth/second-step";
import { signedOutAction } from "@/lib/web/signed-out-action";

export const codeAction = signedOutAction(codeStepInput, proveCode);
export const recoveryCodeAction = signedOutAction(recoveryStepInput, proveRecoveryCode);
export const beginPasskeyAction = signedOutAction(nothing, beginPasskeyStep);
export const passkeyAction = signedOutAction(passkeyStepInput, provePasskeyStep);
