import type { Access, ScopeSet } from "./compile";
import type { RecordScopes } from "./decide";
import { permissions, type Permission } from "./permissions";
import { answers, probeOf } from "./probe";
import type { Atom } from "./scope";
import { everything, kindOf, scopeKinds } from "./scope-id";

// What a change does to people's access, as pure law: the same decision, asked before and after, and the answers compared.

/** What a person's rights reach, before and after a change. */
export type Rights = { before: Reach; after: Reach };
export type Reach = Pick<Access, "sets" | "of">;

/** What is counted: customers for the permissions about customers, organizations for all others. */
export type Unit = "customer" | "organization";

/** How many records: those in lists, and the archived ones, which lists show apart. */
export type Tally = { records: number; archived: number };

/** The two sides of a difference. */
export type Which = "gained" | "lost";

/** Records that are in the same scopes, with the scopes before and after the change; null where there are none of them. */
export type Records = Tally & { before: RecordScopes | null; after: RecordScopes | null };

/** One way in which the reach of a permission changes; people whose sets are equal share it. */
export type Way = {
  unit: Unit;
  permission: Permission;
  before: ScopeSet | null;
  after: ScopeSet | null;
  /** Scopes of which every record that it treats otherwise than those in `far`, without moving, is in at least one. */
  anchors: readonly number[];
  /** What becomes of the records that are in no scope it mentions: only sets that hold everything gain or lose them. */
  far: Which | null;
};

/** Per person the permissions whose reach changes, or may because records move. */
export type Ways = { byPerson: Map<number, { permission: Permission; way: Way }[]>; distinct: readonly Way[] };

/** What is counted for a permission. */
export const unitOf = (permission: Permission): Unit => (permission.startsWith("customers.") ? "customer" : "organization");

const names = new WeakMap<ScopeSet, string>();

/** The same name for equal sets and different names for others. */
export function nameOfSet(set: ScopeSet | null): string {
  if (!set) return "none";
  const known = names.get(set);
  if (known !== undefined) return known;
  const name = set.all ? "all" : partsOf(set).map(nameOfAtom).sort().join("|");
  names.set(set, name);
  return name;
}

const nameOfAtom = ({ include, require, exclude }: Atom) => `${include};${require.join()};${exclude.join()}`;

const partsOf = ({ plain, atoms }: ScopeSet): Atom[] => [...[...plain].map((include): Atom => ({ include, require: [], exclude: [] })), ...atoms];

/** Finds what differs for each person. With `isMoving` the permissions that keep their reach count too, as records come into it and leave it. */
export function waysOf(people: ReadonlyMap<number, Rights>, isMoving: (unit: Unit) => boolean): Ways {
  const distinct = new Map<string, Way>();
  const byPerson: Ways["byPerson"] = new Map();
  const moving = { customer: isMoving("customer"), organization: isMoving("organization") };
  for (const [userId, rights] of people) {
    const own: { permission: Permission; way: Way }[] = [];
    permissions.forEach(({ key: permission }, index) => {
      const [before, after] = [setAt(rights.before, index), setAt(rights.after, index)];
      if (before === after && (before === null || !moving[units[index]!])) return;
      const [was, is] = [nameOfSet(before), nameOfSet(after)];
      const unit = units[index]!;
      if (was === is && !moving[unit]) return;
      const name = `${unit} ${was} ${is}`;
      const way = distinct.get(name) ?? { unit, permission, before, after, ...boundsOf(before, after) };
      distinct.set(name, way);
      own.push({ permission, way });
    });
    if (own.length > 0) byPerson.set(userId, own);
  }
  return { byPerson, distinct: [...distinct.values()] };
}

const units: readonly Unit[] = permissions.map(({ key }) => unitOf(key));

function setAt({ sets, of }: Reach, index: number): ScopeSet | null {
  const place = of[index]!;
  return place === 255 ? null : sets[place]!;
}

function boundsOf(before: ScopeSet | null, after: ScopeSet | null): Pick<Way, "anchors" | "far"> {
  if (nameOfSet(before) === nameOfSet(after)) return { anchors: [], far: null };
  const [was, is] = [isEndless(before), isEndless(after)];
  if (was || is) return { anchors: [...new Set(mentionsOf({ before, after }))], far: was === is ? null : is ? "gained" : "lost" };
  const [had, has] = [before, after].map((set) => new Map((set ? partsOf(set) : []).map((atom) => [nameOfAtom(atom), atom])));
  const differing = [...[...had!].filter(([name]) => !has!.has(name)), ...[...has!].filter(([name]) => !had!.has(name))];
  return { anchors: [...new Set(differing.map(([, atom]) => narrowestOf(atom)))], far: null };
}

/** True when the set holds every record that is in none of the scopes it mentions. */
const isEndless = (set: ScopeSet | null) => set !== null && (set.all || set.atoms.some(({ include, require }) => include === everything && require.length === 0));

/** Every scope that deciding about the way's sets looks at. */
export const mentionsOf = ({ before, after }: Pick<Way, "before" | "after">): number[] =>
  [before, after].flatMap((set) => (set ? partsOf(set).flatMap(({ include, require, exclude }) => [include, ...require, ...exclude]) : [])).filter((id) => id !== everything);

const narrowness: readonly number[] = [scopeKinds.listed, scopeKinds.own, scopeKinds.direct, scopeKinds.subtree, scopeKinds.program, scopeKinds.territory];

function narrowestOf({ include, require }: Atom): number {
  const place = (id: number) => narrowness.indexOf(kindOf(id));
  return [include, ...require].filter((id) => id !== everything).reduce((best, id) => (place(id) < place(best) ? id : best));
}

/**
 * The places of the records that a way gains and loses, of those that it looked at. `kept` are those that it treats otherwise than its
 * `far`, when it has one: all others are gained or lost with it, looked at or not.
 */
export type Outcome = { gained: number[]; lost: number[]; kept: number[] };

/** What the way does with records of these scopes that stay where they are; null scopes are no record. */
export function effectsOn(way: Way, records: readonly (RecordScopes | null)[]): (Which | null)[] {
  const [probeBefore, probeAfter] = [probeFor(way.before), probeFor(way.after)];
  return records.map((scopes) => scopes && effect(answers(probeBefore, only, scopes), answers(probeAfter, only, scopes)));
}

const effect = (was: boolean, is: boolean): Which | null => (was === is ? null : is ? "gained" : "lost");

/** Asks the decision about records before and after. Records are looked up by the scopes that can matter, never all for each way. */
export class Judge {
  private readonly moved: number[] = [];
  private readonly inScope = new Map<number, number[]>();

  constructor(
    readonly records: readonly Records[],
    anchors: ReadonlySet<number>,
  ) {
    records.forEach(({ before, after }, at) => {
      if (before !== after) this.moved.push(at);
      else for (const id of before!) if (anchors.has(id)) this.noteIn(id, at);
    });
  }

  private noteIn(scope: number, at: number) {
    const known = this.inScope.get(scope);
    if (known) known.push(at);
    else this.inScope.set(scope, [at]);
  }

  /** What the way gains and loses, each group of records once. */
  outcome(way: Way): Outcome {
    const outcome: Outcome = { gained: [], lost: [], kept: [] };
    const [probeBefore, probeAfter] = [probeFor(way.before), probeFor(way.after)];
    for (const at of this.candidates(way.anchors)) {
      const { before, after } = this.records[at]!;
      const was = before !== null && answers(probeBefore, only, before);
      const is = after !== null && answers(probeAfter, only, after);
      const which = effect(was, is);
      if (which !== null) outcome[which].push(at);
      if (way.far !== null && way.far !== which) outcome.kept.push(at);
    }
    return outcome;
  }

  private candidates(anchors: readonly number[]): Iterable<number> {
    if (anchors.length === 1 && this.moved.length === 0) return this.inScope.get(anchors[0]!) ?? [];
    return new Set([...this.moved, ...anchors.flatMap((id) => this.inScope.get(id) ?? [])]);
  }
}

/** The decision's own table of numbers, for one permission alone. */
const probeFor = (set: ScopeSet | null) => probeOf(set ? [set] : [], Uint8Array.of(set ? only : 255));
const only = 0;

