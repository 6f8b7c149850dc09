import "server-only";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Viewer } from "../access/viewer";
import { sessionCookie } from "../auth/cookie";
import { originOf } from "../auth/origin";
import { viewerOfSession } from "../auth/session";
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
export async function requireViewer(): Promise<Viewer> {
  return (await currentViewer()) ?? redirect(paths.signIn());
}
