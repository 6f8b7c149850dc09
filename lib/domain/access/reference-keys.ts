import "server-only";
import sql, { join, type Sql } from "sql-template-tag";
import { scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import type { Viewer } from "../../access/viewer";
import { pool } from "../../platform/db/client";
import { rows } from "../../platform/db/connect";
import { readRows } from "./change";
import type { ReferenceTable } from "./reference-ids";

export type KeyedTable = ReferenceTable | "customers" | "grants" | "tasks";

/** People are told apart by their address, which is only for those who may list them. */
const people = (viewer: Viewer, ids: readonly number[]): Sql =>
  sql`SELECT 'users' AS "table", u.id, u.email AS key FROM users u WHERE u.id = ANY(${ids}::int[])
    AND (u.id = ${viewer.facts.userId} OR ${organizationFilter(scopesOf(viewer.access, "users.list"), sql`u.organization_id`)})`;

const plain: Record<Exclude<KeyedTable, "users">, (ids: readonly number[]) => Sql> = {
  organizations: (ids) => sql`SELECT 'organizations' AS "table", id, key FROM organizations WHERE id = ANY(${ids}::int[])`,
  territories: (ids) => sql`SELECT 'territories' AS "table", id, key FROM territories WHERE id = ANY(${ids}::int[])`,
  programs: (ids) => sql`SELECT 'programs' AS "table", id, key FROM programs WHERE id = ANY(${ids}::int[])`,
  groups: (ids) => sql`SELECT 'groups' AS "table", id, key FROM groups WHERE id = ANY(${ids}::int[])`,
  roles: (ids) => sql`SELECT 'roles' AS "table", id, key FROM roles WHERE id = ANY(${ids}::int[])`,
  grants: (ids) => sql`SELECT 'grants' AS "table", id, key FROM grants WHERE id = ANY(${ids}::int[])`,
  tasks: (ids) => sql`SELECT 'tasks' AS "table", id, 'T-' || id AS key FROM tasks WHERE id = ANY(${ids}::int[])`,
  customers: (ids) => sql`SELECT 'customers' AS "table", id, key FROM customers WHERE id = ANY(${ids}::int[])`,
};

/**
 * The keys of records that an answer names anyway, in one statement, by table and id. It decides nothing about who may know the names;
 * the key of a person whom the viewer may not list is left out.
 */
export async function keysById(viewer: Viewer, wanted: ReadonlyMap<KeyedTable, ReadonlySet<number>>): Promise<(table: KeyedTable, id: number) => string | null> {
  const parts = [...wanted].filter(([, ids]) => ids.size > 0).map(([table, ids]) => (table === "users" ? people(viewer, [...ids]) : plain[table]([...ids])));
  if (parts.length === 0) return () => null;
  const statement = join(parts, " UNION ALL ");
  type Found = { table: KeyedTable; id: number; key: string };
  const found = wanted.get("customers")?.size ? await readRows<Found>(viewer, statement) : await rows<Found>(pool(), statement);
  const keys = new Map(found.map(({ table, id, key }) => [`${table} ${id}`, key]));
  return (table, id) => keys.get(`${table} ${id}`) ?? null;
}
