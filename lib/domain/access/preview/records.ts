import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { Judge, mentionsOf, type Records, type Way } from "../../../access/difference";
import { kindOf, referenceOf, scopeKinds } from "../../../access/scope-id";
import { rowsPlanned, type Queryable } from "../../../platform/db/connect";
import { areSame, Composer, organizationsIn, places, territoryScopes, type Moves, type Place, type ScopesOfOrganizations, type Structure } from "./structure";

/** Which records the records of one entry are: an organization, one customer, or the customers of an organization (in a territory). */
export type Origin = { organizationId: number; territoryId: number | null; customerId: number | null };

export type Ground = { judge: Judge; origins: readonly Origin[] };

/** Organizations; customers of whole organizations; and customers parted by territory, for the ways that look at territories. */
export type Grounds = { organization: Ground; whole: Ground; parted: Ground; isParted: (way: Way) => boolean };

/** Where a way is judged. */
export const groundFor = (way: Way, { organization, whole, parted, isParted }: Grounds): Ground => (way.unit === "organization" ? organization : isParted(way) ? parted : whole);

type Need = { anchors: Set<number>; isAll: boolean; mentions: Set<number> };

function needOf(ways: readonly Way[]): Need {
  const need: Need = { anchors: new Set(), isAll: false, mentions: new Set() };
  for (const way of ways) {
    if (way.anchors === null) need.isAll = true;
    else way.anchors.forEach((id) => need.anchors.add(id));
    mentionsOf(way).forEach((id) => need.mentions.add(id));
  }
  return need;
}

const references = (ids: Iterable<number>, ...kinds: number[]) => [...new Set([...ids].filter((id) => kinds.includes(kindOf(id))).map(referenceOf))];
const withKind = (ids: Iterable<number>, ...kinds: number[]) => [...ids].filter((id) => kinds.includes(kindOf(id)));

/** The organizations that can matter to these ways, before and after. */
export async function organizationGround(known: ScopesOfOrganizations, ways: readonly Way[], moves: Structure): Promise<Ground> {
  const need = needOf(ways.filter(({ unit }) => unit === "organization"));
  const touched = [...moves.organizations.keys()];
  if (!need.isAll && need.anchors.size === 0 && touched.length === 0) return nothing;
  const before = need.isAll ? await known.all() : await known.inScopes([...need.anchors], touched);
  const ids = [...new Set([...before.keys(), ...touched])];
  const records = ids.map((id): Records => {
    const was = before.get(id) ?? null;
    return { before: was, after: moves.organizations.get(id) ?? was, count: 1, isArchived: false };
  });
  return { judge: new Judge(records, need.anchors), origins: ids.map((organizationId) => ({ organizationId, territoryId: null, customerId: null })) };
}

const nothing: Ground = { judge: new Judge([], new Set()), origins: [] };

type Cell = { organizationId: number; territoryId: number | null; isArchived: boolean; count: number };

type Asked = { ways: readonly Way[]; moves: Moves; known: ScopesOfOrganizations };

/**
 * The customers that can matter to these ways, before and after. Customers that no rule tells apart are one entry with a count; those in
 * lists, with an account manager who matters, or moved themselves stand alone. Few ways look at territories: only they get customers
 * parted by territory, which in a large world nearly parts all of them.
 */
export async function customerGrounds(on: Queryable, { ways, moves, known }: Asked): Promise<Omit<Grounds, "organization">> {
  const own = ways.filter(({ unit }) => unit === "customer");
  const looking = new Set(own.filter((way) => moves.structure.territories.size > 0 || mentionsOf(way).some((id) => kindOf(id) === scopeKinds.territory)));
  const isParted = (way: Way) => looking.has(way);
  const alone = await loneCustomers(on, needOf(own), moves);
  const ground = async (some: readonly Way[]) => (some.length === 0 ? nothing : groundOf(on, { need: needOf(some), alone, moves, known }));
  return { whole: await ground(own.filter((way) => !isParted(way))), parted: await ground(own.filter(isParted)), isParted };
}

type Made = { need: Need; alone: readonly Place[]; moves: Moves; known: ScopesOfOrganizations };

async function groundOf(on: Queryable, { need, alone, moves, known }: Made): Promise<Ground> {
  const cells = await readCells(on, need, moves.structure);
  const homes = [...cells, ...alone, ...moves.customers.values()];
  const territories = [...new Set(homes.flatMap(({ territoryId }) => territoryId ?? []))];
  const before = new Composer({
    organizations: need.isAll ? await known.all() : await known.of([...new Set(homes.map(({ organizationId }) => organizationId))]),
    territories: await territoryScopes(on, territories),
  });
  const after = new Composer(moves.structure, before);
  const records: Records[] = [];
  const origins: Origin[] = [];
  for (const { organizationId, territoryId, isArchived, count } of withoutLone(cells, alone)) {
    records.push({ before: before.at(organizationId, territoryId), after: after.at(organizationId, territoryId), count, isArchived });
    origins.push({ organizationId, territoryId, customerId: null });
  }
  const were = new Map(alone.map((place) => [place.id, place]));
  const touched = new Set(moves.touchedCustomers);
  for (const id of new Set([...were.keys(), ...touched])) {
    const was = were.get(id);
    const is = touched.has(id) ? moves.customers.get(id) : was;
    const [from, to] = [was ? before.of(was) : null, is ? after.of(is) : null];
    const home = (is ?? was)!;
    records.push({ before: from, after: from && to && areSame(from, to) ? from : to, count: 1, isArchived: home.isArchived });
    origins.push({ organizationId: home.organizationId, territoryId: home.territoryId, customerId: id });
  }
  return { judge: new Judge(records, need.anchors), origins };
}

async function loneCustomers(on: Queryable, { mentions }: Need, { touchedCustomers }: Moves): Promise<Place[]> {
  const [lists, managers] = [withKind(mentions, scopeKinds.listed, scopeKinds.excepted), references(mentions, scopeKinds.own)];
  if (lists.length + managers.length + touchedCustomers.length === 0) return [];
  return places(
    on,
    sql`SELECT unnest(${touchedCustomers}::int[]) UNION SELECT customer_id FROM customer_scope WHERE scope_id = ANY(${lists}::bigint[])
      UNION SELECT id FROM customers WHERE account_manager_id = ANY(${managers}::int[])`,
  );
}

/** Customers by organization, and by territory as far as a territory matters. */
async function readCells(on: Queryable, need: Need, moves: Structure): Promise<Cell[]> {
  const condition = cellCondition(need, moves);
  if (condition === null) return [];
  const mentioned = references(need.mentions, scopeKinds.territory);
  const moved = [...moves.territories.keys()];
  if (mentioned.length + moved.length === 0) return readWholeCells(on);
  const territory = sql`CASE WHEN c.territory_id IN
    (SELECT territory_id FROM territory_closure WHERE ancestor_id = ANY(${mentioned}::int[]) UNION SELECT unnest(${moved}::int[])) THEN c.territory_id END`;
  return rowsPlanned<Cell>(
    on,
    sql`SELECT c.organization_id AS "organizationId", ${territory} AS "territoryId", c.state = 3 AS "isArchived", count(*)::int AS count
      FROM customers c WHERE ${condition} GROUP BY 1, 2, 3`,
  );
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
function withoutLone(cells: readonly Cell[], alone: readonly Place[]): Cell[] {
  const counts = new Map(cells.map((cell) => [cellName(cell), { ...cell }]));
  for (const place of alone) {
    const cell = counts.get(cellName(place)) ?? counts.get(cellName({ ...place, territoryId: null }));
    if (cell) cell.count--;
  }
  return [...counts.values()].filter(({ count }) => count > 0);
}

const cellName = ({ organizationId, territoryId, isArchived }: Pick<Cell, "organizationId" | "territoryId" | "isArchived">) =>
  `${organizationId} ${territoryId ?? ""} ${isArchived}`;
