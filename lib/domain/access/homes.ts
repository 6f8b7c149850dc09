import "server-only";
import sql from "sql-template-tag";
import type { RecordScopes } from "../../access/decide";
import { withImplied, type Permission } from "../../access/permissions";
import { rows, type Queryable } from "../../platform/db/connect";

/** An organization whose people have the record in their reach: the record's own, or one above it. */
export type Home = { id: number; name: string; scopes: RecordScopes; isOpen: boolean };

type Row = { id: number; name: string; status: string; hasGuardrail: boolean; guardrail: string[]; scopes: number[] };

/**
 * The organizations at which somebody must be at home to reach a record of this organization, nearest first. Open are those whose people
 * may be let in and use the permission at all: neither they nor any above them is deactivated, and every guardrail names it.
 */
export async function homesAround(on: Queryable, organizationId: number, permission: Permission): Promise<Home[]> {
  const found = await rows<Row>(
    on,
    sql`SELECT o.id, o.name, o.status::text AS status, o.has_guardrail AS "hasGuardrail", o.guardrail,
        ARRAY(SELECT s.scope_id FROM organization_scope s WHERE s.organization_id = o.id)::text[]::float8[] AS scopes
      FROM organization_closure c JOIN organizations o ON o.id = c.ancestor_id WHERE c.organization_id = ${organizationId} ORDER BY c.depth`,
  );
  const lets = ({ status, hasGuardrail, guardrail }: Row) => status === "active" && (!hasGuardrail || withImplied(guardrail).includes(permission));
  return found.map(({ id, name, scopes }, at) => ({ id, name, scopes, isOpen: found.slice(at).every(lets) }));
}
