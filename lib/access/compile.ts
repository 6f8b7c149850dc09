import { holds, type GrantFacts, type Window } from "./grant";
import { isWrite, permissionIndex, permissions, withImplied, type Permission } from "./permissions";
import { probeOf } from "./probe";
import { atomOf } from "./scope";
import type { Access, Atom, ScopeSet } from "./scope-set";
import { everything, kindOf, referenceOf, scopeKinds } from "./scope-id";
import type { ViewerFacts } from "./viewer";

export type { Access, ScopeSet } from "./scope-set";

/** A grant that is valid now, with the group path that carried it (null for a grant of the user's own) and when that ends. */
export type ValidGrant = { grant: GrantFacts; via: readonly number[] | null; until: number | null };

/** The user's grants that count at the moment, each once per way of holding it (the decision, point 3: valid now). */
export function validGrants(facts: ViewerFacts, now: number): ValidGrant[] {
  const ways = Map.groupBy(facts.memberships.filter((membership) => holds(membership, now)), ({ groupId }) => groupId);
  return facts.grants
    .filter((grant) => holds(grant, now))
    .flatMap((grant): ValidGrant[] =>
      grant.groupId === null
        ? [{ grant, via: null, until: grant.until }]
        : (ways.get(grant.groupId) ?? []).map(({ via, until }) => ({ grant, via, until: earlierEnd(grant.until, until) })),
    );
}

/** The earlier of two ends; null is no end. */
export const earlierEnd = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : Math.min(a, b));

/** True when status and expiry let the person in at all (the decision, point 1). */
export const isLetIn = (facts: ViewerFacts, now: number) =>
  facts.isActive && (facts.expiresAt === null || now < facts.expiresAt);

/** The permissions that one grant yields its holder: implied ones added, level, read-only cap and guardrails applied. */
export function yieldedBy(
  grant: Pick<GrantFacts, "role" | "level">,
  facts: Pick<ViewerFacts, "readOnly" | "guardrails">,
): readonly Permission[] {
  const { all, reads } = impliedBy(grant.role.permissions);
  const atLevel = grant.level === "write" && !facts.readOnly ? all : reads;
  if (facts.guardrails.length === 0) return atLevel;
  return atLevel.filter((key) => facts.guardrails.every((allowed) => allowed.includes(key)));
}

type Implied = { all: readonly Permission[]; reads: readonly Permission[] };

// Roles are shared by many people and stand as objects of their own: what one implies is worked out once.
const implied = new WeakMap<readonly string[], Implied>();

function impliedBy(keys: readonly string[]): Implied {
  const known = implied.get(keys);
  if (known) return known;
  const all = withImplied(keys);
  const found = { all, reads: all.filter((key) => !isWrite(key)) };
  implied.set(keys, found);
  return found;
}

/** Atoms by name, of grants that yield the same permissions. */
type Batch = { permissions: readonly Permission[]; atoms: Map<string, Atom> };

/** The valid grants clipped to the person's reach. However many groups give one role, its permissions are looked up once. */
function batchesOf(facts: ViewerFacts, now: number): Batch[] {
  const batches = new Map<GrantFacts["role"], Partial<Record<GrantFacts["level"], Batch>>>();
  const valid = isLetIn(facts, now) ? validGrants(facts, now) : [];
  for (const grant of new Set(valid.map((held) => held.grant))) {
    const atom = atomOf(grant, facts);
    if (!atom) continue;
    const ofRole = batches.get(grant.role) ?? {};
    const batch = (ofRole[grant.level] ??= { permissions: yieldedBy(grant, facts), atoms: new Map() });
    batch.atoms.set(nameOf(atom), atom);
    batches.set(grant.role, ofRole);
  }
  return [...batches.values()].flatMap((ofRole) => Object.values(ofRole));
}

/** Compiles a person's valid grants into the form that the decision, the list filter and the second wall read. */
export function compileAccess(facts: ViewerFacts, now: number): Access {
  const { sets, of } = compileReach(facts, now);
  return { userId: facts.userId, sets, of, probe: probeOf(sets, of), until: nextBoundary(facts, now) };
}

/** The scope sets alone, for comparing many people of whom few will be asked about a record. */
export function compileReach(facts: ViewerFacts, now: number): Pick<Access, "sets" | "of"> {
  const batches = batchesOf(facts, now);
  const placesOf = permissions.map((): number[] | null => null);
  batches.forEach((batch, place) => {
    for (const key of batch.permissions) (placesOf[permissionIndex(key)] ??= []).push(place);
  });
  const sets: ScopeSet[] = [];
  const byAtoms = new Map<string, number>();
  const byBatches = new Map<number | string, number>();
  const of = new Uint8Array(permissions.length).fill(255);
  placesOf.forEach((places, index) => {
    if (!places) return;
    const batch = places.length === 1 ? places[0]! : places.join();
    const known = byBatches.get(batch) ?? setOf(places);
    byBatches.set(batch, known);
    of[index] = known;
  });
  function setOf(places: number[]): number {
    const atoms = new Map(places.flatMap((place) => [...batches[place]!.atoms]));
    const name = [...atoms.keys()].sort().join("|");
    const known = byAtoms.get(name) ?? sets.push(scopeSetOf([...atoms.values()], facts)) - 1;
    byAtoms.set(name, known);
    return known;
  }
  return { sets, of };
}

const nameOf = ({ include, require, exclude }: Atom) => `${include};${require.join()};${exclude.join()}`;

function scopeSetOf(atoms: Atom[], facts: ViewerFacts): ScopeSet {
  const bare = atoms
    .filter(({ require, exclude }) => require.length === 0 && exclude.length === 0)
    .map(({ include }) => include);
  if (bare.includes(everything)) return { all: true, plain: new Set(), atoms: [] };
  return {
    all: false,
    plain: withoutNested(new Set(bare), facts),
    atoms: atoms.filter(({ require, exclude }) => require.length > 0 || exclude.length > 0),
  };
}

/** Leaves out scopes that lie wholly inside another of the set, so that a list probes each record once. */
function withoutNested(plain: Set<number>, facts: ViewerFacts): ReadonlySet<number> {
  const pathOf = new Map(facts.grants.filter(({ path }) => path.length > 0).map(({ ref, path }) => [ref!, path]));
  const isInside = (id: number) => {
    const kind = kindOf(id);
    const reference = referenceOf(id);
    if (kind === scopeKinds.territory) {
      return (
        facts.territoryPaths.get(reference)?.some((above) => above !== reference && plain.has(above * 16 + kind)) ??
        false
      );
    }
    if (kind !== scopeKinds.subtree && kind !== scopeKinds.direct) return false;
    const path = reference === facts.homePath[0] ? facts.homePath : (pathOf.get(reference) ?? []);
    return path.some(
      (above) => (above !== reference || kind === scopeKinds.direct) && plain.has(above * 16 + scopeKinds.subtree),
    );
  };
  return new Set([...plain].filter((id) => !isInside(id)));
}

/** Milliseconds when the clock next changes the person's rights; Infinity is never. */
export function nextBoundary(facts: ViewerFacts, now: number): number {
  const windows: Window[] = [...facts.grants, ...facts.memberships, { from: null, until: facts.expiresAt }];
  return Math.min(
    ...windows
      .flatMap(({ from, until }) => [from, until])
      .filter((time) => time !== null && time > now)
      .map(Number),
    Infinity,
  );
}

/** The same rights less every permission that is not listed and everything only it implied; what a narrowed token may do. */
export function narrowAccess(access: Access, keys: readonly Permission[]): Access {
  const kept = new Set(withImplied(keys).map(permissionIndex));
  const of = access.of.map((set, index) => (kept.has(index) ? set : 255));
  return { ...access, of, probe: probeOf(access.sets, of) };
}
