import sql, { raw } from "sql-template-tag";
import { scopesOf } from "@/lib/access/decide";
import { customerFilter } from "@/lib/access/filter";
import type { Viewer } from "@/lib/access/viewer";
import { ownerPool } from "@/lib/platform/db/client";
import type { Cursor } from "@/lib/domain/customers/list/statement";

/** Columns a page reads, as the list does. */
const columns = `c.id, c.key, c.name, c.sort_name, c.organization_id, c.territory_id, c.account_manager_id, c.status, c.archived_at,
  c.city, c.country, c.created_at, c.updated_at, c.version`;

/** The table of private lists; one a process, so that two runs do not meet. */
export const floor = `bench.floor_${process.pid}`;

/** Takes the private lists away again. */
export const dropFloor = () => ownerPool().query(`DROP TABLE IF EXISTS ${floor}`);

/**
 * The floor: each person's customers in a private list, ready sorted, as nobody could keep it for real. It is made from the plain filter,
 * so comparing its pages with ours also checks them row by row.
 */
export async function makeFloor(people: readonly { name: string; viewer: Viewer }[]): Promise<void> {
  const pool = ownerPool();
  await pool.query("CREATE SCHEMA IF NOT EXISTS bench");
  await pool.query(`CREATE UNLOGGED TABLE ${floor} (person int NOT NULL, sort_name text COLLATE "C" NOT NULL, created_at timestamptz NOT NULL, customer_id int NOT NULL, state smallint NOT NULL)`);
  for (const { viewer } of people) {
    await pool.query("SET statement_timeout = 0");
    const visible = customerFilter(scopesOf(viewer.access, "customers.list"));
    await pool.query(sql`INSERT INTO ${raw(floor)} SELECT ${viewer.facts.userId}, c.sort_name, c.created_at, c.id, c.state FROM customers c WHERE c.state < 3 AND ${visible}`);
  }
  await pool.query(`CREATE INDEX ON ${floor} (person, sort_name, customer_id) INCLUDE (state); CREATE INDEX ON ${floor} (person, created_at, customer_id) INCLUDE (state)`);
  await pool.query(`VACUUM ANALYZE ${floor}`);
}

export type FloorPage = { person: number; after: Cursor | null; limit: number; states?: number[]; sort?: "name" | "created"; direction?: "asc" | "desc" };

/** One page of a private list, with its rows. */
export function floorStatement({ person, after, limit, states = [1, 2], sort = "name", direction = "asc" }: FloorPage) {
  const key = sort === "name" ? "sort_name" : "created_at";
  const values: unknown[] = [person, limit, states];
  const beyond = after ? ` AND (f.${key}, f.customer_id) ${direction === "asc" ? ">" : "<"} ($4, $5)` : "";
  if (after) values.push(after.key, after.id);
  const text = `SELECT ${columns} FROM (SELECT f.customer_id, f.${key} AS k FROM ${floor} f WHERE f.person = $1 AND f.state = ANY($3::smallint[])${beyond}
    ORDER BY f.${key} ${direction}, f.customer_id ${direction} LIMIT $2) v JOIN customers c ON c.id = v.customer_id ORDER BY v.k ${direction}, v.customer_id ${direction}`;
  return { name: `floor ${key} ${direction} ${after ? "after" : "first"}`, text, values };
}
