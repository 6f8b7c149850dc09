import "server-only";
import type { Outcome, Tally, Way, Which } from "../../../access/difference";
import type { Queryable } from "../../../platform/db/connect";
import { countCrossings } from "./cells";
import type { Ground } from "./records";

type Asked = { ways: readonly Way[]; which: Which; outcomes: ReadonlyMap<Way, Outcome>; ground: Ground };

/** What the class of an organization or territory says of its customers: all are meant, or all but those whom these far ways keep. */
type Class = { isMeant: boolean; keeping: ReadonlySet<number> };
type Classes = { of: Map<number, string>; named: Map<string, Class & { tally: Tally }> };

/**
 * How many records these ways gain (or lose) together, each once. Entries of single records and cells are meant or not. Customers of an
 * organization and those in a territory overlap, so those that are in both are counted by the classes of the two.
 */
export async function distinctOf(on: Queryable, { ways, which, outcomes, ground }: Asked): Promise<Tally> {
  const { records, meant, kept } = marksOf({ ways, which, outcomes, ground });
  const classOf = (at: number): Class => ({ isMeant: meant[at] === 1, keeping: new Set(kept.flatMap((own, way) => (own.has(at) ? [way] : []))) });
  const isMeant = (one: Class, other: Class) => one.isMeant || other.isMeant || kept.some((_, way) => !one.keeping.has(way) && !other.keeping.has(way));
  const [sum, apart] = [zero(), zero()];
  const sides = { organization: noClasses(), territory: noClasses() };
  ground.origins.forEach(({ kind, organizationId, territoryId }, at) => {
    const record = records[at]!;
    const own = classOf(at);
    if (kind === "organization" || kind === "territory") return note(sides[kind], (organizationId ?? territoryId)!, own, record);
    add(apart, record);
    if (isMeant(own, nowhere)) add(sum, record);
  });
  const crossed = await crossingsOf(on, sides, ground);
  const rest = { records: ground.all.records - apart.records, archived: ground.all.archived - apart.archived };
  for (const { organization, territory, ...tally } of crossed) {
    const [one, other] = [sides.organization.named.get(organization)!, sides.territory.named.get(territory)!];
    [one.tally, other.tally].forEach((side) => add(side, tally, -1));
    add(rest, tally, -1);
    if (isMeant(one, other)) add(sum, tally);
  }
  for (const { tally, ...own } of [...sides.organization.named.values(), ...sides.territory.named.values()]) {
    add(rest, tally, -1);
    if (isMeant(own, nowhere)) add(sum, tally);
  }
  if (kept.length > 0) add(sum, rest);
  return sum;
}

const zero = (): Tally => ({ records: 0, archived: 0 });
const nowhere: Class = { isMeant: false, keeping: new Set() };
const noClasses = (): Classes => ({ of: new Map(), named: new Map() });

function add(to: Tally, { records, archived }: Tally, times = 1): void {
  to.records += times * records;
  to.archived += times * archived;
}

/** The entries that a way means by name, and for each far way those that it keeps. */
function marksOf({ ways, which, outcomes, ground: { judge } }: Asked) {
  const meant = new Uint8Array(judge.records.length);
  const kept: Set<number>[] = [];
  for (const way of ways) {
    const outcome = outcomes.get(way)!;
    if (way.far === which) kept.push(new Set(outcome.kept));
    else for (const at of outcome[which]) meant[at] = 1;
  }
  return { records: judge.records, meant, kept };
}

function note({ of, named }: Classes, id: number, own: Class, tally: Tally): void {
  if (!own.isMeant && own.keeping.size === 0) return;
  const name = own.isMeant ? "all" : [...own.keeping].join();
  of.set(id, name);
  const known = named.get(name) ?? { ...own, tally: zero() };
  add(known.tally, tally);
  named.set(name, known);
}

/** Customers of an organization of a class that are in a territory of a class, less those in cells and those that stand alone. */
async function crossingsOf(on: Queryable, { organization, territory }: { organization: Classes; territory: Classes }, { judge, origins, alone }: Ground) {
  if (organization.of.size === 0 || territory.of.size === 0) return [];
  const found = await countCrossings(on, organization.of, territory.of);
  const of = new Map(found.map((crossing) => [`${crossing.organization} ${crossing.territory}`, crossing]));
  const leaveOut = (organizationId: number | null, territoryId: number | null, tally: Tally) => {
    const crossing = of.get(`${organization.of.get(organizationId ?? 0)} ${territory.of.get(territoryId ?? 0)}`);
    if (crossing) add(crossing, tally, -1);
  };
  origins.forEach(({ kind, organizationId, territoryId }, at) => kind === "cell" && leaveOut(organizationId, territoryId, judge.records[at]!));
  for (const { organizationId, territoryId, isArchived } of alone) leaveOut(organizationId, territoryId, { records: isArchived ? 0 : 1, archived: isArchived ? 1 : 0 });
  return found;
}
