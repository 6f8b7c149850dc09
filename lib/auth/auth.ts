import "server-only";
import NextAuth from "next-auth";
import { env } from "../platform/env";
import { sessionCookie } from "./cookie";
import { authProviders, enterByProvider } from "./provider-sign-in";
import { closeSession, sessionRow } from "./session";

/**
 * Auth.js behind one door, for outside providers and signing out. It opens no session by itself: whoever a provider has proved goes through
 * the pipeline (`passFirstStep`), as everybody does. `decode` looks the cookie's session up, so ending its row ends it here as well.
 */
export const { handlers, signIn, signOut } = NextAuth(() => ({
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
