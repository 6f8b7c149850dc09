import "server-only";
import sql, { empty, join } from "sql-template-tag";
import { allowed, can, scopesOf } from "../../access/decide";
import type { GrantFacts } from "../../access/grant";
import { atomOf, type Atom } from "../../access/scope";
import { everything } from "../../access/scope-id";
import type { Viewer } from "../../access/viewer";
import { pool } from "../../platform/db/client";
import { firstRow, type Queryable } from "../../platform/db/connect";
import type { Total } from "../../shared/page";
import { armsOf } from "../customers/list/arms";
import { foldedSet } from "../access/folded";
import { countsOf } from "../customers/list/plan";
import { totalOf } from "../customers/list/total";
import { holderStatement, type Holder } from "./holders";
import type { Scope } from "./rows";

type Asked = { userId: number | null; groupId: number | null };

/** The holder of a grant that is there, whose group may be archived by now. */
export const readHolder = (asked: Asked): Promise<Holder | null> => firstRow<Holder>(pool(), holderStatement({ ...asked, isArchivedToo: true }));

/** The holder, as far as the viewer may give to them; null otherwise. */
export async function knownHolder(viewer: Viewer, asked: Asked): Promise<Holder | null> {
  if (!asked.userId && !asked.groupId) return null;
  const holder = await firstRow<Holder>(pool(), holderStatement(asked));
  return holder && allowed(viewer.access, "grants.give", holder.scopes) ? holder : null;
}

/**
 * How many customers a scope covers now, of those that the holder reaches and the viewer may list; archived ones do not count. Null when
 * it cannot be said: without customers.list, or for `own` given to a group. Call it with a connection behind the second wall.
 */
export async function countCovered(on: Queryable, viewer: Viewer, scope: Scope, holder: Pick<Holder, "userId" | "path">): Promise<Total | null> {
  if (!can(viewer, "customers.list") || (scope.kind === "own" && holder.userId === null)) return null;
  const atom = await atomFor(on, scope, holder);
  if (atom === null) return { count: 0, exact: true };
  const needed = [...(scope.kind === "customers" ? [] : [atom.include]), ...atom.require].filter((id) => id !== everything);
  if (scope.kind === "customers") {
    const left = scope.customers.filter((id) => !scope.exceptCustomers.includes(id));
    return { count: await countAmong(on, left, needed, atom.exclude), exact: true };
  }
  const total = await countInScopes(on, viewer, needed, atom.exclude);
  if (!total.exact || scope.exceptCustomers.length === 0) return total;
  return { count: total.count - (await countAmong(on, scope.exceptCustomers, needed, atom.exclude)), exact: true };
}

/** The scope as the decision would see it, clipped to the holder's reach; customers that are listed or left out are counted apart. */
async function atomFor(on: Queryable, scope: Scope, holder: Pick<Holder, "userId" | "path">): Promise<Atom | null> {
  const isTree = scope.kind === "subtree" || scope.kind === "direct";
  const place = isTree
    ? await firstRow<{ path: number[] }>(on, sql`SELECT array_agg(ancestor_id ORDER BY depth) AS path FROM organization_closure WHERE organization_id = ${scope.ref}`)
    : null;
  const grant: GrantFacts = {
    id: 0,
    groupId: null,
    role: { id: 0, name: "", permissions: [] },
    kind: scope.kind,
    ref: scope.ref,
    path: place?.path ?? [],
    narrowTerritoryId: scope.narrowTerritoryId,
    narrowProgramId: scope.narrowProgramId,
    exceptOrganizations: scope.exceptOrganizations,
    hasExceptCustomers: false,
    level: "read",
    from: null,
    until: null,
  };
  return atomOf(grant, { userId: holder.userId ?? 0, homePath: holder.path });
}

const shownStates = [1, 2];

async function countInScopes(on: Queryable, viewer: Viewer, needed: readonly number[], exclude: readonly number[]): Promise<Total> {
  const seen = scopesOf(viewer.access, "customers.list")!;
  // What lies in a scope that the viewer sees whole needs no second condition, and the counters know its size.
  const set = needed.some((id) => seen.plain.has(id)) ? { all: true, plain: new Set<number>(), atoms: [] } : await foldedSet(seen);
  const groups = needed.map((id) => [id]);
  const held = set.atoms.flatMap((atom) => [atom.include, ...atom.require, ...atom.exclude]);
  const counts = await countsOf(on, [everything, ...needed, ...exclude, ...set.plain, ...held], shownStates);
  const arms = armsOf(set, groups, counts).map((arm) => (exclude.length === 0 ? arm : { ...arm, conditions: [...arm.conditions, { none: exclude }] }));
  return totalOf(on, { set, arms, states: shownStates });
}

async function countAmong(on: Queryable, ids: readonly number[], needed: readonly number[], exclude: readonly number[]): Promise<number> {
  if (ids.length === 0) return 0;
  const record = sql`customer_scope_ids(c.id, c.organization_id, c.account_manager_id)`;
  const conditions = [
    ...needed.map((id) => sql` AND ${record} && ${[id]}::bigint[]`),
    ...(exclude.length === 0 ? [] : [sql` AND NOT ${record} && ${[...exclude]}::bigint[]`]),
  ];
  const found = await firstRow<{ count: number }>(
    on,
    sql`SELECT count(*)::int AS count FROM customers c WHERE c.id = ANY(${[...ids]}::int[]) AND c.state = ANY(${shownStates}::smallint[])
      ${conditions.length === 0 ? empty : join(conditions, "")}`,
  );
  return found!.count;
}
