import sql, { empty, join, type Sql } from "sql-template-tag";
import type { ScopeSet } from "./compile";
import type { Atom } from "./scope";
import { everything, kindOf, referenceOf, scopeKinds } from "./scope-id";

const references = (ids: readonly number[], kind: number) => ids.filter((id) => kindOf(id) === kind && id !== everything).map(referenceOf);

/** Organizations in any of the scopes, as a condition on `column`; scopes about customers alone match none. */
function organizationsIn(column: Sql, ids: readonly number[]): Sql {
  const subtrees = references(ids, scopeKinds.subtree);
  const direct = references(ids, scopeKinds.direct);
  const territories = references(ids, scopeKinds.territory);
  const programs = references(ids, scopeKinds.program);
  const parts: Sql[] = [];
  if (ids.includes(everything)) return sql`true`;
  if (subtrees.length > 0) {
    parts.push(sql`${column} IN (SELECT organization_id FROM organization_closure WHERE ancestor_id = ANY(${subtrees}::int[]))`);
  }
  if (direct.length > 0) parts.push(sql`${column} = ANY(${direct}::int[])`);
  if (territories.length > 0) {
    parts.push(sql`${column} IN (SELECT o.id FROM organizations o JOIN territory_closure t ON t.territory_id = o.territory_id
      WHERE t.ancestor_id = ANY(${territories}::int[]))`);
  }
  if (programs.length > 0) {
    parts.push(sql`${column} IN (SELECT organization_id FROM enrollments WHERE is_current AND program_id = ANY(${programs}::int[]))`);
  }
  return parts.length === 0 ? sql`false` : sql`(${join(parts, " OR ")})`;
}

function organizationsMeeting(column: Sql, atom: Atom): Sql {
  const required = atom.require.map((id) => sql` AND ${organizationsIn(column, [id])}`);
  const excluded = atom.exclude.length > 0 ? sql` AND NOT ${organizationsIn(column, atom.exclude)}` : empty;
  return sql`(${organizationsIn(column, [atom.include])}${required.length > 0 ? join(required, "") : empty}${excluded})`;
}

/**
 * The scope set as a condition on a column that holds the home organization of a record without a customer (organizations themselves,
 * users, groups, roles, grants). `null`, a permission held nowhere, matches nothing.
 */
export function organizationFilter(set: ScopeSet | null, column: Sql): Sql {
  if (!set) return sql`false`;
  if (set.all) return sql`true`;
  const parts = [organizationsIn(column, [...set.plain]), ...set.atoms.map((atom) => organizationsMeeting(column, atom))];
  return sql`(${join(parts, " OR ")})`;
}

/** The scope set as a condition on customers aliased `c`: the form for joins and single look-ups, not for long ordered lists. */
export function customerFilter(set: ScopeSet | null): Sql {
  if (!set) return sql`false`;
  if (set.all) return sql`true`;
  // customer_scope_ids written out: a function with a sub-select is called for each row anew, which costs ten times as much.
  const record = sql`(ARRAY(SELECT s.scope_id FROM customer_scope s WHERE s.customer_id = c.id)
    || ARRAY[(c.organization_id::bigint << 4) | 2, (coalesce(c.account_manager_id, 0)::bigint << 4) | 6])`;
  const plain = sql`${record} && ${[...set.plain]}::bigint[]`;
  return set.atoms.length === 0 ? sql`(${plain})` : sql`(${plain} OR scopes_meet(${record}, ${atomsAsJson(set.atoms)}::jsonb))`;
}

/** Atoms as scopes_meet in the database reads them. */
export const atomsAsJson = (atoms: readonly Atom[]) =>
  JSON.stringify(atoms.map(({ include, require, exclude }) => [include, require, exclude]));
