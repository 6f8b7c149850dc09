"use server";

import { askByEmail, askByEmailInput, askByToken, askByTokenInput } from "@/lib/auth/ask-new-link";
import { signedOutAction } from "@/lib/web/signed-out-action";

export const askByTokenAction = signedOutAction(askByTokenInput, askByToken);
export const askByEmailAction = signedOutAction(askByEmailInput, askByEmail);
