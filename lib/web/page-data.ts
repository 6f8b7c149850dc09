import "server-only";
import { headers } from "next/headers";
import { forbidden, notFound } from "next/navigation";
import { can } from "../access/decide";
import type { Permission } from "../access/permissions";
import type { Viewer } from "../access/viewer";
import { deniedTo } from "../auth/denied";
import { reportRefusedVisit } from "../auth/refusal";
import { deniedText } from "../shared/denied";
import { Problem } from "../shared/errors";
import { recordInPath } from "../shared/record-path";
import { orAway } from "./away";
import { currentViewer, signInInstead } from "./viewer";

/**
 * The value of a query for a page; a Problem becomes Next's not-found page, or the refused page that names what is missing. While the
 * database is away the page ends in components/frame/failure.tsx, with status 503.
 */
export async function pageData<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (thrown) {
    const error = orAway(thrown);
    if (!(error instanceof Problem) || error.code === "unavailable") throw error;
    if (error.code === "signed-out") await signInInstead();
    if (error.code === "refused") await refusePage(error.permission);
    notFound();
  }
}

/** For a page that is nothing without the permission: refuses whoever holds it nowhere, naming it. */
export async function requirePermission(viewer: Viewer, permission: Permission): Promise<void> {
  if (!can(viewer, permission)) await refusePage(permission);
}

/**
 * Next's refused page with status 403; the visit is logged as a refusal. Its own page is not told why, so the reason goes with the error's digest, which is kept on the
 * way to the browser; components/frame/refusal-boundary.tsx reads it there.
 */
export async function refusePage(permission: string | undefined): Promise<never> {
  const viewer = await currentViewer();
  if (viewer && permission) await reportRefusedVisit(viewer, permission, recordInPath((await headers()).get("x-portico-path") ?? ""));
  const denied = viewer && (await deniedTo(viewer, permission));
  try {
    forbidden();
  } catch (error) {
    if (denied && typeof (error as { digest?: unknown }).digest === "string") (error as { digest: string }).digest += `;${deniedText(denied)}`;
    throw error;
  }
}

/** The number in a path segment; anything else is not found. */
export function idParam(text: string): number {
  const id = Number(text);
  return Number.isSafeInteger(id) && id > 0 && id < 2 ** 31 ? id : notFound();
}
