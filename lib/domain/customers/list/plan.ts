import "server-only";
import sql from "sql-template-tag";
import type { ScopeSet } from "../../../access/compile";
import { everything, scopeId } from "../../../access/scope-id";
import { pool } from "../../../platform/db/client";
import { rows, type Queryable } from "../../../platform/db/connect";
import { idsIn, largestId } from "../../../shared/fields";
import { foldedSet } from "../../access/folded";
import type { CustomerList } from "../schema";
import { armsOf, type Arm, type Counts } from "./arms";
import { inTrees } from "./trees";


/** The ids that a filter names. One that names none although it is there matches nothing: left aside, a broken address would show, export and reassign everybody. */
function numbers(values: readonly string[] = []): number[] {
  const known = [...new Set(idsIn(values))];
  return known.length > 0 || values.length === 0 ? known : [largestId];
}

/** The filters of the list as groups of scope ids: a record must be in one scope of each group. */
export function filterScopes({ filters }: Pick<CustomerList, "filters">): number[][] {
  const groups = [
    numbers(filters.organization).map((id) => scopeId("subtree", id)),
    numbers(filters.territory).map((id) => scopeId("territory", id)),
    numbers(filters.program).map((id) => scopeId("program", id)),
    numbers(filters.manager).map((id) => scopeId("own", id)),
  ];
  return groups.filter((group) => group.length > 0);
}

const stateOf: Record<string, number> = { active: 1, suspended: 2, archived: 3 };

const noState = 0;

/** The states to show: those chosen, else all but archived. Where none of those chosen is a state, that of nobody. */
export function statesOf({ filters: { status = [] } }: Pick<CustomerList, "filters">): number[] {
  const chosen = status.map((word) => stateOf[word]).filter((state) => state !== undefined);
  if (chosen.length > 0) return [...new Set(chosen)].sort();
  return status.length > 0 ? [noState] : [1, 2];
}

/** Counters of scopes in the given states. */
export async function countsOf(on: Queryable, scopes: readonly number[], states: readonly number[]): Promise<Counts> {
  const found = await rows<{ scope: number; n: number }>(
    on,
    sql`SELECT scope_id AS scope, sum(n)::bigint AS n FROM scope_count WHERE scope_id = ANY(${[...scopes]}::bigint[]) AND state = ANY(${[...states]}::smallint[]) GROUP BY scope_id`,
  );
  return new Map(found.map(({ scope, n }) => [scope, n]));
}

export type ListPlan = { set: ScopeSet; arms: Arm[]; states: number[] };

/** How to read a list with the viewer's scopes and the list's filters; counters and trees are asked only when there is a choice to make. */
export async function planList(scopes: ScopeSet, list: Pick<CustomerList, "filters">): Promise<ListPlan> {
  const set = await foldedSet(scopes);
  const states = statesOf(list);
  const { inside, filters } = await inTrees(pool(), set, filterScopes(list));
  const asked = filters.length > 0 || set.atoms.length > 0 ? [everything, ...filters.flat(), ...set.plain, ...set.atoms.flatMap(({ include, require, exclude }) => [include, ...require, ...exclude])] : [];
  const counts = asked.length > 0 ? await countsOf(pool(), asked, states) : new Map<number, number>();
  const arms = armsOf(set, filters, counts, inside);
  return { set, arms: arms.length > 0 ? arms : [nothing], states };
}

const nothing: Arm = { scopes: [everything], conditions: [{ any: [] }], counts: new Map() };
