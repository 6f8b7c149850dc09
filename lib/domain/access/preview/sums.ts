import { nameOfSet, type Outcome, type Way, type Ways } from "../../../access/difference";
import { permissions, type Permission } from "../../../access/permissions";
import { groundFor, type Ground, type Grounds } from "./records";

/** How many records: those in lists, and the archived ones, which lists show apart. */
export type Tally = { records: number; archived: number };

/** What one person gains and loses of one permission. */
export type Step = { userId: number; permission: Permission; gained: Tally; lost: Tally };

/** Over everybody: `pairs` counts each person and record, `records` each record once. */
export type Sum = { permission: Permission; people: number; pairs: number; records: number; archived: number };
export type Side = { people: number; pairs: number; byPermission: Sum[] };

/** The figures of a difference. */
export type Sums = {
  /** People who gain or lose anything now. */
  people: number;
  gained: Side;
  lost: Side;
  /** People whose rights change in a way that no record of today shows; it counts as soon as one comes. */
  later: number[];
  /** By person, then in the order of the catalogue. */
  steps: Step[];
};

type Which = "gained" | "lost";
type Counted = Step & { way: Way };
type Basis = { outcomes: ReadonlyMap<Way, Outcome>; grounds: Grounds };

/** Adds up what all ways gain and lose, for each person and permission. */
export function sumsOf(ways: Ways, outcomes: ReadonlyMap<Way, Outcome>, grounds: Grounds): Sums {
  const tallies = new Map(
    [...outcomes].map(([way, { gained, lost }]) => [way, { gained: tallyOf(groundFor(way, grounds), gained), lost: tallyOf(groundFor(way, grounds), lost) }]),
  );
  const all = [...ways.byPerson].flatMap(([userId, own]) => own.map(({ permission, way }): Counted => ({ userId, permission, way, ...tallies.get(way)! })));
  const some = all.filter(({ gained, lost }) => isSome(gained) || isSome(lost));
  const seen = new Set(some.map(({ userId }) => userId));
  const unseen = all.filter(({ userId, way }) => !seen.has(userId) && nameOfSet(way.before) !== nameOfSet(way.after));
  return {
    people: seen.size,
    gained: sideOf("gained", some, { outcomes, grounds }),
    lost: sideOf("lost", some, { outcomes, grounds }),
    later: [...new Set(unseen.map(({ userId }) => userId))],
    steps: some.map(({ way: _, ...step }) => step),
  };
}

const isSome = ({ records, archived }: Tally) => records + archived > 0;

function tallyOf({ judge }: Ground, places: Iterable<number>): Tally {
  const tally: Tally = { records: 0, archived: 0 };
  for (const at of places) {
    const { count, isArchived } = judge.records[at]!;
    if (isArchived) tally.archived += count;
    else tally.records += count;
  }
  return tally;
}

function sideOf(which: Which, counted: readonly Counted[], basis: Basis): Side {
  const ofSide = counted.filter((step) => isSome(step[which]));
  const byPermission = Map.groupBy(ofSide, ({ permission }) => permission);
  const sums = permissions.flatMap(({ key }) => {
    const own = byPermission.get(key);
    return own ? [sumOf(key, which, own, basis)] : [];
  });
  return {
    people: new Set(ofSide.map(({ userId }) => userId)).size,
    pairs: sums.reduce((sum, { pairs }) => sum + pairs, 0),
    byPermission: sums,
  };
}

function sumOf(permission: Permission, which: Which, own: readonly Counted[], basis: Basis): Sum {
  const ways = new Set(own.map(({ way }) => way));
  return { permission, people: own.length, pairs: own.reduce((sum, step) => sum + step[which].records, 0), ...distinctOf(ways, which, basis) };
}

/** The records of all these ways, each once: what is counted with a whole organization is not counted again by territory. */
function distinctOf(ways: ReadonlySet<Way>, which: Which, { outcomes, grounds }: Basis): Tally {
  const places = new Map<Ground, Set<number>>();
  for (const way of ways) {
    const ground = groundFor(way, grounds);
    const known = places.get(ground) ?? new Set();
    for (const at of outcomes.get(way)![which]) known.add(at);
    places.set(ground, known);
  }
  const { whole, parted, organization } = grounds;
  const inWhole = places.get(whole) ?? new Set();
  const counted = new Set([...inWhole].map((at) => nameOf(whole, at)));
  const others = [...(places.get(parted) ?? [])].filter((at) => !counted.has(nameOf(parted, at)));
  return [tallyOf(whole, inWhole), tallyOf(parted, others), tallyOf(organization, places.get(organization) ?? [])].reduce(
    (sum, tally) => ({ records: sum.records + tally.records, archived: sum.archived + tally.archived }),
  );
}

/** Names a customer who stands alone, else the organization whose customers are counted together. */
function nameOf({ judge, origins }: Ground, at: number): string {
  const { customerId, organizationId } = origins[at]!;
  return customerId === null ? `${organizationId} ${judge.records[at]!.isArchived}` : `customer ${customerId}`;
}
