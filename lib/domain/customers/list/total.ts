import "server-only";
import sql, { type Sql } from "sql-template-tag";
import type { Total } from "../../../shared/page";
import { everything, isProjected, kindOf, scopeKinds } from "../../../access/scope-id";
import { firstRow, type Queryable } from "../../../platform/db/connect";
import { sizeOf, type Arm } from "./arms";
import { bigint, oneOfSome, type Condition } from "./conditions";
import { countsOf, type ListPlan } from "./plan";
import { countStatement, inStates } from "./statement";

/** Beyond this an inexact total says "more than". */
export const most = 1000;

/**
 * How many rows the list holds: exact from the counters for one scope or scopes that cannot overlap, else "more than" when the counters
 * show that much, else counted up to `most` (performance.md, bar 7).
 */
export async function totalOf(on: Queryable, { arms, states }: ListPlan): Promise<Total> {
  const scopes = [...new Set(arms.flatMap((arm) => arm.scopes))];
  if (scopes.every(isCounted) && arms.every(({ conditions }) => conditions.every(isCountedOut))) {
    const counts = await countsOf(on, [...scopes, ...arms.flatMap(leftOut)], states);
    const isPlain = arms.every(({ conditions }) => conditions.length === 0);
    if (isPlain && areDisjoint(scopes)) return { count: sizeOf(scopes, counts), exact: true };
    const least = arms.map((arm) => Math.max(...arm.scopes.map((id) => sizeOf([id], counts))) - sizeOf(leftOut(arm), counts));
    if (Math.max(...least) > most) return { count: most, exact: false };
  }
  const { count } = (await firstRow<{ count: number }>(on, countStatement(arms, { states, limit: most + 1 })))!;
  return count > most ? { count: most, exact: false } : { count, exact: true };
}

/** The total as a sub-select, where one look at the counters says it exactly; else null. */
export function countedBy({ arms, states }: Pick<ListPlan, "arms" | "states">): Sql | null {
  const scopes = [...new Set(arms.flatMap((arm) => arm.scopes))];
  const isPlain = arms.every(({ conditions }) => conditions.length === 0);
  if (!isPlain || !areDisjoint(scopes) || !scopes.every((id) => id === everything || isProjected(id))) return null;
  return sql`SELECT coalesce(sum(k.n), 0) AS count FROM scope_count k WHERE k.scope_id ${oneOfSome(scopes, bigint)} AND ${inStates({ states }, "k")}`;
}

const isCounted = (id: number) => id === everything || isProjected(id);
const isCountedOut = (condition: Condition) => "none" in condition && condition.none.every(isCounted);

/** The scopes that an arm leaves out. */
const leftOut = ({ conditions }: Arm) => conditions.flatMap((condition) => ("none" in condition ? condition.none : []));

/** A viewer's scopes of one kind are never nested, and trees' nodes that are not nested share nothing. */
function areDisjoint(scopes: readonly number[]): boolean {
  if (scopes.length <= 1) return true;
  const kinds = new Set(scopes.map(kindOf));
  const [kind] = kinds;
  return kinds.size === 1 && (kind === scopeKinds.subtree || kind === scopeKinds.territory);
}
