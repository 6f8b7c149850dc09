"use server";

import { addPasskeyInput, addRequiredPasskey, confirmAppInput, confirmRequiredApp, goOnSigningIn, startAppInput, startRequiredApp, startRequiredPasskey } from "@/lib/auth/enrolment";
import { nothing } from "@/lib/auth/second-step";
import { signedOutAction } from "@/lib/web/signed-out-action";

export const startAppAction = signedOutAction(startAppInput, startRequiredApp);
export const confirmAppAction = signedOutAction(confirmAppInput, confirmRequiredApp);
export const startPasskeyAction = signedOutAction(startAppInput, startRequiredPasskey);
export const addPasskeyAction = signedOutAction(addPasskeyInput, addRequiredPasskey);
export const goOnAction = signedOutAction(nothing, goOnSigningIn);
