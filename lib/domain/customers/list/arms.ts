import "server-only";
import sql, { type Sql } from "sql-template-tag";
import type { ScopeSet } from "../../../access/compile";
import type { Atom } from "../../../access/scope";
import { everything, isProjected, kindOf, referenceOf, scopeKinds } from "../../../access/scope-id";
import type { Condition } from "./conditions";
import { costOf, sizeOf, type Counts, type Source } from "./cost";
import type { Inside } from "./trees";

export { sizeOf, type Counts } from "./cost";

/**
 * One ordered source of candidates of a list: scopes to probe (each an ordered run of customer_scope, or of the customers' own index
 * for `direct` and `own`), with further conditions that each candidate must meet.
 */
export type Arm = Source;

const page = 51;

/**
 * The sources of a list, by whichever way looks at the fewest records: the viewer's scopes, each narrowed by the filters; the smallest
 * filter, narrowed by the viewer's scopes; or that filter for the scopes that a candidate's place tells of, and lists by themselves, as to
 * look a candidate up in a list costs more than to read many of its rows. `filters` are scope ids to choose from, one group a filter.
 * Where both are about one tree, what they have in common is known by the tree.
 */
export function armsOf(set: ScopeSet, filters: readonly (readonly number[])[], counts: Counts, inside?: Inside): Arm[] {
  for (const filter of inside ? filters : []) {
    const same = [...set.plain].filter((id) => isOfTree(id, filter[0]!));
    if (same.length > 0) return armsInTree({ set, filter, same, others: filters.filter((other) => other !== filter) }, counts, inside!);
  }
  if (!set.all && set.plain.size + set.atoms.length === 0) return [];
  const conditions = filters.map((any): Condition => ({ any }));
  const [smallest] = [...filters].sort((a, b) => sizeOf(a, counts) - sizeOf(b, counts));
  if (!smallest) return ownArms(set, conditions, counts);
  const rest = filters.filter((filter) => filter !== smallest).map((any): Condition => ({ any }));
  const filtered = (within: ScopeSet) => group({ scopes: smallest, conditions: within.all ? rest : [...rest, { within }], counts });
  if (set.all) return filtered(set);
  const [placed, others] = byPlace(set);
  const ways = [ownArms(set, conditions, counts), filtered(set)];
  if (placed.plain.size > 0) ways.push([...filtered(placed), ...ownArms(others, conditions, counts)]);
  const cost = (arms: readonly Arm[]) => arms.reduce((sum, arm) => sum + costOf(arm, page), 0);
  return ways.reduce((best, way) => (cost(way) < cost(best) ? way : best));
}

/** The viewer's scopes as sources, each candidate of which must meet the conditions. */
function ownArms({ all, plain, atoms }: ScopeSet, conditions: readonly Condition[], counts: Counts): Arm[] {
  if (all) return [{ scopes: [everything], conditions, counts }];
  return [...group({ scopes: [...plain], conditions, counts }), ...atomGroups(atoms).flatMap((alike) => armsOfAtoms(alike, conditions, counts))];
}

const ofPlaces: readonly number[] = [scopeKinds.subtree, scopeKinds.direct, scopeKinds.territory, scopeKinds.program];

/** The scopes that a candidate's partner and territory tell of, and the rest. */
function byPlace({ plain, atoms }: ScopeSet): [ScopeSet, ScopeSet] {
  const isPlace = (id: number) => ofPlaces.includes(kindOf(id));
  const some = (chosen: (id: number) => boolean) => new Set([...plain].filter(chosen));
  return [{ all: false, plain: some(isPlace), atoms: [] }, { all: false, plain: some((id) => !isPlace(id)), atoms }];
}

/** True when a scope of the viewer's and one of a filter are places of the same tree. */
function isOfTree(own: number, filtered: number): boolean {
  const [kind, other] = [kindOf(own), kindOf(filtered)];
  if (own === everything) return false;
  return (other === scopeKinds.territory && kind === other) || (other === scopeKinds.subtree && (kind === other || kind === scopeKinds.direct));
}

type InTree = { set: ScopeSet; filter: readonly number[]; same: readonly number[]; others: readonly (readonly number[])[] };

/** Of two places of a tree the inner one is what they have in common, if either is inside the other. */
function armsInTree({ set, filter, same, others }: InTree, counts: Counts, inside: Inside): Arm[] {
  const common = same.flatMap((own) => filter.flatMap((wanted) => (inside(own, wanted) ? [own] : inside(wanted, own) ? [wanted] : [])));
  const rest = { ...set, plain: new Set([...set.plain].filter((id) => !same.includes(id))) };
  const isCovered = filter.every((wanted) => same.some((own) => inside(wanted, own)));
  return [
    ...armsOf({ all: false, plain: new Set(common), atoms: [] }, others, counts, inside),
    ...(isCovered ? [] : armsOf(rest, [filter, ...others], counts, inside)),
  ];
}

/** Atoms with the same conditions together: thirty territories clipped to one reach are one source, not thirty. */
function atomGroups(atoms: readonly Atom[]): Atom[][] {
  const groups = new Map<string, Atom[]>();
  for (const atom of atoms) {
    const name = `${isProjected(atom.include)};${atom.require.join()};${atom.exclude.join()}`;
    groups.set(name, [...(groups.get(name) ?? []), atom]);
  }
  return [...groups.values()];
}

/** Atoms that differ in `include` alone probe the smallest of the scopes they need; the others become conditions. */
function armsOfAtoms(atoms: readonly Atom[], conditions: readonly Condition[], counts: Counts): Arm[] {
  const { require, exclude } = atoms[0]!;
  const includes = atoms.map(({ include }) => include);
  const needed = [...(includes.includes(everything) ? [] : [includes]), ...require.map((id) => [id])];
  const choice = includes.every((id) => isProjected(id) || id === everything) ? needed : [includes];
  const driver = [...choice].sort((a, b) => sizeOf(a, counts) - sizeOf(b, counts))[0] ?? [everything];
  const others = needed.filter((scopes) => scopes !== driver).map((any): Condition => ({ any }));
  return group({ scopes: driver, conditions: [...conditions, ...others, ...(exclude.length > 0 ? [{ none: exclude }] : [])], counts, mayNest: true });
}

/** Splits an arm so that each probes one table. */
function group({ scopes, ...rest }: Arm): Arm[] {
  const parts = [
    scopes.filter((id) => id === everything),
    scopes.filter(isProjected),
    scopes.filter((id) => id !== everything && kindOf(id) === scopeKinds.direct),
    scopes.filter((id) => kindOf(id) === scopeKinds.own),
  ];
  return parts.filter((part) => part.length > 0).map((part) => ({ scopes: part, ...rest }));
}

/**
 * In how many of the probed scopes one customer can be at the most. Plain scopes of a tree are never nested and an owner is one, so each
 * such kind counts once; programs, lists and folded lists can overlap at will, and so can the places of grants with conditions.
 */
export const overlapOf = (arms: readonly Arm[]): number =>
  arms.reduce((sum, { scopes, mayNest }) => sum + (mayNest ? scopes.length : new Set(scopes.map((id) => (canOverlap.includes(kindOf(id)) ? id : kindOf(id)))).size), 0);

const canOverlap: readonly number[] = [scopeKinds.program, scopeKinds.listed, scopeKinds.derived];

/** True when the arm reads customers directly rather than their projection. */
export const isOnCustomers = ({ scopes }: Arm) => !isProjected(scopes[0]!);

/** The condition for customers directly: which organizations, account managers, or all. */
export function customersOf({ scopes }: Arm): { column: Sql; references: number[] } | null {
  if (scopes[0] === everything) return null;
  const column = kindOf(scopes[0]!) === scopeKinds.direct ? sql`organization_id` : sql`account_manager_id`;
  return { column, references: scopes.map(referenceOf) };
}
