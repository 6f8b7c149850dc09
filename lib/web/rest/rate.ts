import "server-only";
import { allowanceOf, countRequest, type TokenAllowance } from "../../auth/token-allowance";
import { TransportProblem } from "./problem";

/** The fields of draft-ietf-httpapi-ratelimit-headers-10. */
const headersOf = ({ most, within, left, seconds }: TokenAllowance): Record<string, string> => ({
  "RateLimit-Policy": `"token";q=${most};w=${within}`,
  RateLimit: `"token";r=${left};t=${seconds}`,
});

/** Throws `too-many` when the token has used up its minute: then the database is not even asked whose it is. */
export function requireAllowance(token: string): void {
  const allowance = allowanceOf(token);
  if (!allowance || allowance.left > 0) return;
  const { most, seconds } = allowance;
  const headers = { ...headersOf(allowance), "Retry-After": String(seconds) };
  throw new TransportProblem("too-many", 429, `This token has sent ${most} requests within a minute. Go on in ${seconds} s.`, headers);
}

/** Counts a request of a valid token and answers the headers that say what it has left. */
export function counted(token: string): Record<string, string> {
  const allowance = countRequest(token);
  return allowance ? headersOf(allowance) : {};
}
