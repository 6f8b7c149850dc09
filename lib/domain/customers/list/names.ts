import "server-only";
import sql from "sql-template-tag";
import { rows, type Queryable } from "../../../platform/db/connect";
import type { CustomerPageRow, CustomerRow } from "../rows";

type Name = { kind: "o" | "t" | "u"; id: number; name: string };

const distinct = (ids: (number | null)[]) => [...new Set(ids.filter((id) => id !== null))];

/** The rows with the names of their partner, territory and account manager: one statement, each name read once. */
export async function named(on: Queryable, page: readonly CustomerPageRow[]): Promise<CustomerRow[]> {
  if (page.length === 0) return [];
  const names = await rows<Name>(
    on,
    sql`SELECT 'o' AS kind, id, name FROM organizations WHERE id = ANY(${distinct(page.map((row) => row.organization_id))}::int[])
      UNION ALL SELECT 't', id, name FROM territories WHERE id = ANY(${distinct(page.map((row) => row.territory_id))}::int[])
      UNION ALL SELECT 'u', id, name FROM users WHERE id = ANY(${distinct(page.map((row) => row.account_manager_id))}::int[])`,
  );
  const of = new Map(names.map(({ kind, id, name }) => [`${kind}${id}`, name]));
  return page.map((row) => ({
    id: row.id,
    key: row.key,
    name: row.name,
    status: row.archived_at ? "archived" : row.status,
    organizationId: row.organization_id,
    organizationName: of.get(`o${row.organization_id}`) ?? "",
    territoryId: row.territory_id,
    territoryName: of.get(`t${row.territory_id}`) ?? null,
    accountManagerId: row.account_manager_id,
    accountManagerName: of.get(`u${row.account_manager_id}`) ?? null,
    city: row.city,
    country: row.country,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }));
}
