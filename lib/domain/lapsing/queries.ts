import "server-only";
import sql from "sql-template-tag";
import { allowed, authorize, scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { pool } from "../../platform/db/client";
import { firstRow } from "../../platform/db/connect";
import { notFound } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { idlePeople, type IdlePerson } from "./idle";

/** What a partner says about accounts that nobody uses, and what comes of it. */
export type IdlePolicy = {
  organizationId: number;
  organizationName: string;
  version: number;
  idleDays: number | null;
  idleWarningDays: number;
  /** The strictest rule of a partner above, if the viewer may list it. */
  above: { name: string; idleDays: number } | null;
  canEdit: boolean;
};

type Found = Omit<IdlePolicy, "canEdit" | "above"> & { scopes: number[]; aboveId: number | null; aboveName: string | null; aboveDays: number | null; aboveScopes: number[] | null };

/** The rule of a partner for idle accounts. Throws `not-found` when it may not be opened. */
export async function getIdlePolicy(viewer: Viewer, organizationId: number): Promise<IdlePolicy> {
  authorize(viewer, "organizations.view");
  const found = await firstRow<Found>(
    pool(),
    sql`SELECT o.id AS "organizationId", o.name AS "organizationName", o.version, o.idle_days AS "idleDays", o.idle_warning_days AS "idleWarningDays",
        ARRAY(SELECT s.scope_id FROM organization_scope s WHERE s.organization_id = o.id)::text[]::float8[] AS scopes, a.id AS "aboveId", a.name AS "aboveName", a.idle_days AS "aboveDays",
        ARRAY(SELECT s.scope_id FROM organization_scope s WHERE s.organization_id = a.id)::text[]::float8[] AS "aboveScopes"
      FROM organizations o LEFT JOIN LATERAL (SELECT p.* FROM organization_closure c JOIN organizations p ON p.id = c.ancestor_id
        WHERE c.organization_id = o.id AND c.depth > 0 AND p.idle_days IS NOT NULL ORDER BY p.idle_days, c.depth LIMIT 1) a ON true
      WHERE o.id = ${organizationId}`,
  );
  if (!found || !allowed(viewer.access, "organizations.view", found.scopes)) throw notFound("partner");
  const { scopes, aboveId, aboveName, aboveDays, aboveScopes, ...policy } = found;
  const name = aboveScopes && allowed(viewer.access, "organizations.list", aboveScopes) ? aboveName! : t("a partner above it");
  return {
    ...policy,
    above: aboveId === null ? null : { name, idleDays: aboveDays! },
    canEdit: allowed(viewer.access, "settings.edit", scopes),
  };
}

/** People there and below who are near their end by the rules as they stand: to be warned next, and warned already. */
export type NearEnd = { unwarned: number; warned: number };

/** How many people of a partner and below it are near their end, among those whom the viewer may list. */
export async function countNearEnd(viewer: Viewer, organizationId: number): Promise<NearEnd> {
  authorize(viewer, "users.list");
  const listed = organizationFilter(scopesOf(viewer.access, "users.list"), sql`u.organization_id`);
  const below = sql`u.organization_id IN (SELECT organization_id FROM organization_closure WHERE ancestor_id = ${organizationId}) AND ${listed}`;
  const found = await firstRow<NearEnd>(
    pool(),
    sql`SELECT (count(*) FILTER (WHERE NOT "isWarned"))::int AS unwarned, (count(*) FILTER (WHERE "isWarned"))::int AS warned FROM (${idlePeople(now(), below)}) k`,
  );
  return found!;
}

/** When the account of a person ends by the rule for idle accounts, once that is near; null when it is not, or the person is not the viewer's to open. */
export async function nearEndOf(viewer: Viewer, userId: number): Promise<IdlePerson | null> {
  authorize(viewer, "users.view");
  const opened = sql`u.id = ${userId} AND ${organizationFilter(scopesOf(viewer.access, "users.view"), sql`u.organization_id`)}`;
  return firstRow<IdlePerson>(pool(), idlePeople(now(), opened));
}
