import "server-only";
import NextAuth, { CredentialsSignin } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { headers } from "next/headers";
import { env } from "../platform/env";
import { Problem } from "../shared/errors";
import { sessionCookie } from "./cookie";
import { originOf } from "./origin";
import { closeSession, openSession, sessionUser } from "./session";
import { checkPassword } from "./sign-in";

/** A refused sign-in with the text that may be shown. */
class Refused extends CredentialsSignin {
  constructor(override readonly code: string) {
    super(code);
  }
}

async function authorize({ email, password }: Partial<Record<"email" | "password", unknown>>) {
  try {
    const user = await checkPassword(String(email ?? ""), String(password ?? ""), originOf(await headers()));
    return { id: String(user.id), name: user.name, email: user.email };
  } catch (error) {
    if (error instanceof Problem) throw new Refused(error.message);
    throw error;
  }
}

/**
 * Auth.js behind one door. Its token is nothing but the secret of a row in `sessions`: `encode` opens the row at sign-in and hands out
 * the secret, `decode` looks the row up, so ending the row ends the session on the next request.
 */
export const { handlers, signIn, signOut } = NextAuth(() => ({
  secret: env().AUTH_SECRET,
  trustHost: true,
  pages: { signIn: "/sign-in", error: "/sign-in" },
  session: { strategy: "jwt", maxAge: 30 * 86_400 },
  cookies: { sessionToken: sessionCookie() },
  providers: [Credentials({ credentials: { email: {}, password: { type: "password" } }, authorize })],
  callbacks: {
    jwt: async ({ token, user }) => (user ? { ...token, secret: await openSession(Number(user.id), originOf(await headers())) } : token),
    session: ({ session }) => session,
  },
  jwt: {
    encode: ({ token }) => String(token?.secret ?? ""),
    decode: async ({ token }) => {
      const found = token ? await sessionUser(token) : null;
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
