"use server";

import { codeStepInput, nothing, passkeyStepInput, recoveryStepInput } from "@/lib/auth/second-step";
import { beginProofByPasskey, proveAgainByCode, proveAgainByPasskey, proveAgainByPassword, proveAgainByRecoveryCode } from "@/lib/auth/step-up";
import { passwordProofInput } from "@/lib/auth/step-up-input";
import { serverAction } from "@/lib/web/server-action";

export const proveByPasswordAction = serverAction(passwordProofInput, proveAgainByPassword);
export const proveByCodeAction = serverAction(codeStepInput, proveAgainByCode);
export const proveByRecoveryCodeAction = serverAction(recoveryStepInput, proveAgainByRecoveryCode);
export const beginProofByPasskeyAction = serverAction(nothing, beginProofByPasskey);
export const proveByPasskeyAction = serverAction(passkeyStepInput, proveAgainByPasskey);
