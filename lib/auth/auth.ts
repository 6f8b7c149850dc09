import "server-only";
import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { env } from "../platform/env";
import { outageOf } from "./bug";
import { sessionCookie } from "./cookie";
import { authProviders, enterByProvider } from "./provider-sign-in";
import { closeSession, sessionRow } from "./session";

/**
 * Auth.js behind one door, for outside providers and signing out. It opens no session by itself: whoever a provider has proved goes through
 * the pipeline (`passFirstStep`), as everybody does. `decode` looks the cookie's session up, so ending its row ends it here as well.
 */
const auth = NextAuth(() => ({
  secret: env().AUTH_SECRET,
  trustHost: true,
  pages: { signIn: "/sign-in", error: "/sign-in" },
  session: { strategy: "jwt", maxAge: 30 * 86_400 },
  cookies: { sessionToken: sessionCookie() },
  providers: authProviders(),
  callbacks: { signIn: ({ account }) => (account?.type === "oidc" ? enterByProvider(account) : false), session: ({ session }) => session },
  jwt: {
    encode: ({ token }) => String(token?.secret ?? ""),
    decode: async ({ token }) => {
      const found = token ? await sessionRow(token) : null;
      return found ? { sub: String(found.userId), secret: token } : null;
    },
  },
  events: {
    signOut: async (message) => {
      if ("token" in message && message.token?.secret) await closeSession(String(message.token.secret));
    },
  },
  logger: { error: () => undefined },
}));

export const { signIn, signOut } = auth;

/** Auth.js takes the cookie away whether or not the session could be ended: its own way out says that the database is away instead. */
async function post(request: NextRequest): Promise<Response> {
  if (request.nextUrl.pathname.endsWith("/signout")) {
    try {
      await sessionRow(request.cookies.get(sessionCookie().name)?.value ?? "");
    } catch (error) {
      if (!outageOf(error)) throw error;
      return new Response(null, { status: 503, headers: { "Cache-Control": "private, no-store", "Retry-After": "5" } });
    }
  }
  return auth.handlers.POST(request);
}

export const handlers = { GET: auth.handlers.GET, POST: post };
