import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { kindOf, referenceOf, scopeKinds } from "../../../access/scope-id";
import { rowsPlanned, type Queryable } from "../../../platform/db/connect";
import { organizationsIn, type Place, type ScopesOfOrganizations, type Structure } from "./structure";

/** Customers that no asked scope tells apart. */
export type Cell = { organizationId: number; territoryId: number | null; isArchived: boolean; count: number };

/** Stands for every organization that no asked scope names. */
export const elsewhere = 0;

/** What the scopes of these kinds are about. */
export const references = (ids: Iterable<number>, ...kinds: number[]) => [...new Set([...ids].filter((id) => kinds.includes(kindOf(id))).map(referenceOf))];

/** The scopes of these kinds. */
export const withKind = (ids: Iterable<number>, ...kinds: number[]) => [...ids].filter((id) => kinds.includes(kindOf(id)));

/** What the ways look at: scopes of which one at least holds each record that matters, all records if so, and every scope mentioned. */
export type Need = { anchors: Set<number>; isAll: boolean; mentions: Set<number> };

type Asked = { need: Need; moves: Structure; known: ScopesOfOrganizations };
type Cells = { cells: Cell[]; inner?: ReadonlySet<number> };

/** Customers by organization, and by territory as far as a territory matters. */
export async function readCells(on: Queryable, { need, moves, known }: Asked): Promise<Cells> {
  const mentioned = references(need.mentions, scopeKinds.territory);
  if (moves.territories.size + moves.organizations.size > 0) return { cells: await readMovedCells(on, need, moves) };
  if (!need.isAll && need.anchors.size === 0) return { cells: [] };
  if (mentioned.length === 0) return { cells: await readWholeCells(on) };
  const named = withKind(need.mentions, scopeKinds.subtree, scopeKinds.direct, scopeKinds.program);
  const inner = new Set((await known.inScopes(named, [])).keys());
  // Only what lies in an anchor is ever asked about; of an anchoring territory all is read, as the rest of it is counted by the difference.
  const anchoring = need.isAll ? mentioned : references(need.anchors, scopeKinds.territory);
  const homes = need.isAll ? [...inner] : [...(await known.inScopes(withKind(need.anchors, scopeKinds.subtree, scopeKinds.direct, scopeKinds.program), [])).keys()];
  const cells = await readInnerCells(on, { inner: [...inner], homes, anchoring, mentioned });
  return { cells: [...cells, ...(await readOuterCells(on, cells, { mentioned: anchoring, isAll: need.isAll }))], inner };
}

/** The territories at or below these. */
const below = (territories: readonly number[]) => sql`SELECT territory_id FROM territory_closure WHERE ancestor_id = ANY(${[...territories]}::int[])`;

type Inner = { inner: readonly number[]; homes: readonly number[]; anchoring: readonly number[]; mentioned: readonly number[] };

const readInnerCells = (on: Queryable, { inner, homes, anchoring, mentioned }: Inner): Promise<Cell[]> =>
  rowsPlanned<Cell>(
    on,
    sql`SELECT c.organization_id AS "organizationId", CASE WHEN c.territory_id IN (${below(mentioned)}) THEN c.territory_id END AS "territoryId",
        c.state = 3 AS "isArchived", count(*)::int AS count
      FROM customers c WHERE c.organization_id = ANY(${[...homes]}::int[])
        OR (c.territory_id IN (${below(anchoring)}) AND c.organization_id = ANY(${[...inner]}::int[]))
      GROUP BY 1, 2, 3`,
  );

/** The customers of all other organizations, by territory alone: what the counters say, less what is in the cells already. */
async function readOuterCells(on: Queryable, cells: readonly Cell[], { mentioned, isAll }: { mentioned: readonly number[]; isAll: boolean }): Promise<Cell[]> {
  const counted = await rowsPlanned<Cell>(
    on,
    sql`WITH counted AS (
        SELECT (scope_id >> 4)::int AS id, state = 3 AS archived, sum(n) AS n FROM scope_count
          WHERE scope_id IN (SELECT (b.territory_id::bigint << 4) | 3 FROM (${below(mentioned)}) b) GROUP BY 1, 2),
      inside AS (SELECT t.parent_id AS id, k.archived, sum(k.n) AS n FROM counted k JOIN territories t ON t.id = k.id WHERE t.parent_id IS NOT NULL GROUP BY 1, 2)
      SELECT ${elsewhere}::int AS "organizationId", k.id AS "territoryId", k.archived AS "isArchived", (k.n - coalesce(i.n, 0))::int AS count
      FROM counted k LEFT JOIN inside i ON i.id = k.id AND i.archived = k.archived
      UNION ALL SELECT ${elsewhere}::int, NULL, state = 3, sum(n)::int FROM scope_count WHERE ${isAll} AND scope_id = 0 GROUP BY 3`,
  );
  const outer = new Map(counted.map((cell) => [cellName(cell), { ...cell }]));
  const totals = counted.filter(({ territoryId }) => territoryId === null).map((cell) => outer.get(cellName(cell))!);
  const take = (name: string, count: number) => {
    const cell = outer.get(name);
    if (cell) cell.count -= count;
  };
  for (const { territoryId, isArchived, count } of counted) if (territoryId !== null) totals.filter((total) => total.isArchived === isArchived).forEach((total) => (total.count -= count));
  for (const { territoryId, isArchived, count } of cells) take(cellName({ organizationId: elsewhere, territoryId, isArchived }), count);
  return [...outer.values()].filter(({ count }) => count > 0);
}

/** How many customers each organization has itself, from the counters: what is in it and below, less what is in those below. */
const readWholeCells = (on: Queryable): Promise<Cell[]> =>
  rowsPlanned<Cell>(
    on,
    sql`WITH counted AS (
        SELECT coalesce(nullif((k.scope_id >> 4)::int, 0), r.id) AS id, k.state = 3 AS archived, sum(k.n) AS n
          FROM scope_count k CROSS JOIN (SELECT id FROM organizations WHERE parent_id IS NULL) r
          WHERE k.scope_id & 15 = 1 OR k.scope_id = 0 GROUP BY 1, 2),
      below AS (SELECT o.parent_id AS id, k.archived, sum(k.n) AS n FROM counted k JOIN organizations o ON o.id = k.id WHERE o.parent_id IS NOT NULL GROUP BY 1, 2)
      SELECT k.id AS "organizationId", NULL::int AS "territoryId", k.archived AS "isArchived", (k.n - coalesce(b.n, 0))::int AS count
      FROM counted k LEFT JOIN below b ON b.id = k.id AND b.archived = k.archived WHERE k.n > coalesce(b.n, 0)`,
  );

/** Where the structure itself moves, customers are parted by organization and territory wherever a way can reach. */
async function readMovedCells(on: Queryable, need: Need, moves: Structure): Promise<Cell[]> {
  const condition = cellCondition(need, moves);
  if (condition === null) return [];
  const moved = [...moves.territories.keys()];
  const territory = sql`CASE WHEN c.territory_id IN (${below(references(need.mentions, scopeKinds.territory))} UNION SELECT unnest(${moved}::int[])) THEN c.territory_id END`;
  return rowsPlanned<Cell>(
    on,
    sql`SELECT c.organization_id AS "organizationId", ${territory} AS "territoryId", c.state = 3 AS "isArchived", count(*)::int AS count
      FROM customers c WHERE ${condition} GROUP BY 1, 2, 3`,
  );
}

function cellCondition({ anchors, isAll }: Need, moves: Structure): Sql | null {
  if (isAll) return sql`true`;
  const [ofPlaces, territories] = [withKind(anchors, scopeKinds.subtree, scopeKinds.direct, scopeKinds.program), references(anchors, scopeKinds.territory)];
  const [organizations, movedTerritories] = [[...moves.organizations.keys()], [...moves.territories.keys()]];
  const parts: Sql[] = [];
  if (ofPlaces.length + organizations.length > 0) parts.push(sql`c.organization_id IN (${organizationsIn(ofPlaces, organizations)})`);
  if (territories.length + movedTerritories.length > 0) {
    parts.push(sql`c.territory_id IN (SELECT territory_id FROM territory_closure WHERE ancestor_id = ANY(${territories}::int[]) UNION SELECT unnest(${movedTerritories}::int[]))`);
  }
  return parts.length === 0 ? null : parts.reduce((all, part) => sql`${all} OR ${part}`);
}

/** Takes those who stand alone out of the counts they were counted in. */
export function withoutLone(cells: readonly Cell[], alone: readonly Place[]): Cell[] {
  const counts = new Map(cells.map((cell) => [cellName(cell), { ...cell }]));
  for (const place of alone) {
    const outside = { ...place, organizationId: elsewhere };
    const ways = [place, { ...place, territoryId: null }, outside, { ...outside, territoryId: null }];
    const cell = ways.map((way) => counts.get(cellName(way))).find((found) => found !== undefined);
    if (cell) cell.count--;
  }
  return [...counts.values()].filter(({ count }) => count > 0);
}

const cellName = ({ organizationId, territoryId, isArchived }: Pick<Cell, "organizationId" | "territoryId" | "isArchived">) =>
  `${organizationId} ${territoryId ?? ""} ${isArchived}`;

/** Customers by territory alone, `rest` being all that are in none of these other territories; null leaves them out. */
export type Outside = { territories: readonly number[]; rest: readonly number[] | null };

type Within = { outside: Outside; organizations: readonly number[]; alone: readonly number[] };

/** How many of these customers belong to these organizations, less those who stand alone. */
export async function countWithin(on: Queryable, { outside: { territories, rest }, organizations, alone }: Within): Promise<{ records: number; archived: number }> {
  if (organizations.length === 0 || (territories.length === 0 && rest === null)) return { records: 0, archived: 0 };
  const inRest = rest === null ? sql`false` : sql`c.territory_id = ANY(${[...rest]}::int[]) IS NOT TRUE`;
  const [found] = await rowsPlanned<{ records: number; archived: number }>(
    on,
    sql`SELECT count(*) FILTER (WHERE c.state < 3)::int AS records, count(*) FILTER (WHERE c.state = 3)::int AS archived FROM customers c
      WHERE (c.territory_id = ANY(${[...territories]}::int[]) OR ${inRest}) AND c.organization_id = ANY(${[...organizations]}::int[])
        AND c.id <> ALL(${[...alone]}::int[])`,
  );
  return found!;
}
