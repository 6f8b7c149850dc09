import "server-only";
import sql from "sql-template-tag";
import { mentionsOf, type Way } from "../../../access/difference";
import { kindOf, referenceOf, scopeKinds } from "../../../access/scope-id";
import { rowsPlanned, type Queryable } from "../../../platform/db/connect";
import type { Pairs } from "./cells";
import type { ScopesOfOrganizations, Structure } from "./structure";

type Asked = { ways: readonly Way[]; moves: Structure; known: ScopesOfOrganizations };

/** Scopes of organizations and of territories. */
type Scopes = { places: number[]; areas: number[] };

/** What one way looks at, and in what of it a record must be to matter. */
type Look = { all: Scopes; anchors: Scopes; isAboutMovesOnly: boolean };

/**
 * The pairs of an organization and a territory that one way looks at both of, each by scopes of its own kind: customers there must be told
 * from the others of the organization and of the territory. Only pairs with a part in the way's anchors matter, or, of a way whose reach
 * stays, with a part that moves.
 */
export async function pairsOf(on: Queryable, { ways, moves, known }: Asked): Promise<Pairs> {
  const looks = looksOf(ways, moves);
  if (looks.length === 0) return new Map();
  const organizations = await organizationsBy(known, new Set(looks.flatMap(({ all }) => all.places)), moves);
  const territories = await territoriesBy(on, new Set(looks.flatMap(({ all }) => all.areas)), moves);
  const pairs = new Map<number, Set<number>>();
  const note = (ids: ReadonlySet<number>, areas: ReadonlySet<number>) => {
    for (const area of areas) {
      const own = pairs.get(area);
      if (!own) pairs.set(area, new Set(ids));
      else for (const id of ids) own.add(id);
    }
  };
  const inAny = (members: ReadonlyMap<number, number[]>, scopes: readonly number[]) => new Set(scopes.flatMap((scope) => members.get(scope) ?? []));
  for (const { all, anchors, isAboutMovesOnly } of looks) {
    const [of, inside] = [inAny(organizations, all.places), inAny(territories, all.areas)];
    const [movedOf, movedInside] = [[...of].filter((id) => moves.organizations.has(id)), [...inside].filter((id) => moves.territories.has(id))];
    note(new Set([...movedOf, ...(isAboutMovesOnly ? [] : inAny(organizations, anchors.places))]), inside);
    note(of, new Set([...movedInside, ...(isAboutMovesOnly ? [] : inAny(territories, anchors.areas))]));
  }
  return pairs;
}

function looksOf(ways: readonly Way[], { organizations, territories }: Structure): Look[] {
  const isMoving = organizations.size + territories.size > 0;
  const looks = new Map<string, Look>();
  for (const way of ways) {
    const isAboutMovesOnly = way.anchors.length === 0;
    if (isAboutMovesOnly && !isMoving) continue;
    const all = scopesIn(mentionsOf(way));
    if (all.areas.length > 0 && all.places.length > 0) looks.set(`${all.areas.join()} ${all.places.join()} ${way.anchors.join()}`, { all, anchors: scopesIn(way.anchors), isAboutMovesOnly });
  }
  return [...looks.values()];
}

function scopesIn(ids: readonly number[]): Scopes {
  const sorted = [...new Set(ids)].sort((a, b) => a - b);
  return { places: sorted.filter((id) => isOfPlace(kindOf(id))), areas: sorted.filter((id) => kindOf(id) === scopeKinds.territory) };
}

const isOfPlace = (kind: number) => kind === scopeKinds.subtree || kind === scopeKinds.direct || kind === scopeKinds.program;

/** The members of each wanted scope, of those who have these scopes now or after the moves. */
function membersOf(wanted: ReadonlySet<number>, ...scoped: ReadonlyMap<number, readonly number[]>[]): Map<number, number[]> {
  const members = new Map<number, number[]>();
  for (const [id, scopes] of scoped.flatMap((of) => [...of])) {
    for (const scope of scopes) {
      if (!wanted.has(scope)) continue;
      const own = members.get(scope);
      if (own) own.push(id);
      else members.set(scope, [id]);
    }
  }
  return members;
}

const organizationsBy = async (known: ScopesOfOrganizations, wanted: ReadonlySet<number>, moves: Structure) => membersOf(wanted, await known.inScopes([...wanted], []), moves.organizations);

async function territoriesBy(on: Queryable, wanted: ReadonlySet<number>, moves: Structure) {
  const found = await rowsPlanned<{ id: number; scopes: number[] }>(
    on,
    sql`SELECT territory_id AS id, json_agg(ancestor_id::bigint * 16 + 3) AS scopes FROM territory_closure
      WHERE ancestor_id = ANY(${[...wanted].map(referenceOf)}::int[]) GROUP BY territory_id`,
  );
  return membersOf(wanted, new Map(found.map(({ id, scopes }) => [id, scopes])), moves.territories);
}
