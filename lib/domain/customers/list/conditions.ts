import "server-only";
import sql, { empty, join, type Sql } from "sql-template-tag";
import type { ScopeSet } from "../../../access/compile";
import { atomsAsJson } from "../../../access/filter";
import type { Atom } from "../../../access/scope";
import { everything, isProjected, kindOf, referenceOf, scopeKinds } from "../../../access/scope-id";

/** The record must be in one of the scopes (`any`), in none of them (`none`), meet the viewer's whole set, or hold all the words. */
export type Condition = { any: readonly number[] } | { none: readonly number[] } | { within: ScopeSet } | { words: readonly string[] };

/** The conditions on a candidate whose customer id is the expression `id`, each prefixed with AND. */
export function conditionsOn(id: Sql, conditions: readonly Condition[]): Sql {
  return conditions.length === 0 ? empty : join(conditions.map((condition) => sql` AND ${conditionOn(id, condition)}`), "");
}

function conditionOn(id: Sql, condition: Condition): Sql {
  if ("words" in condition) {
    const likes = condition.words.map((word) => sql`x.search_text LIKE '%' || portico_fold(${escaped(word)}) || '%'`);
    return sql`(SELECT ${join(likes, " AND ")} FROM customers x WHERE x.id = ${id})`;
  }
  if ("within" in condition) return isWithin(id, condition.within);
  return "any" in condition ? isInOne(id, condition.any) : sql`NOT ${isInOne(id, condition.none)}`;
}

const escaped = (word: string) => word.replace(/[\\%_]/g, "\\$&");

/**
 * Whether the customer is in one of the scopes, by a look at its own rows. A sub-select and no EXISTS: that the planner may turn into a
 * join, which reads whole scopes, where a page looks at few candidates.
 */
function isInOne(id: Sql, scopes: readonly number[]): Sql {
  if (scopes.includes(everything)) return sql`true`;
  const projected = scopes.filter(isProjected);
  const references = (kind: number) => scopes.filter((scope) => kindOf(scope) === kind).map(referenceOf);
  const [organizations, managers] = [references(scopeKinds.direct), references(scopeKinds.own)];
  const looks: Sql[] = [];
  if (projected.length > 0) looks.push(sql`(SELECT true FROM customer_scope r WHERE r.customer_id = ${id} AND r.scope_id = ANY(${projected}::bigint[]) LIMIT 1)`);
  if (organizations.length > 0) looks.push(sql`(SELECT x.organization_id = ANY(${organizations}::int[]) FROM customers x WHERE x.id = ${id})`);
  if (managers.length > 0) looks.push(sql`(SELECT x.account_manager_id = ANY(${managers}::int[]) FROM customers x WHERE x.id = ${id})`);
  if (looks.length === 0) return sql`false`;
  return sql`(${join(looks.map((look) => sql`coalesce(${look}, false)`), " OR ")})`;
}

const fewAtoms = 8;

function isWithin(id: Sql, { all, plain, atoms }: ScopeSet): Sql {
  if (all) return sql`true`;
  const ways = plain.size > 0 || atoms.length === 0 ? [isInOne(id, [...plain])] : [];
  if (atoms.length <= fewAtoms) ways.push(...atoms.map((atom) => meets(id, atom)));
  else ways.push(sql`(SELECT scopes_meet(customer_scope_ids(x.id, x.organization_id, x.account_manager_id), ${atomsAsJson(atoms)}::jsonb) FROM customers x WHERE x.id = ${id})`);
  return sql`(${join(ways, " OR ")})`;
}

function meets(id: Sql, { include, require, exclude }: Atom): Sql {
  const needed = [include, ...require].map((scope) => isInOne(id, [scope]));
  return sql`(${join(exclude.length > 0 ? [...needed, sql`NOT ${isInOne(id, exclude)}`] : needed, " AND ")})`;
}
