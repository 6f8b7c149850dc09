import "server-only";
import { cookies, headers } from "next/headers";
import type { Account } from "next-auth";
import { z } from "zod";
import { personOfIdentity } from "../domain/identities/identity";
import { env } from "../platform/env";
import { Problem } from "../shared/errors";
import { ownPath } from "../shared/own-path";
import { paths } from "../shared/paths";
import { beginsHere } from "../shared/request-time";
import { originOf } from "./origin";
import { passFirstStep } from "./pipeline";
import { signedClaims } from "./signed-token";

/** A provider as the sign-in page offers it. */
export type Provider = { id: string; name: string };

const configured = () => env().OIDC_PROVIDERS ?? [];

/** What the sign-in page offers besides the password. */
export const providersOffered = (): Provider[] => configured().map(({ id, name }) => ({ id, name }));

/** The providers as Auth.js takes them: code flow with PKCE, state and nonce, and an issuer that must be exactly the one configured. */
export const authProviders = () =>
  configured().map(({ id, name, issuer, clientId, clientSecret }) => ({
    id,
    name,
    type: "oidc" as const,
    issuer,
    clientId,
    clientSecret,
    checks: ["pkce" as const, "state" as const, "nonce" as const],
    authorization: { params: { scope: "openid email profile" } },
  }));

const claimsOf = z.object({ sub: z.string().min(1).max(255), email: z.string().max(300).nullish(), email_verified: z.boolean().nullish(), name: z.string().max(300).nullish() });

/**
 * Goes on after a provider has proved who somebody is: finds the person and passes the first step. Answers where to go; a refusal leads back
 * to the sign-in page, which says why.
 */
export async function enterByProvider(account: Account): Promise<string> {
  const provider = configured().find(({ id }) => id === account.provider);
  const claims = claimsOf.safeParse(provider && (await signedClaims(provider, account.id_token)));
  if (!provider || !claims.success || claims.data.sub !== account.providerAccountId) return paths.signInProblem("provider");
  const { sub, email_verified: isVerified } = claims.data;
  const { email = null, name = null } = claims.data;
  beginsHere(); // a slow provider is no slow database
  try {
    const userId = await personOfIdentity({ provider, claims: { subject: sub, email, isVerified: isVerified === true, name }, origin: originOf(await headers()) });
    return (await passFirstStep({ userId, method: "provider", next: await askedFor() })).href;
  } catch (error) {
    if (error instanceof Problem) return paths.signInProblem(isVerified === true ? "unknown" : "unverified");
    throw error;
  }
}

/** The page that was asked for before the provider; Auth.js keeps it in a cookie. */
async function askedFor(): Promise<string> {
  const kept = (await cookies()).getAll().find(({ name }) => name.endsWith("authjs.callback-url"))?.value;
  if (!kept || !URL.canParse(kept)) return paths.home();
  const { origin, pathname, search } = new URL(kept);
  return origin === new URL(env().PORTAL_URL).origin ? ownPath(pathname + search) : paths.home();
}
