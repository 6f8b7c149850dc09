import "server-only";
import sql, { empty, join, type Sql } from "sql-template-tag";
import type { ScopeSet } from "../../access/compile";
import { organizationFilter } from "../../access/filter";
import type { Atom } from "../../access/scope";
import { everything, isProjected, kindOf, referenceOf, scopeKinds } from "../../access/scope-id";

/** Customers in any of the scopes, as a condition on a row of customer_home aliased `h`. */
function customersIn(ids: readonly number[]): Sql {
  if (ids.includes(everything)) return sql`true`;
  const of = (kind: number) => ids.filter((id) => kindOf(id) === kind).map(referenceOf);
  const projected = ids.filter(isProjected);
  const parts: Sql[] = [];
  if (projected.length > 0) {
    parts.push(sql`EXISTS (SELECT 1 FROM customer_scope s WHERE s.customer_id = h.customer_id AND s.scope_id = ANY(${projected}::bigint[]))`);
  }
  if (of(scopeKinds.direct).length > 0) parts.push(sql`h.organization_id = ANY(${of(scopeKinds.direct)}::int[])`);
  if (of(scopeKinds.own).length > 0) parts.push(sql`h.account_manager_id = ANY(${of(scopeKinds.own)}::int[])`);
  return parts.length === 0 ? sql`false` : sql`(${join(parts, " OR ")})`;
}

function customersMeeting({ include, require, exclude }: Atom): Sql {
  const needed = [include, ...require].map((id) => customersIn([id]));
  const without = exclude.length > 0 ? sql` AND NOT ${customersIn(exclude)}` : empty;
  return sql`(${join(needed, " AND ")}${without})`;
}

/** The scope set as a condition on customer_home aliased `h`. */
export const homeFilter = (set: ScopeSet): Sql =>
  set.all ? sql`true` : sql`(${join([customersIn([...set.plain]), ...set.atoms.map(customersMeeting)], " OR ")})`;

/**
 * The log rows (aliased `a`) of the set in parts that do not overlap: those about a customer, judged by that customer as it is now, and
 * those about anything else, judged by their home organization. Rows without a home are for those who have everything.
 */
export function visibleParts(set: ScopeSet): { from: Sql; where: Sql }[] {
  if (set.all) return [{ from: sql`activities a`, where: sql`true` }];
  return [
    { from: sql`activities a JOIN customer_home h ON h.customer_id = a.customer_id`, where: homeFilter(set) },
    { from: sql`activities a`, where: sql`a.customer_id IS NULL AND ${organizationFilter(set, sql`a.organization_id`)}` },
  ];
}
