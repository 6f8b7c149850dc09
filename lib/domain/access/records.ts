import "server-only";
import sql, { raw } from "sql-template-tag";
import { rowsIn, type Transaction } from "../../platform/db/connect";

/** An organization's name, place and scope ids, for deciding about it and about everything whose home it is. */
export type OrganizationRecord = { id: number; name: string; status: "active" | "deactivated"; path: number[]; scopes: number[] };

/** The scope ids of an organization `o`. */
export const organizationScopes = raw(`ARRAY(SELECT ancestor_id * 16.0 + 1 FROM organization_closure WHERE organization_id = o.id
          UNION ALL SELECT o.id * 16.0 + 2
          UNION ALL SELECT t.ancestor_id * 16.0 + 3 FROM territory_closure t WHERE t.territory_id = o.territory_id
          UNION ALL SELECT e.program_id * 16.0 + 4 FROM enrollments e WHERE e.organization_id = o.id AND e.is_current)::float8[]`);

/** The organization as a record of the decision; null when there is none. Whether the viewer may see it is the caller's next question. */
export async function organizationRecord(tx: Transaction, organizationId: number): Promise<OrganizationRecord | null> {
  const [record] = await rowsIn<OrganizationRecord>(
    tx,
    sql`SELECT o.id, o.name, o.status::text AS status,
        ARRAY(SELECT ancestor_id FROM organization_closure c WHERE c.organization_id = o.id ORDER BY c.depth) AS path,
        ${organizationScopes} AS scopes
      FROM organizations o WHERE o.id = ${organizationId}`,
  );
  return record ?? null;
}
