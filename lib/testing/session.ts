import { sessionCookie } from "@/lib/auth/cookie";
import { openSession } from "@/lib/auth/session";
import { owner } from "./build";

/** A session of the person with this address, as the cookie a browser would hold; only sign-in tests type a password. */
export async function sessionFor(email: string): Promise<{ name: string; value: string }> {
  const { id } = await owner().user.findUniqueOrThrow({ where: { email }, select: { id: true } });
  return { name: sessionCookie().name, value: await openSession(id, { ip: "127.0.0.1", device: "Browser test" }) };
}
