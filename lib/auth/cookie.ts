import "server-only";
import { env } from "../platform/env";

function cookieNamed(name: string, maxAge?: number) {
  const secure = env().PORTAL_URL.startsWith("https:");
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure } as const;
  return { name: secure ? `__Host-${name}` : name, options: maxAge === undefined ? options : { ...options, maxAge } };
}

/** The session cookie: bound to this host wherever the portal is reached over TLS. */
export const sessionCookie = () => cookieNamed("portico.session");

/** Names a sign-in that is not finished; nothing but the pages that finish it reads it. */
export const partialCookie = () => cookieNamed("portico.sign-in", 15 * 60);

/** Binds a passkey's question to the browser that asked for it. */
export const challengeCookie = () => cookieNamed("portico.passkey", 15 * 60);

/** Tells a browser from which the person has signed in before; opens nothing. */
export const deviceCookie = () => cookieNamed("portico.device", 400 * 86_400);
