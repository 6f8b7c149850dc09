import sql, { join, raw, type Sql } from "sql-template-tag";
import { scopesOf } from "@/lib/access/decide";
import type { Atom } from "@/lib/access/scope";
import { everything, kindOf, referenceOf, scopeKinds } from "@/lib/access/scope-id";
import type { Viewer } from "@/lib/access/viewer";
import { ownerPool } from "@/lib/platform/db/client";
import type { Cursor } from "@/lib/domain/customers/list/statement";

/** Columns a page reads, as the list does. */
const columns = `c.id, c.key, c.name, c.sort_name, c.organization_id, c.territory_id, c.account_manager_id, c.status, c.archived_at,
  c.city, c.country, c.created_at, c.updated_at, c.version`;

/** The customers of plain scopes, each kind read from its source. */
function plainParts(rows: Sql, scopes: number[]): Sql[] {
  const owners = (kind: number) => scopes.filter((id) => kindOf(id) === kind).map(referenceOf);
  return [
    sql`${rows} JOIN customer_scope s ON s.customer_id = c.id WHERE s.scope_id = ANY(${scopes}::bigint[])`,
    sql`${rows} WHERE c.organization_id = ANY(${owners(scopeKinds.direct)}::int[])`,
    sql`${rows} WHERE c.account_manager_id = ANY(${owners(scopeKinds.own)}::int[])`,
  ];
}

/** The customers of a scope with conditions, by joins of its own. */
function atomPart(rows: Sql, { include, require, exclude }: Atom): Sql {
  const isIn = (id: number) => sql`c.id IN (SELECT customer_id FROM customer_scope WHERE scope_id = ${id})`;
  const needed = [...(include === everything ? [] : [include]), ...require].map(isIn);
  return sql`${rows} WHERE ${needed.length > 0 ? join(needed, " AND ") : sql`true`} AND c.id NOT IN (SELECT customer_id FROM customer_scope WHERE scope_id = ANY(${exclude}::bigint[]))`;
}

/** The table of private lists; one a process, so that two runs do not meet. */
export const floor = `bench.floor_${process.pid}`;

/** Takes the private lists away again. */
export const dropFloor = () => ownerPool().query(`DROP TABLE IF EXISTS ${floor}`);

/**
 * The floor: each person's customers in a private list, ready sorted, as nobody could keep it for real. It is made by joins of its own,
 * so comparing its pages with ours also checks them row by row.
 */
export async function makeFloor(people: readonly { name: string; viewer: Viewer }[]): Promise<void> {
  const pool = ownerPool();
  await pool.query("CREATE SCHEMA IF NOT EXISTS bench");
  await pool.query(`CREATE UNLOGGED TABLE ${floor} (person int NOT NULL, sort_name text COLLATE "C" NOT NULL, created_at timestamptz NOT NULL, customer_id int NOT NULL, state smallint NOT NULL)`);
  for (const { viewer } of people) {
    const set = scopesOf(viewer.access, "customers.list")!;
    const rows = sql`SELECT DISTINCT ${viewer.facts.userId}::int, c.sort_name, c.created_at, c.id, c.state FROM customers c`;
    const parts = set.all ? [rows] : [...plainParts(rows, [...set.plain]), ...set.atoms.map((atom) => atomPart(rows, atom))];
    const { text, values } = sql`INSERT INTO ${raw(floor)} SELECT * FROM (${join(parts, " UNION ")}) v WHERE state < 3`;
    await pool.query(text, values);
  }
  await pool.query(`CREATE INDEX ON ${floor} (person, sort_name, customer_id) INCLUDE (state); CREATE INDEX ON ${floor} (person, created_at, customer_id) INCLUDE (state)`);
  await pool.query(`VACUUM ANALYZE ${floor}`);
}

export type FloorPage = { person: number; after: Cursor | null; limit: number; states?: number[]; sort?: "name" | "created"; direction?: "asc" | "desc" };

/** One page of a private list, with its rows. Its limit stands in the text, as the list's does, so that neither is planned for each page. */
export function floorStatement({ person, after, limit, states = [1, 2], sort = "name", direction = "asc" }: FloorPage) {
  const key = sort === "name" ? "sort_name" : "created_at";
  const values: unknown[] = [person, states];
  const beyond = after ? ` AND (f.${key}, f.customer_id) ${direction === "asc" ? ">" : "<"} ($3, $4)` : "";
  if (after) values.push(after.key, after.id);
  const text = `SELECT ${columns} FROM (SELECT f.customer_id, f.${key} AS k FROM ${floor} f WHERE f.person = $1 AND f.state = ANY($2::smallint[])${beyond}
    ORDER BY f.${key} ${direction}, f.customer_id ${direction} LIMIT ${limit}) v JOIN customers c ON c.id = v.customer_id ORDER BY v.k ${direction}, v.customer_id ${direction}`;
  return { name: `floor ${key} ${direction} ${after ? "after" : "first"} ${limit}`, text, values };
}
