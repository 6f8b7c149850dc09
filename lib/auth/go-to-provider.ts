import "server-only";
import { AuthError } from "next-auth";
import { z } from "zod";
import { Problem } from "../shared/errors";
import { t } from "../shared/language/text";
import { ownPath } from "../shared/own-path";
import { signIn } from "./auth";
import { providersOffered } from "./provider-sign-in";

export const goToProviderInput = z.strictObject({ provider: z.string().max(40), next: z.string().max(2000).optional() });

/** Answers the provider's address to go to, with state, nonce and code challenge set for this browser. Throws `unavailable` when it does not answer. */
export async function goToProvider({ provider, next }: z.output<typeof goToProviderInput>): Promise<{ href: string }> {
  const known = providersOffered().find(({ id }) => id === provider);
  if (!known) throw new Problem("invalid", t("This provider is not offered any more. Reload the page."));
  const unavailable = new Problem("unavailable", t("{provider} does not answer just now. Try again in a moment, or sign in with your password.", { provider: known.name }));
  try {
    const href = String(await signIn(provider, { redirect: false, redirectTo: ownPath(next) }));
    if (href.includes("/sign-in?error=")) throw unavailable;
    return { href };
  } catch (error) {
    if (error instanceof AuthError) throw unavailable;
    throw error;
  }
}
