"use server";

import { resetPassword, resetPasswordInput } from "@/lib/auth/reset-password";
import { signedOutAction } from "@/lib/web/signed-out-action";

export const resetPasswordAction = signedOutAction(resetPasswordInput, resetPassword);
