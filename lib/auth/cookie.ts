import "server-only";
import { env } from "../platform/env";

/** The session cookie: bound to this host wherever the portal is reached over TLS. */
export function sessionCookie() {
  const secure = env().PORTAL_URL.startsWith("https:");
  return {
    name: secure ? "__Host-portico.session" : "portico.session",
    options: { httpOnly: true, sameSite: "lax", path: "/", secure } as const,
  };
}
