import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import type { Permission } from "../../access/permissions";
import { differenceBetween, proposalOf, type Sides } from "../../access/proposal";
import type { Viewer } from "../../access/viewer";
import { rows, type Queryable } from "../../platform/db/connect";
import { roleText, roleTextsShowing } from "../../shared/ready-roles";
import type { Lineage } from "./rows";

/** Roles `r` that the viewer may list, and those of the organizations above their home, which they may use. */
export const listed = (viewer: Viewer, permission: Permission, organization: Sql = sql`r.organization_id`): Sql =>
  sql`(${organizationFilter(scopesOf(viewer.access, permission), organization)} OR ${organization} = ANY(${viewer.facts.homePath.slice(1)}::int[]))`;

/** Roles `r` in whose name or purpose the reader sees a word only in their own language, as ready templates are shown. */
export const isShowing = (word: string): Sql => sql`(r.name = ANY(${roleTextsShowing(word)}::text[]) OR r.description = ANY(${roleTextsShowing(word)}::text[]))`;

/** A clone with the three sides of what its template would change, as stored. */
export type Cloned = Sides & {
  id: number;
  templateId: number;
  templateName: string;
  isOffered: boolean;
  number: number;
  latest: number;
  declined: number | null;
  note: string | null;
};

/**
 * Clones `r` with their templates `t` and the versions `latest` and `base`: the one that the clone knows, else the one before, else the
 * oldest. A template that the viewer may not see is none.
 */
export const clonesJoined = (viewer: Viewer): Sql => sql`roles r JOIN roles t ON t.id = r.template_id AND ${listed(viewer, "roles.list", sql`t.organization_id`)}
  JOIN LATERAL (SELECT number, permissions, note FROM role_versions v WHERE v.role_id = t.id ORDER BY v.number DESC LIMIT 1) latest ON true
  JOIN LATERAL (SELECT number, permissions FROM role_versions v WHERE v.role_id = t.id
    ORDER BY v.number > coalesce(r.template_version, 0), abs(v.number - coalesce(r.template_version, 0)) LIMIT 1) base ON true`;

export const clonedColumns = sql`r.id, r.permissions AS theirs, t.id AS "templateId", t.name AS "templateName",
  t.is_template AND t.archived_at IS NULL AS "isOffered", base.number, base.permissions AS base, latest.number AS latest,
  latest.permissions AS next, latest.note, r.declined_version AS declined`;

/** How a clone stands to its template. Nothing is proposed by a template that is no longer offered. */
export function lineageOf({ templateId, templateName: kept, isOffered, number, latest, declined, ...sides }: Cloned): Lineage {
  const { added: more, removed: lacks } = differenceBetween(sides.next, sides.theirs);
  const proposal = isOffered && latest > number ? proposalOf(sides) : [];
  return { templateId, templateName: roleText(kept), number, latest, declined, more, lacks, proposal };
}

/** The lineage of each of these roles that is a clone, as far as its template may be seen. */
export async function lineagesOf(on: Queryable, viewer: Viewer, roleIds: readonly number[]): Promise<Map<number, Lineage>> {
  if (roleIds.length === 0) return new Map();
  const found = await rows<Cloned>(on, sql`SELECT ${clonedColumns} FROM ${clonesJoined(viewer)} WHERE r.id = ANY(${roleIds}::int[])`);
  return new Map(found.map((clone) => [clone.id, lineageOf(clone)]));
}
