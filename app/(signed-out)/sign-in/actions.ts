"use server";

import { signedOutAction } from "@/lib/web/signed-out-action";
import { nothing } from "@/lib/auth/second-step";
import { beginPasskeySignIn, passkeySignInInput, signInWithPasskey } from "@/lib/auth/passkey-sign-in";
import { goToProvider, goToProviderInput } from "@/lib/auth/go-to-provider";
import { signInInput, signInWithPassword } from "@/lib/auth/sign-in-command";

export const signInAction = signedOutAction(signInInput, signInWithPassword);
export const beginPasskeySignInAction = signedOutAction(nothing, beginPasskeySignIn);
export const goToProviderAction = signedOutAction(goToProviderInput, goToProvider);
export const passkeySignInAction = signedOutAction(passkeySignInInput, signInWithPasskey);
