import "server-only";
import sql, { empty, join, type Sql } from "sql-template-tag";
import type { ScopeSet } from "../../../access/compile";
import type { Atom } from "../../../access/scope";
import { everything, isProjected, kindOf, referenceOf, scopeKinds } from "../../../access/scope-id";

/**
 * One ordered source of candidates of a list: scopes to probe (each an ordered run of customer_scope, or of the customers' own index
 * for `direct` and `own`), with further conditions that each candidate must meet.
 */
export type Arm = { scopes: readonly number[]; conditions: readonly Condition[] };

/** The record must be in one of the scopes (`any`), in none of them (`none`), meet the viewer's whole set, or hold all the words. */
export type Condition = { any: readonly number[] } | { none: readonly number[] } | { within: ScopeSet } | { words: readonly string[] };

export type Counts = ReadonlyMap<number, number>;

/** How many records the scopes hold together at the most, by the counters; direct and own are taken as small. */
export const sizeOf = (scopes: readonly number[], counts: Counts) => scopes.reduce((sum, id) => sum + (counts.get(id) ?? 0), 0);

/**
 * The sources of a list: either the viewer's scopes, each narrowed by the filters, or the smallest filter narrowed by the viewer's scopes,
 * whichever holds fewer records. `filters` are scope ids to choose from, one group a filter.
 */
export function armsOf(set: ScopeSet, filters: readonly (readonly number[])[], counts: Counts): Arm[] {
  const smallest = [...filters].sort((a, b) => sizeOf(a, counts) - sizeOf(b, counts))[0];
  const own = set.all ? [everything] : [...set.plain, ...set.atoms.map(({ include }) => include)];
  const isFilterSmaller = smallest && (set.all || sizeOf(smallest, counts) < sizeOf(own, counts));
  if (isFilterSmaller) {
    const rest = filters.filter((filter) => filter !== smallest).map((any): Condition => ({ any }));
    return group({ scopes: smallest, conditions: set.all ? rest : [...rest, { within: set }] });
  }
  const conditions = filters.map((any): Condition => ({ any }));
  if (set.all) return [{ scopes: [everything], conditions }];
  const plain = set.plain.size > 0 ? group({ scopes: [...set.plain], conditions }) : [];
  return [...plain, ...atomGroups(set.atoms).flatMap((atoms) => armsOfAtoms(atoms, conditions, counts))];
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
  return group({ scopes: driver, conditions: [...conditions, ...others, ...(exclude.length > 0 ? [{ none: exclude }] : [])] });
}

/** Splits an arm so that each probes one table. */
function group({ scopes, conditions }: Arm): Arm[] {
  const parts = [
    scopes.filter((id) => id === everything),
    scopes.filter(isProjected),
    scopes.filter((id) => id !== everything && kindOf(id) === scopeKinds.direct),
    scopes.filter((id) => kindOf(id) === scopeKinds.own),
  ];
  return parts.filter((part) => part.length > 0).map((part) => ({ scopes: part, conditions }));
}

/**
 * In how many of the probed scopes one customer can be at the most. Scopes of a tree are never nested here and an owner is one, so each
 * such kind counts once; programs, lists and folded lists can overlap at will.
 */
export function overlapOf(arms: readonly Arm[]): number {
  return arms.reduce((sum, { scopes }) => {
    const overlapping = scopes.filter((id) => [scopeKinds.program, scopeKinds.listed, scopeKinds.derived].some((kind) => kind === kindOf(id)));
    const kinds = new Set(scopes.filter((id) => !overlapping.includes(id)).map(kindOf));
    return sum + overlapping.length + kinds.size;
  }, 0);
}

/** True when the arm reads customers directly rather than their projection. */
export const isOnCustomers = ({ scopes }: Arm) => !isProjected(scopes[0]!);

/** The condition for customers directly: which organizations, account managers, or all. */
export function customersOf({ scopes }: Arm): { column: Sql; references: number[] } | null {
  if (scopes[0] === everything) return null;
  const column = kindOf(scopes[0]!) === scopeKinds.direct ? sql`organization_id` : sql`account_manager_id`;
  return { column, references: scopes.map(referenceOf) };
}

/** The conditions on a candidate whose customer id is the expression `id`, each prefixed with AND. */
export function conditionsOn(id: Sql, conditions: readonly Condition[]): Sql {
  return conditions.length === 0 ? empty : join(conditions.map((condition) => sql` AND ${conditionOn(id, condition)}`), "");
}

function conditionOn(id: Sql, condition: Condition): Sql {
  if ("words" in condition) {
    const likes = condition.words.map((word) => sql`x.search_text LIKE '%' || portico_fold(${escaped(word)}) || '%'`);
    return sql`(SELECT ${join(likes, " AND ")} FROM customers x WHERE x.id = ${id})`;
  }
  const record = sql`(SELECT customer_scope_ids(x.id, x.organization_id, x.account_manager_id) FROM customers x WHERE x.id = ${id})`;
  if ("within" in condition) {
    const { plain, atoms } = condition.within;
    const overlaps = sql`${record} && ${[...plain]}::bigint[]`;
    if (atoms.length === 0) return overlaps;
    const json = JSON.stringify(atoms.map(({ include, require, exclude }) => [include, require, exclude]));
    return sql`(${overlaps} OR scopes_meet(${record}, ${json}::jsonb))`;
  }
  const scopes = "any" in condition ? condition.any : condition.none;
  if (scopes.includes(everything)) return "any" in condition ? sql`true` : sql`false`;
  const found = scopes.every(isProjected)
    ? sql`EXISTS (SELECT 1 FROM customer_scope r WHERE r.customer_id = ${id} AND r.scope_id = ANY(${scopes}::bigint[]))`
    : sql`${record} && ${scopes}::bigint[]`;
  return "any" in condition ? found : sql`NOT ${found}`;
}

const escaped = (word: string) => word.replace(/[\\%_]/g, "\\$&");
