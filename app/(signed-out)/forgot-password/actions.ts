"use server";

import { askForNewPassword, forgottenPasswordInput } from "@/lib/auth/forgotten-password";
import { signedOutAction } from "@/lib/web/signed-out-action";

export const askForNewPasswordAction = signedOutAction(forgottenPasswordInput, askForNewPassword);
