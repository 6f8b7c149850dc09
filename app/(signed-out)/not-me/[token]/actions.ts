"use server";

import { denySignIn, notMeInput } from "@/lib/auth/not-me";
import { signedOutAction } from "@/lib/web/signed-out-action";

export const denySignInAction = signedOutAction(notMeInput, denySignIn);
