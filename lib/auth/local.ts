import "server-only";
import { env } from "../platform/env";
import { originOf } from "./origin";

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/;

/**
 * True when the request comes from a browser on the portal's own machine: the portal's address, the host that was asked for and the
 * sender are all that machine's, and no proxy stands between that would send everybody's requests from there.
 */
export function isLocalRequest(headers: Pick<Headers, "get">): boolean {
  const { PORTAL_URL, TRUST_PROXY } = env();
  const host = headers.get("host")?.replace(/:\d+$/, "") ?? "";
  const { ip } = originOf(headers);
  return !TRUST_PROXY && loopback.test(new URL(PORTAL_URL).hostname) && loopback.test(host) && ip !== null && loopback.test(ip);
}
