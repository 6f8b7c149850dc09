"use server";

import { signedOutAction } from "@/lib/web/signed-out-action";
import { signInInput, signInWithPassword } from "@/lib/auth/sign-in-command";

export const signInAction = signedOutAction(signInInput, signInWithPassword);
