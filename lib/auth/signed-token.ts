import "server-only";
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from "jose";
import { z } from "zod";
import type { ProviderSetting } from "../platform/providers";

/** Only those that need the provider's own secret key. */
const algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"];
const longestWait = 5_000;

const published = z.object({ issuer: z.string(), jwks_uri: z.url() });
const keysOf = new Map<string, JWTVerifyGetKey>();

/** The keys that a provider publishes; they are fetched when a token names one that is not known yet. */
async function publishedKeys(issuer: string): Promise<JWTVerifyGetKey> {
  const known = keysOf.get(issuer);
  if (known) return known;
  const answer = await fetch(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(longestWait), redirect: "error" });
  const { jwks_uri } = published.parse(await answer.json());
  const keys = createRemoteJWKSet(new URL(jwks_uri), { timeoutDuration: longestWait });
  keysOf.set(issuer, keys);
  return keys;
}

/**
 * What an id token says, when the provider has signed it for this portal by a key that it publishes; null otherwise. Auth.js takes the
 * token endpoint's word for it, as the standard lets it: then whoever stands between, or a provider reached without TLS, could be anybody.
 */
export async function signedClaims({ issuer, clientId }: Pick<ProviderSetting, "issuer" | "clientId">, token: unknown): Promise<JWTPayload | null> {
  if (typeof token !== "string") return null;
  try {
    const { payload } = await jwtVerify(token, await publishedKeys(issuer), { issuer, audience: clientId, algorithms, requiredClaims: ["sub", "exp"] });
    return payload;
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError || error instanceof z.ZodError) return null;
    throw error;
  }
}
