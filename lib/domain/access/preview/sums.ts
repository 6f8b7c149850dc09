import { nameOfSet, type Outcome, type Tally, type Way, type Ways, type Which } from "../../../access/difference";
import { permissions, type Permission } from "../../../access/permissions";
import { groundFor, type Ground, type Grounds } from "./records";

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

type Counted = Step & { way: Way };
type Basis = {
  outcomes: ReadonlyMap<Way, Outcome>;
  grounds: Grounds;
  /** How many records ways of one unit gain or lose together, each once. */
  distinct: (ways: readonly Way[], which: Which) => Promise<Tally>;
};

/** Adds up what all ways gain and lose, for each person and permission. */
export async function sumsOf(ways: Ways, basis: Basis): Promise<Sums> {
  const { outcomes, grounds } = basis;
  const tallies = new Map(
    [...outcomes].map(([way, outcome]) => {
      const ground = groundFor(way, grounds);
      return [way, { gained: tallyOf(ground, way, outcome, "gained"), lost: tallyOf(ground, way, outcome, "lost") }];
    }),
  );
  const all = [...ways.byPerson].flatMap(([userId, own]) => own.map(({ permission, way }): Counted => ({ userId, permission, way, ...tallies.get(way)! })));
  const some = all.filter(({ gained, lost }) => isSome(gained) || isSome(lost));
  const seen = new Set(some.map(({ userId }) => userId));
  const unseen = all.filter(({ userId, way }) => !seen.has(userId) && nameOfSet(way.before) !== nameOfSet(way.after));
  return {
    people: seen.size,
    gained: await sideOf("gained", some, basis),
    lost: await sideOf("lost", some, basis),
    later: [...new Set(unseen.map(({ userId }) => userId))],
    steps: some.map(({ way: _, ...step }) => step),
  };
}

const isSome = ({ records, archived }: Tally) => records + archived > 0;

function tallyOf({ judge, all }: Ground, { far }: Way, outcome: Outcome, which: Which): Tally {
  const tally: Tally = { records: 0, archived: 0 };
  for (const at of far === which ? outcome.kept : outcome[which]) {
    const { records, archived } = judge.records[at]!;
    tally.records += records;
    tally.archived += archived;
  }
  return far === which ? { records: all.records - tally.records, archived: all.archived - tally.archived } : tally;
}

async function sideOf(which: Which, counted: readonly Counted[], basis: Basis): Promise<Side> {
  const ofSide = counted.filter((step) => isSome(step[which]));
  const byPermission = Map.groupBy(ofSide, ({ permission }) => permission);
  const distinct = distinctBy(which, basis);
  const sums: Sum[] = [];
  for (const { key: permission } of permissions) {
    const own = byPermission.get(permission);
    if (!own) continue;
    const pairs = own.reduce((sum, step) => sum + step[which].records, 0);
    sums.push({ permission, people: own.length, pairs, ...(await distinct([...new Set(own.map(({ way }) => way))])) });
  }
  return { people: new Set(ofSide.map(({ userId }) => userId)).size, pairs: sums.reduce((sum, { pairs }) => sum + pairs, 0), byPermission: sums };
}

/** Counts the records of ways, each once; permissions that change in the same ways are counted once. */
function distinctBy(which: Which, { distinct }: Basis): (ways: readonly Way[]) => Promise<Tally> {
  const places = new Map<Way, number>();
  const known = new Map<string, Promise<Tally>>();
  const placeOf = (way: Way) => places.get(way) ?? places.set(way, places.size).get(way)!;
  return (ways) => {
    const name = ways.map(placeOf).sort((a, b) => a - b).join();
    const found = known.get(name) ?? distinct(ways, which);
    known.set(name, found);
    return found;
  };
}
