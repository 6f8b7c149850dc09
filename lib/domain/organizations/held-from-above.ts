import "server-only";
import sql from "sql-template-tag";
import { keeperPermissions } from "../../access/full-access";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import type { Locked } from "./saving";

/**
 * The homes, at a partner and below it, of people who may hold their access as "an organization and all below it" of an organization
 * above the partner: what they lose when the partner is moved away from there.
 */
export async function homesHeldFromAbove(tx: Transaction, { id, path }: Pick<Locked, "id" | "path">): Promise<number[]> {
  const above = path.filter((ancestor) => ancestor !== id);
  const [held] = await rowsIn<object>(
    tx,
    sql`SELECT 1 FROM grants g JOIN roles r ON r.id = g.role_id LEFT JOIN users u ON u.id = g.user_id
      LEFT JOIN organization_closure c ON c.organization_id = u.organization_id AND c.ancestor_id = ${id}
      WHERE g.scope_kind = 'subtree' AND g.scope_ref = ANY(${above}::int[]) AND g.level = 'write' AND g.valid_until IS NULL
        AND r.permissions && ${[...keeperPermissions]}::text[] AND (g.group_id IS NOT NULL OR c.ancestor_id IS NOT NULL) LIMIT 1`,
  );
  if (!held) return [];
  const homes = await rowsIn<{ id: number }>(
    tx,
    sql`SELECT DISTINCT u.organization_id AS id FROM organization_closure c JOIN users u ON u.organization_id = c.organization_id
      WHERE c.ancestor_id = ${id} AND u.status = 'active'`,
  );
  return homes.map((home) => home.id);
}
