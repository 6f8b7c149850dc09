import "server-only";
import sql, { type Sql } from "sql-template-tag";
import type { Tally } from "../../../access/difference";
import { kindOf, referenceOf } from "../../../access/scope-id";
import { rowsPlanned, type Queryable } from "../../../platform/db/connect";

/** The customers of one organization in one territory. */
export type Cell = Tally & { organizationId: number; territoryId: number };

/** What the scopes of these kinds are about. */
export const references = (ids: Iterable<number>, ...kinds: number[]) => [...new Set(withKind(ids, ...kinds).map(referenceOf))];

/** The scopes of these kinds. */
export const withKind = (ids: Iterable<number>, ...kinds: number[]) => [...ids].filter((id) => kinds.includes(kindOf(id)));

/** For each territory the organizations whose customers in it must be told from others. */
export type Pairs = ReadonlyMap<number, ReadonlySet<number>>;

const fewPairs = 200_000;

/** The cells of these pairs that hold anybody; of very many pairs those of any of the organizations and territories. */
export async function readCells(on: Queryable, pairs: Pairs): Promise<Cell[]> {
  if (pairs.size === 0) return [];
  const amount = [...pairs.values()].reduce((sum, { size }) => sum + size, 0);
  const all = amount > fewPairs ? new Set([...pairs.values()].flatMap((own) => [...own])) : null;
  const territories = all ? [...pairs.keys()] : [...pairs].flatMap(([id, own]) => new Array<number>(own.size).fill(id));
  const organizations = all ? [...all] : [...pairs.values()].flatMap((own) => [...own]);
  // The planner would read all customers for many pairs; OFFSET 0 keeps it to one look-up in the index for each.
  const places = sql`unnest(${territories}::int[], ${organizations}::int[]) p(territory_id, organization_id) CROSS JOIN LATERAL (
      SELECT c.territory_id, c.organization_id, c.state FROM customers c WHERE c.territory_id = p.territory_id AND c.organization_id = p.organization_id OFFSET 0) c`;
  const anywhere = sql`customers c WHERE c.territory_id = ANY(${territories}::int[]) AND c.organization_id = ANY(${organizations}::int[])`;
  return rowsPlanned<Cell>(
    on,
    sql`SELECT c.organization_id AS "organizationId", c.territory_id AS "territoryId", ${tally(sql`c.state = 3`)}
      FROM ${all ? anywhere : places} GROUP BY 1, 2`,
  );
}

const tally = (isArchived: Sql) => sql`count(*) FILTER (WHERE NOT ${isArchived})::int AS records, count(*) FILTER (WHERE ${isArchived})::int AS archived`;
const total = sql`coalesce(sum(n) FILTER (WHERE state < 3), 0)::int AS records, coalesce(sum(n) FILTER (WHERE state = 3), 0)::int AS archived`;

type Counted = Tally & { id: number };

const byId = (found: readonly Counted[]) => new Map(found.map(({ id, records, archived }) => [id, { records, archived }]));

/** How many customers each of these organizations has itself, from the counters: what is in it and below, less what is in those below. */
export const countInOrganizations = async (on: Queryable, ids: readonly number[]): Promise<Map<number, Tally>> =>
  byId(
    await rowsPlanned<Counted>(
      on,
      sql`WITH counted AS (
        SELECT o.id, k.state, k.n FROM organizations o JOIN scope_count k ON k.scope_id = CASE WHEN o.parent_id IS NULL THEN 0 ELSE (o.id::bigint << 4) | 1 END
          WHERE o.id = ANY(${[...ids]}::int[])
        UNION ALL SELECT o.parent_id, k.state, -k.n FROM organizations o JOIN scope_count k ON k.scope_id = ((o.id::bigint << 4) | 1)
          WHERE o.parent_id = ANY(${[...ids]}::int[]))
      SELECT id, ${total} FROM counted GROUP BY id`,
    ),
  );

/** How many customers each of these territories has itself. */
export const countInTerritories = async (on: Queryable, ids: readonly number[]): Promise<Map<number, Tally>> =>
  byId(
    await rowsPlanned<Counted>(
      on,
      sql`WITH counted AS (
        SELECT (k.scope_id >> 4)::int AS id, k.state, k.n FROM scope_count k WHERE k.scope_id IN (SELECT (id::bigint << 4) | 3 FROM unnest(${[...ids]}::int[]) id)
        UNION ALL SELECT t.parent_id, k.state, -k.n FROM territories t JOIN scope_count k ON k.scope_id = ((t.id::bigint << 4) | 3)
          WHERE t.parent_id = ANY(${[...ids]}::int[]))
      SELECT id, ${total} FROM counted GROUP BY id`,
    ),
  );

/** How many customers there are. */
export const countAll = async (on: Queryable): Promise<Tally> => (await rowsPlanned<Tally>(on, sql`SELECT ${total} FROM scope_count WHERE scope_id = 0`))[0]!;

/** Names of classes by the id of what is in them. */
export type Classes = ReadonlyMap<number, string>;
export type Crossing = Tally & { organization: string; territory: string };

/** How many customers belong to an organization of a class and are in a territory of a class. */
export const countCrossings = (on: Queryable, organizations: Classes, territories: Classes): Promise<Crossing[]> =>
  rowsPlanned<Crossing>(
    on,
    sql`SELECT o.class AS organization, t.class AS territory, ${tally(sql`c.state = 3`)}
      FROM unnest(${[...territories.keys()]}::int[], ${[...territories.values()]}::text[]) t(id, class) JOIN customers c ON c.territory_id = t.id
        JOIN unnest(${[...organizations.keys()]}::int[], ${[...organizations.values()]}::text[]) o(id, class) ON o.id = c.organization_id
      GROUP BY 1, 2`,
  );
