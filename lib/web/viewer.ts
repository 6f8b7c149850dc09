import "server-only";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Viewer } from "../access/viewer";
import { sessionCookie } from "../auth/cookie";
import { originOf } from "../auth/origin";
import { viewerOfSession } from "../auth/session";
import { ownPath } from "../shared/own-path";
import { paths } from "../shared/paths";
import { orAway } from "./away";

/** The signed-in person of this request with rights as they stand now, or null. Read once a request. */
export const currentViewer = cache(async (): Promise<Viewer | null> => {
  const token = (await cookies()).get(sessionCookie().name)?.value;
  if (!token) return null;
  const origin = originOf(await headers());
  try {
    return await viewerOfSession(token, origin);
  } catch (error) {
    throw orAway(error);
  }
});

/** The signed-in person; everybody else goes to the sign-in page. */
export const requireViewer = async (): Promise<Viewer> => (await currentViewer()) ?? signInInstead();

/** The sign-in page in place of the page that was asked for, and from there back to it. */
export async function signInInstead(): Promise<never> {
  const asked = ownPath((await headers()).get("x-portico-asked") ?? undefined);
  redirect(paths.signIn(asked === paths.home() ? undefined : asked));
}

/** True when the request brings a session that is over. */
export const wasSignedIn = async (): Promise<boolean> => (await cookies()).has(sessionCookie().name) && (await currentViewer()) === null;
