import type { Access, ScopeSet } from "./compile";
import type { RecordScopes } from "./decide";
import { permissionEntry, permissionIndex, permissions, type Permission } from "./permissions";
import { answers, probeOf } from "./probe";
import type { Atom } from "./scope";
import { everything, kindOf, scopeKinds } from "./scope-id";

// What a change does to people's access, as pure law: the same decision, asked before and after, and the answers compared.

/** What a person's rights reach, before and after a change. */
export type Rights = { before: Reach; after: Reach };
export type Reach = Pick<Access, "sets" | "of">;

/** What is counted: customers for the permissions about customers, organizations for all others. */
export type Unit = "customer" | "organization";

/** Records that are in the same scopes, with the scopes before and after the change; null where there are none of them. */
export type Records = { before: RecordScopes | null; after: RecordScopes | null; count: number; isArchived: boolean };

/** One way in which the reach of a permission changes; people whose sets are equal share it. */
export type Way = {
  unit: Unit;
  permission: Permission;
  before: ScopeSet | null;
  after: ScopeSet | null;
  /** Scopes of which every record that it gains or loses without moving is in at least one; null stands for all records. */
  anchors: readonly number[] | null;
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
      const way = distinct.get(name) ?? { unit, permission, before, after, anchors: anchorsOf(before, after) };
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

function anchorsOf(before: ScopeSet | null, after: ScopeSet | null): readonly number[] | null {
  if (nameOfSet(before) === nameOfSet(after)) return [];
  if (before?.all || after?.all) return null;
  const was = new Map((before ? partsOf(before) : []).map((atom) => [nameOfAtom(atom), atom]));
  const is = new Map((after ? partsOf(after) : []).map((atom) => [nameOfAtom(atom), atom]));
  const differing = [...[...was].filter(([name]) => !is.has(name)), ...[...is].filter(([name]) => !was.has(name))];
  const anchors = differing.map(([, atom]) => narrowestOf(atom));
  return anchors.includes(everything) ? null : [...new Set(anchors)];
}

/** Every scope that deciding about the way's sets looks at. */
export const mentionsOf = ({ before, after }: Pick<Way, "before" | "after">): number[] =>
  [before, after].flatMap((set) => (set ? partsOf(set).flatMap(({ include, require, exclude }) => [include, ...require, ...exclude]) : []));

const narrowness: readonly number[] = [scopeKinds.listed, scopeKinds.own, scopeKinds.direct, scopeKinds.subtree, scopeKinds.program, scopeKinds.territory];

function narrowestOf({ include, require }: Atom): number {
  const place = (id: number) => narrowness.indexOf(kindOf(id));
  const ids = [include, ...require].filter((id) => id !== everything);
  return ids.length === 0 ? everything : ids.reduce((best, id) => (place(id) < place(best) ? id : best));
}

/** The places of the records that a way gains and loses. */
export type Outcome = { gained: number[]; lost: number[] };

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
    const outcome: Outcome = { gained: [], lost: [] };
    const permission = permissionIndex(way.permission);
    const [probeBefore, probeAfter] = [probeFor(way.before, permission), probeFor(way.after, permission)];
    for (const at of this.candidates(way.anchors)) {
      const { before, after } = this.records[at]!;
      const was = before !== null && answers(probeBefore, permission, before);
      const is = after !== null && answers(probeAfter, permission, after);
      if (is && !was) outcome.gained.push(at);
      if (was && !is) outcome.lost.push(at);
    }
    return outcome;
  }

  private candidates(anchors: readonly number[] | null): Iterable<number> {
    if (anchors === null) return this.records.keys();
    if (anchors.length === 1 && this.moved.length === 0) return this.inScope.get(anchors[0]!) ?? [];
    return new Set([...this.moved, ...anchors.flatMap((id) => this.inScope.get(id) ?? [])]);
  }
}

/** The decision's own table of numbers, for one permission alone. */
const probeFor = (set: ScopeSet | null, permission: number) => {
  const of = new Uint8Array(permission + 1).fill(255);
  if (set) of[permission] = 0;
  return probeOf(set ? [set] : [], of);
};

/** Sentence of a permission as what somebody may do, without the full stop: "Open a customer's profile and history". */
export const deedOf = (permission: Permission) => permissionEntry(permission).sentence.replace(/\.$/, "");
