import "server-only";
import sql from "sql-template-tag";
import { Judge, mentionsOf, type Records, type Tally, type Way } from "../../../access/difference";
import { scopeKinds } from "../../../access/scope-id";
import { rowsPlanned, type Queryable } from "../../../platform/db/connect";
import { countAll, countInOrganizations, countInTerritories, readCells, references, withKind, type Cell } from "./cells";
import { lessAlone, type Entry, type Origin } from "./entries";
import { pairsOf } from "./pairs";
import { areSame, Composer, places, territoryScopes, type Moves, type Place, type ScopesOfOrganizations, type Structure } from "./structure";

/** Records with where they come from; how many there are of the kind, looked at or not; and the customers that stand alone, as they stood. */
export type Ground = { judge: Judge; origins: readonly Origin[]; all: Tally; alone: readonly Place[] };
export type Grounds = Record<Way["unit"], Ground>;

/** Where a way is judged. */
export const groundFor = ({ unit }: Way, grounds: Grounds): Ground => grounds[unit];

const placeScopes = [scopeKinds.subtree, scopeKinds.direct, scopeKinds.program] as const;

/** The organizations that can matter to these ways, before and after. */
export async function organizationGround(on: Queryable, known: ScopesOfOrganizations, ways: readonly Way[], moves: Structure): Promise<Ground> {
  const own = ways.filter(({ unit }) => unit === "organization");
  const anchors = new Set(own.flatMap((way) => way.anchors));
  const touched = [...moves.organizations.keys()];
  const before = anchors.size + touched.length === 0 ? new Map<number, number[]>() : await known.inScopes([...anchors], touched);
  const ids = [...new Set([...before.keys(), ...touched])];
  const records = ids.map((id): Records => {
    const was = before.get(id) ?? null;
    return { before: was, after: moves.organizations.get(id) ?? was, records: 1, archived: 0 };
  });
  const origins = ids.map((organizationId): Origin => ({ kind: "one", organizationId, territoryId: null, customerId: null }));
  const [counted] = own.some(({ far }) => far !== null) ? await rowsPlanned<{ n: number }>(on, sql`SELECT count(*)::int AS n FROM organizations`) : [];
  const made = records.filter(({ before: was }) => was === null).length;
  return { judge: new Judge(records, anchors), origins, all: { records: (counted?.n ?? 0) + made, archived: 0 }, alone: [] };
}

type Asked = { ways: readonly Way[]; moves: Moves; known: ScopesOfOrganizations };

/**
 * The customers that can matter to these ways, before and after. Those in lists, with an account manager who matters, or moved themselves
 * stand alone. All others are counted by their organization and by their territory from the counters, and in cells only where one way
 * looks at both: in a large world nearly every customer has a cell of its own.
 */
export async function customerGround(on: Queryable, { ways, moves, known }: Asked): Promise<Ground> {
  const own = ways.filter(({ unit }) => unit === "customer");
  const anchors = new Set(own.flatMap((way) => way.anchors));
  const alone = await loneCustomers(on, own.flatMap(mentionsOf), moves);
  const { organizations, territories } = moves.structure;
  const homes = [...new Set([...(await organizationsIn(known, withKind(anchors, ...placeScopes))), ...organizations.keys()])];
  const areas = [...new Set([...(await territoriesIn(on, references(anchors, scopeKinds.territory))), ...territories.keys()])];
  const cells = await readCells(on, await pairsOf(on, { ways: own, moves: moves.structure, known }));
  const composers = await composersFor(on, { homes, areas, cells, alone, moves, known });
  const counted = [
    ...cells.map((cell): Entry => ({ kind: "cell", ...cell })),
    ...without(cells, await countInOrganizations(on, homes), ({ organizationId }) => organizationId).map(([id, tally]): Entry => ({ kind: "organization", organizationId: id, territoryId: null, ...tally })),
    ...without(cells, await countInTerritories(on, areas), ({ territoryId }) => territoryId).map(([id, tally]): Entry => ({ kind: "territory", organizationId: null, territoryId: id, ...tally })),
  ];
  const { records, origins } = entriesOf(lessAlone(counted, alone), alone, moves, composers);
  const all = own.some(({ far }) => far !== null) ? await countAll(on) : { records: 0, archived: 0 };
  for (const { before, records: current, archived } of records) {
    if (before !== null) continue;
    all.records += current;
    all.archived += archived;
  }
  return { judge: new Judge(records, anchors), origins, all, alone };
}

const organizationsIn = async (known: ScopesOfOrganizations, scopes: readonly number[]) => (scopes.length === 0 ? [] : (await known.inScopes(scopes, [])).keys());

const territoriesIn = async (on: Queryable, ids: readonly number[]) =>
  ids.length === 0
    ? []
    : (await rowsPlanned<{ id: number }>(on, sql`SELECT DISTINCT territory_id AS id FROM territory_closure WHERE ancestor_id = ANY(${[...ids]}::int[])`)).map(({ id }) => id);

/** The counts less what is in cells already. */
function without(cells: readonly Cell[], counts: Map<number, Tally>, of: (cell: Cell) => number): [number, Tally][] {
  for (const cell of cells) {
    const tally = counts.get(of(cell));
    if (!tally) continue;
    tally.records -= cell.records;
    tally.archived -= cell.archived;
  }
  return [...counts];
}

type Composers = { before: Composer; after: Composer };

async function composersFor(on: Queryable, { homes, areas, cells, alone, moves, known }: Pick<Asked, "moves" | "known"> & { homes: number[]; areas: number[]; cells: Cell[]; alone: readonly Place[] }): Promise<Composers> {
  const placed = [...alone, ...moves.customers.values()];
  const organizations = new Set([...homes, ...cells.map(({ organizationId }) => organizationId), ...placed.map(({ organizationId }) => organizationId)]);
  const territories = new Set([...areas, ...cells.map(({ territoryId }) => territoryId), ...placed.flatMap(({ territoryId }) => territoryId ?? [])]);
  const before = new Composer({ organizations: await known.of([...organizations]), territories: await territoryScopes(on, [...territories]) });
  return { before, after: new Composer(moves.structure, before) };
}

function entriesOf(counted: readonly Entry[], alone: readonly Place[], moves: Moves, { before, after }: Composers): { records: Records[]; origins: Origin[] } {
  const records: Records[] = [];
  const origins: Origin[] = [];
  for (const { records: current, archived, ...origin } of counted) {
    const { organizationId, territoryId } = origin;
    records.push({ before: before.at(organizationId, territoryId), after: after.at(organizationId, territoryId), records: current, archived });
    origins.push({ ...origin, customerId: null });
  }
  const were = new Map(alone.map((place) => [place.id, place]));
  const touched = new Set(moves.touchedCustomers);
  for (const id of new Set([...were.keys(), ...touched])) {
    const was = were.get(id);
    const is = touched.has(id) ? moves.customers.get(id) : was;
    const [from, to] = [was ? before.of(was) : null, is ? after.of(is) : null];
    const { organizationId, territoryId, isArchived } = (is ?? was)!;
    records.push({ before: from, after: from && to && areSame(from, to) ? from : to, records: isArchived ? 0 : 1, archived: isArchived ? 1 : 0 });
    origins.push({ kind: "one", organizationId, territoryId, customerId: id });
  }
  return { records, origins };
}

async function loneCustomers(on: Queryable, mentions: readonly number[], { touchedCustomers }: Moves): Promise<Place[]> {
  const [lists, managers] = [withKind(new Set(mentions), scopeKinds.listed, scopeKinds.excepted), references(mentions, scopeKinds.own)];
  if (lists.length + managers.length + touchedCustomers.length === 0) return [];
  return places(
    on,
    sql`SELECT unnest(${touchedCustomers}::int[]) UNION SELECT customer_id FROM customer_scope WHERE scope_id = ANY(${lists}::bigint[])
      UNION SELECT id FROM customers WHERE account_manager_id = ANY(${managers}::int[])`,
  );
}
