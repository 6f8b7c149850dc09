import "server-only";
import sql, { empty, join, raw, type Sql } from "sql-template-tag";
import type { ScopeSet } from "../../../access/compile";
import { atomsAsJson } from "../../../access/filter";
import type { Atom } from "../../../access/scope";
import { everything, isProjected, kindOf, referenceOf, scopeKinds } from "../../../access/scope-id";

/** The record must be in one of the scopes (`any`), in none of them (`none`), meet the viewer's whole set, or hold all the words. */
export type Condition = { any: readonly number[] } | { none: readonly number[] } | { within: ScopeSet } | { words: readonly string[] };

/** What is known of a candidate where it is found, as expressions; the manager only where customers are read directly. */
export type Candidate = { id: Sql; organization: Sql; territory: Sql; manager: Sql | null };

/** How a candidate is asked: what is known of it, and the scopes that are read as a whole instead of looked for at each candidate. */
export type Asked = Candidate & { whole: ReadonlySet<number> };

/** The conditions on a candidate, each prefixed with AND. */
export function conditionsOn(candidate: Asked, conditions: readonly Condition[]): Sql {
  return conditions.length === 0 ? empty : join(conditions.map((condition) => sql` AND ${conditionOn(candidate, condition)}`), "");
}

function conditionOn(candidate: Asked, condition: Condition): Sql {
  if ("words" in condition) {
    const likes = condition.words.map((word) => sql`x.search_text LIKE '%' || portico_fold(${escaped(word)}) || '%'`);
    return sql`(SELECT ${join(likes, " AND ")} FROM customers x WHERE x.id = ${candidate.id})`;
  }
  if ("within" in condition) return isWithin(candidate, condition.within);
  return "any" in condition ? isInOne(candidate, condition.any) : sql`NOT ${isInOne(candidate, condition.none)}`;
}

const escaped = (word: string) => word.replace(/[\\%_]/g, "\\$&");

const { subtree, direct, territory, program, own } = scopeKinds;

/**
 * Whether the candidate is in one of the scopes: by the columns it is found with against places that are read once, else by a look at
 * its own rows. `coalesce` and sub-selects, no EXISTS or IN alone: those the planner may turn into joins, which read whole scopes and
 * lose the list's order.
 */
function isInOne(candidate: Asked, scopes: readonly number[]): Sql {
  if (scopes.includes(everything)) return sql`true`;
  const ways = [...knownWays(candidate, scopes), ...looks(candidate, scopes)];
  if (ways.length === 0) return sql`false`;
  return sql`(${join(ways.map((way) => sql`coalesce(${way}, false)`), " OR ")})`;
}

/** What can be said without a look at the candidate's own rows. */
function knownWays({ id, organization, territory: place, whole }: Asked, scopes: readonly number[]): Sql[] {
  const read = scopes.filter((scope) => whole.has(scope) && isProjected(scope));
  const references = (kind: number) => read.filter((scope) => kindOf(scope) === kind).map(referenceOf);
  const [subtrees, territories, programs] = [references(subtree), references(territory), references(program)];
  const organizations = scopes.filter((scope) => kindOf(scope) === direct).map(referenceOf);
  const lists = read.filter((scope) => ![subtree, territory, program].some((kind) => kind === kindOf(scope)));
  const ways: Sql[] = [];
  if (organizations.length > 0) ways.push(sql`${organization} = ANY(${organizations}::int[])`);
  if (subtrees.length > 0) ways.push(sql`${organization} IN (SELECT r.organization_id FROM organization_closure r WHERE r.ancestor_id ${oneOfSome(subtrees)})`);
  if (territories.length > 0) ways.push(sql`${place} IN (SELECT r.territory_id FROM territory_closure r WHERE r.ancestor_id ${oneOfSome(territories)})`);
  if (programs.length > 0) ways.push(sql`${organization} IN (SELECT r.organization_id FROM enrollments r WHERE r.is_current AND r.program_id ${oneOfSome(programs)})`);
  if (lists.length > 0) ways.push(sql`${id} IN (SELECT r.customer_id FROM customer_scope r WHERE r.scope_id ${oneOfSome(lists, bigint)})`);
  return ways;
}

/** What is looked up for each candidate: its place in the few rows of the trees, what only its own rows say there. */
function looks({ id, organization, territory: place, manager, whole }: Asked, scopes: readonly number[]): Sql[] {
  const projected = scopes.filter((scope) => isProjected(scope) && !whole.has(scope));
  const references = (kind: number) => projected.filter((scope) => kindOf(scope) === kind).map(referenceOf);
  const [subtrees, territories, programs] = [references(subtree), references(territory), references(program)];
  const others = projected.filter((scope) => ![subtree, territory, program].some((kind) => kind === kindOf(scope)));
  const managers = scopes.filter((scope) => kindOf(scope) === own).map(referenceOf);
  const ways: Sql[] = [];
  if (managers.length > 0) ways.push(manager ? sql`${manager} = ANY(${managers}::int[])` : sql`(SELECT x.account_manager_id = ANY(${managers}::int[]) FROM customers x WHERE x.id = ${id})`);
  if (subtrees.length > 0) ways.push(sql`(SELECT true FROM organization_closure r WHERE r.organization_id = ${organization} AND r.ancestor_id ${oneOf(subtrees)} LIMIT 1)`);
  if (territories.length > 0) ways.push(sql`(SELECT true FROM territory_closure r WHERE r.territory_id = ${place} AND r.ancestor_id ${oneOf(territories)} LIMIT 1)`);
  if (programs.length > 0) ways.push(sql`(SELECT true FROM enrollments r WHERE r.is_current AND r.organization_id = ${organization} AND r.program_id ${oneOf(programs)} LIMIT 1)`);
  if (others.length > 0) ways.push(sql`(SELECT true FROM customer_scope r WHERE r.customer_id = ${id} AND r.scope_id ${oneOf(others, bigint)} LIMIT 1)`);
  return ways;
}

export const [int, bigint] = [raw("int"), raw("bigint")];

/** A single one is compared: to look for one of an array costs half as much again. */
const oneOf = (references: readonly number[], type = int) => (references.length === 1 ? sql`= ${references[0]}::${type}` : sql`= ANY(${references}::${type}[])`);

/**
 * The same for what is read as a whole. Which index that takes does not hang on the values, so they are kept from the planner: a plan for any
 * values then costs what one for these costs, and PostgreSQL stops planning each page anew.
 */
export const oneOfSome = (references: readonly number[], type = int) =>
  references.length === 1 ? sql`= (SELECT ${references[0]}::${type})` : sql`= ANY((SELECT ${references}::${type}[])::${type}[])`;

const fewAtoms = 8;

function isWithin(candidate: Asked, { all, plain, atoms }: ScopeSet): Sql {
  if (all) return sql`true`;
  const ways = plain.size > 0 || atoms.length === 0 ? [isInOne(candidate, [...plain])] : [];
  if (atoms.length <= fewAtoms) ways.push(...atoms.map((atom) => meets(candidate, atom)));
  else ways.push(sql`(SELECT scopes_meet(customer_scope_ids(x.id, x.organization_id, x.account_manager_id), ${atomsAsJson(atoms)}::jsonb) FROM customers x WHERE x.id = ${candidate.id})`);
  return sql`(${join(ways, " OR ")})`;
}

function meets(candidate: Asked, { include, require, exclude }: Atom): Sql {
  const needed = [include, ...require].map((scope) => isInOne(candidate, [scope]));
  return sql`(${join(exclude.length > 0 ? [...needed, sql`NOT ${isInOne(candidate, exclude)}`] : needed, " AND ")})`;
}
