import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { pool } from "../../platform/db/client";
import { rows } from "../../platform/db/connect";
import { roleText } from "../../shared/ready-roles";

/** One grant whose scope names a territory or program, with who holds it. */
export type PlaceGrant = {
  id: number;
  holder: "user" | "group";
  holderId: number;
  holderName: string;
  organizationName: string;
  roleName: string;
  level: "read" | "write";
  /** The territory or program that the grant names; for territories possibly one above. */
  placeId: number;
  placeName: string;
  /** The place only narrows a grant of another scope. */
  isNarrowing: boolean;
  until: Date | null;
};

const most = 200;

/**
 * The grants, not yet over, that name one of these territories or programs, of holders whose access the viewer may list. `places` answers
 * id and name. Empty for a viewer who may list no grants.
 */
export async function grantsNaming(viewer: Viewer, kind: "territory" | "program", places: Sql): Promise<PlaceGrant[]> {
  const set = scopesOf(viewer.access, "grants.list");
  if (!set) return [];
  const narrow = kind === "territory" ? sql`g.narrow_territory_id` : sql`g.narrow_program_id`;
  const home = sql`coalesce(u.organization_id, m.organization_id)`;
  const found = await rows<PlaceGrant>(
    pool(),
    sql`WITH places AS (${places})
      SELECT g.id, CASE WHEN u.id IS NULL THEN 'group' ELSE 'user' END AS holder, coalesce(u.id, m.id) AS "holderId", coalesce(u.name, m.name) AS "holderName",
        o.name AS "organizationName", r.name AS "roleName", g.level::text AS level, p.id AS "placeId", p.name AS "placeName",
        NOT (g.scope_kind = ${kind}::scope_kind AND g.scope_ref = p.id) AS "isNarrowing", g.valid_until AS until
      FROM grants g JOIN places p ON (g.scope_kind = ${kind}::scope_kind AND g.scope_ref = p.id) OR ${narrow} = p.id
      JOIN roles r ON r.id = g.role_id LEFT JOIN users u ON u.id = g.user_id LEFT JOIN groups m ON m.id = g.group_id
      JOIN organizations o ON o.id = ${home}
      WHERE (g.valid_until IS NULL OR g.valid_until > ${now()}::timestamptz) AND m.archived_at IS NULL AND ${organizationFilter(set, home)}
      ORDER BY portico_fold(coalesce(u.name, m.name)) COLLATE "C", g.id LIMIT ${most}`,
  );
  return found.map((grant) => ({ ...grant, roleName: roleText(grant.roleName) }));
}
