import "server-only";
import sql from "sql-template-tag";
import { Judge, mentionsOf, type Records, type Way } from "../../../access/difference";
import { kindOf, scopeKinds } from "../../../access/scope-id";
import type { Queryable } from "../../../platform/db/connect";
import { readCells, references, withKind, withoutLone, type Need } from "./cells";
import { areSame, Composer, places, territoryScopes, type Moves, type Place, type ScopesOfOrganizations, type Structure } from "./structure";

/** Which records the records of one entry are: an organization, one customer, or the customers of an organization (in a territory). */
export type Origin = { organizationId: number; territoryId: number | null; customerId: number | null };

/**
 * Records with where they come from. With `inner`, customers of other organizations than these are counted by territory alone: their
 * entries have the organization `elsewhere`.
 */
export type Ground = { judge: Judge; origins: readonly Origin[]; inner?: ReadonlySet<number> };

/** Organizations; customers of whole organizations; and customers parted by territory, for the ways that look at territories. */
export type Grounds = { organization: Ground; whole: Ground; parted: Ground; isParted: (way: Way) => boolean };

/** Where a way is judged. */
export const groundFor = (way: Way, { organization, whole, parted, isParted }: Grounds): Ground => (way.unit === "organization" ? organization : isParted(way) ? parted : whole);

function needOf(ways: readonly Way[]): Need {
  const need: Need = { anchors: new Set(), isAll: false, mentions: new Set() };
  for (const way of ways) {
    if (way.anchors === null) need.isAll = true;
    else way.anchors.forEach((id) => need.anchors.add(id));
    mentionsOf(way).forEach((id) => need.mentions.add(id));
  }
  return need;
}


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
  const { cells, inner } = await readCells(on, { need, moves: moves.structure, known });
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
  return { judge: new Judge(records, need.anchors), origins, ...(inner ? { inner } : {}) };
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
