import "server-only";
import sql from "sql-template-tag";
import { permissions, withImplied, type Permission } from "../../access/permissions";
import { rowsIn, type Transaction } from "../../platform/db/connect";

/** The permissions that people at home in the organization may use at most, by its guardrail and those above it together. */
export async function limitOf(tx: Transaction, organizationId: number): Promise<Permission[]> {
  const found = await rowsIn<{ guardrail: string[] }>(
    tx,
    sql`SELECT o.guardrail FROM organization_closure c JOIN organizations o ON o.id = c.ancestor_id
      WHERE c.organization_id = ${organizationId} AND o.has_guardrail`,
  );
  const limits = found.map(({ guardrail }) => new Set<string>(withImplied(guardrail)));
  return permissions.map(({ key }) => key).filter((key) => limits.every((limit) => limit.has(key)));
}
