import "server-only";
import sql, { type Sql } from "sql-template-tag";
import type { ScopeSet } from "../../../access/compile";
import { customerFilter } from "../../../access/filter";
import { rows, type Queryable } from "../../../platform/db/connect";
import type { CustomerList } from "../schema";
import type { Arm } from "./arms";
import { filterScopes } from "./plan";

const fewMatches = 2000;

/** The words of a search, at most eight. */
export const wordsOf = (search: string) => search.split(/[\s\0]+/).filter(Boolean).slice(0, 8);

/** Ids of all customers that hold the words, whoever may see them; null when they are many, or the words too short to be looked up. */
export async function fewFound(on: Queryable, { search }: Pick<CustomerList, "search">): Promise<number[] | null> {
  const words = wordsOf(search);
  if (Math.max(...words.map((word) => word.length)) < 3) return null;
  const found = await rows<{ id: number }>(on, sql`SELECT find_customers(${words}::text[], ${fewMatches + 1}) AS id`);
  return found.length > fewMatches ? null : found.map(({ id }) => id);
}

/** The condition on customers aliased `c` to be in the set and to meet the list's filters. */
export function visibleAmong(set: ScopeSet | null, list: Pick<CustomerList, "filters">): Sql {
  const record = sql`customer_scope_ids(c.id, c.organization_id, c.account_manager_id)`;
  const root = sql`(SELECT (o.id::bigint << 4) | 1 FROM organizations o WHERE o.parent_id IS NULL)`; // everybody is below it
  const filters = filterScopes(list).map((scopes) => sql` AND (${record} && ${scopes}::bigint[] OR ${root} = ANY(${scopes}::bigint[]))`);
  return filters.reduce((all, filter) => sql`${all}${filter}`, customerFilter(set));
}

/** The sources of a list with the words as a further condition. */
export const withSearch = (arms: readonly Arm[], { search }: Pick<CustomerList, "search">): Arm[] =>
  arms.map((arm) => (search ? { ...arm, conditions: [...arm.conditions, { words: wordsOf(search) }] } : arm));
