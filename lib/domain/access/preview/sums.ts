import { nameOfSet, type Outcome, type Way, type Ways } from "../../../access/difference";
import { permissions, type Permission } from "../../../access/permissions";
import { elsewhere, type Outside } from "./cells";
import { groundFor, type Ground, type Grounds, type Origin } from "./records";

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
type Basis = {
  outcomes: ReadonlyMap<Way, Outcome>;
  grounds: Grounds;
  /** How many customers counted by territory alone belong to these organizations. */
  within: (outside: Outside, organizations: readonly number[]) => Promise<Tally>;
};

/** Adds up what all ways gain and lose, for each person and permission. */
export async function sumsOf(ways: Ways, basis: Basis): Promise<Sums> {
  const { outcomes, grounds } = basis;
  const tallies = new Map(
    [...outcomes].map(([way, { gained, lost }]) => [way, { gained: tallyOf(groundFor(way, grounds), gained), lost: tallyOf(groundFor(way, grounds), lost) }]),
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

function tallyOf({ judge }: Ground, places: Iterable<number>): Tally {
  const tally: Tally = { records: 0, archived: 0 };
  for (const at of places) {
    const { count, isArchived } = judge.records[at]!;
    if (isArchived) tally.archived += count;
    else tally.records += count;
  }
  return tally;
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
function distinctBy(which: Which, basis: Basis): (ways: readonly Way[]) => Promise<Tally> {
  const places = new Map<Way, number>();
  const known = new Map<string, Promise<Tally>>();
  const placeOf = (way: Way) => places.get(way) ?? places.set(way, places.size).get(way)!;
  return (ways) => {
    const name = ways.map(placeOf).sort((a, b) => a - b).join();
    const found = known.get(name) ?? distinctOf(ways, which, basis);
    known.set(name, found);
    return found;
  };
}

/** The records of all these ways, each once: what is counted with a whole organization is not counted again by territory. */
async function distinctOf(ways: readonly Way[], which: Which, { outcomes, grounds, within }: Basis): Promise<Tally> {
  const { whole, parted, organization } = grounds;
  const marks = new Map([whole, parted, organization].map((ground) => [ground, new Uint8Array(ground.judge.records.length)]));
  for (const way of ways) {
    const marked = marks.get(groundFor(way, grounds))!;
    for (const at of outcomes.get(way)![which]) marked[at] = 1;
  }
  const inWhole = placesOf(marks.get(whole)!);
  const [homes, alone] = [new Set<number>(), new Set<number>()];
  for (const at of inWhole) {
    const { customerId, organizationId } = whole.origins[at]!;
    if (customerId === null) homes.add(organizationId);
    else alone.add(customerId);
  }
  const isCounted = ({ customerId, organizationId }: Origin) => (customerId === null ? homes.has(organizationId) : alone.has(customerId));
  const others = placesOf(marks.get(parted)!).filter((at) => !isCounted(parted.origins[at]!));
  const outer = others.map((at) => parted.origins[at]!).filter(isElsewhere);
  const rest = outer.some(({ territoryId }) => territoryId === null) ? territoriesOf(parted.origins.filter(isElsewhere)) : null;
  const twice = await within({ territories: territoriesOf(outer), rest }, [...homes].filter((id) => !parted.inner?.has(id)));
  const sum = [tallyOf(whole, inWhole), tallyOf(parted, others), tallyOf(organization, placesOf(marks.get(organization)!))];
  return {
    records: sum.reduce((all, { records }) => all + records, 0) - twice.records,
    archived: sum.reduce((all, { archived }) => all + archived, 0) - twice.archived,
  };
}

function placesOf(marked: Uint8Array): number[] {
  const places: number[] = [];
  for (let at = 0; at < marked.length; at++) if (marked[at] === 1) places.push(at);
  return places;
}

const isElsewhere = ({ organizationId, customerId }: Origin) => organizationId === elsewhere && customerId === null;
const territoriesOf = (origins: readonly Origin[]) => [...new Set(origins.flatMap(({ territoryId }) => territoryId ?? []))];
