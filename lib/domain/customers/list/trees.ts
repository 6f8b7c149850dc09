import "server-only";
import sql from "sql-template-tag";
import type { ScopeSet } from "../../../access/compile";
import { kindOf, referenceOf, scopeKinds } from "../../../access/scope-id";
import { rows, type Queryable } from "../../../platform/db/connect";

/** True when all records of one scope are in the other, or the two are the same; asked about organizations and territories. */
export type Inside = (inner: number, outer: number) => boolean;

const { subtree, direct, territory } = scopeKinds;

/**
 * Which of the places that the set and the filters speak of are inside which; and the filters made simpler by it: of nested places the
 * outer one is enough, and everybody is below the root, whose scope the projection leaves out.
 */
export async function inTrees(on: Queryable, set: ScopeSet, filters: readonly number[][]): Promise<{ inside: Inside; filters: number[][] }> {
  const isAsked = (kind: number) => filters.some((filter) => kindOf(filter[0]!) === kind);
  const places = (kinds: number[]) => [...set.plain, ...filters.flat()].filter((id) => kinds.includes(kindOf(id))).map(referenceOf);
  const organizations = isAsked(subtree) ? places([subtree, direct]) : [];
  const territories = isAsked(territory) ? places([territory]) : [];
  if (organizations.length + territories.length === 0) return { inside: (inner, outer) => inner === outer, filters: [...filters] };
  const found = await rows<{ pair: string; isRoot: boolean }>(
    on,
    sql`SELECT c.ancestor_id::bigint * 16 + 1 || ' ' || c.organization_id AS pair, o.parent_id IS NULL AS "isRoot" FROM organization_closure c JOIN organizations o ON o.id = c.ancestor_id
        WHERE c.ancestor_id = ANY(${organizations}::int[]) AND c.organization_id = ANY(${organizations}::int[])
      UNION ALL SELECT ancestor_id::bigint * 16 + 3 || ' ' || territory_id, false FROM territory_closure WHERE ancestor_id = ANY(${territories}::int[]) AND territory_id = ANY(${territories}::int[])`,
  );
  const pairs = new Set(found.map(({ pair }) => pair));
  const roots = new Set(found.filter(({ isRoot }) => isRoot).map(({ pair }) => Number(pair.split(" ")[0])));
  const inside: Inside = (inner, outer) => inner === outer || (kindOf(outer) !== direct && pairs.has(`${outer} ${referenceOf(inner)}`));
  const outermost = (filter: number[]) => filter.filter((id) => !filter.some((other) => other !== id && inside(id, other)));
  return { inside, filters: filters.filter((filter) => !filter.some((id) => roots.has(id))).map(outermost) };
}
