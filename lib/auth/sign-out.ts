import "server-only";
import { cookies } from "next/headers";
import { sessionCookie } from "./cookie";
import { signOut } from "./auth";
import { closeSession } from "./session";

/**
 * Ends the browser's session and takes its cookie away. While the database is away only this server knows that it has ended, which is told
 * by "noted". Runs in a server action.
 */
export async function signOutHere(): Promise<"ended" | "noted"> {
  const token = (await cookies()).get(sessionCookie().name)?.value;
  const outcome = token ? await closeSession(token) : "ended";
  await signOut({ redirect: false });
  return outcome;
}
