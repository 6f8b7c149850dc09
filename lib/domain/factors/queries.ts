import "server-only";
import sql from "sql-template-tag";
import { allowed, authorize, authorizeSelf, can } from "../../access/decide";
import { rulesFor } from "../../access/sign-in-policy";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { db, pool } from "../../platform/db/client";
import { firstRow, rows } from "../../platform/db/connect";
import { policiesLastRead } from "../settings/policy-memory";
import { heldFactors, isProtected } from "./held";
import type { FactorRow, Factors } from "./rows";

/** The viewer's own second factors, the oldest first. */
export async function listOwnFactors(viewer: Viewer): Promise<Factors> {
  authorizeSelf(viewer);
  const { userId } = viewer.facts;
  const factors = await rows<FactorRow>(
    pool(),
    sql`SELECT id, 'app' AS kind, name, created_at AS "createdAt", last_used_at AS "lastUsedAt", false AS "isBackedUp" FROM totp_factors WHERE user_id = ${userId} AND confirmed_at IS NOT NULL
      UNION ALL SELECT id, 'passkey', name, created_at, last_used_at, is_backed_up FROM passkeys WHERE user_id = ${userId} ORDER BY "createdAt", id`,
  );
  const { codes } = await heldFactors(userId);
  const { passwordHash } = await db().user.findUniqueOrThrow({ where: { id: userId }, select: { passwordHash: true } });
  return { factors, codes, hasPassword: passwordHash !== null };
}

/** From when a second factor is required of the viewer who has none; null when there is nothing to remind of. */
export async function factorDue(viewer: Viewer): Promise<Date | null> {
  authorizeSelf(viewer);
  const { factorFrom } = rulesFor(viewer.facts, await policiesLastRead(), now().getTime());
  if (factorFrom === null || isProtected(await heldFactors(viewer.facts.userId))) return null;
  return new Date(factorFrom);
}

/** How many factors a person has, for their page; null without `users.reset-factors` on them. */
export async function factorsOf(viewer: Viewer, userId: number): Promise<{ apps: number; passkeys: number } | null> {
  authorize(viewer, "users.view");
  if (!can(viewer, "users.reset-factors")) return null;
  const home = await firstRow<{ scopes: number[] }>(
    pool(),
    sql`SELECT ARRAY(SELECT s.scope_id FROM organization_scope s WHERE s.organization_id = u.organization_id)::text[]::float8[] AS scopes FROM users u WHERE u.id = ${userId}`,
  );
  return home && allowed(viewer.access, "users.reset-factors", home.scopes) ? heldFactors(userId) : null;
}
