"use server";

import { newPasswordInput, setDemandedPassword } from "@/lib/auth/new-password";
import { signedOutAction } from "@/lib/web/signed-out-action";

export const newPasswordAction = signedOutAction(newPasswordInput, setDemandedPassword);
