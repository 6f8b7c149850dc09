import "server-only";
import sql from "sql-template-tag";
import { allowed, authorize, authorizeSelf, can } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import { pool } from "../../platform/db/client";
import { firstRow } from "../../platform/db/connect";
import { openSessions } from "./open";
import type { SessionRow } from "./rows";

/** The viewer's own open sessions, this one among them. */
export async function listOwnSessions(viewer: Viewer): Promise<SessionRow[]> {
  authorizeSelf(viewer);
  return openSessions(viewer.facts.userId, viewer);
}

/** Another person's open sessions, for their page; null without `users.end-sessions` on them. */
export async function listSessionsOf(viewer: Viewer, userId: number): Promise<SessionRow[] | null> {
  authorize(viewer, "users.view");
  if (!can(viewer, "users.end-sessions")) return null;
  const home = await firstRow<{ scopes: number[] }>(
    pool(),
    sql`SELECT ARRAY(SELECT s.scope_id FROM organization_scope s WHERE s.organization_id = u.organization_id)::text[]::float8[] AS scopes FROM users u WHERE u.id = ${userId}`,
  );
  return home && allowed(viewer.access, "users.end-sessions", home.scopes) ? openSessions(userId, {}) : null;
}
