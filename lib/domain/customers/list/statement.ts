import "server-only";
import sql, { empty, join, raw, type Sql } from "sql-template-tag";
import { everything, kindOf, scopeKinds } from "../../../access/scope-id";
import { customersOf, isOnCustomers, overlapOf, type Arm } from "./arms";
import { conditionsOn, type Candidate } from "./conditions";
import { partnerOf, readWhole } from "./cost";

/** Where a page starts: the sort value and id of the row next to it. */
export type Cursor = { key: string; id: number };

export type PageOrder = {
  sort: "name" | "created";
  /** Direction in which the statement reads; a page before a cursor is read backwards and turned round. */
  direction: "asc" | "desc";
  after: Cursor | null;
  limit: number;
  /** 1 active, 2 suspended, 3 archived. */
  states: readonly number[];
  /** For counting: any `limit` rows will do. */
  isUnordered?: boolean;
};

/** What a page reads of each customer, unless told otherwise; more only behind these. */
export const pageColumns = raw("c.id, c.key, c.name, c.sort_name, c.organization_id, c.territory_id, c.account_manager_id, c.state, c.city, c.country, c.created_at, c.updated_at, c.version");

// A page's text is put together for each request: of few pieces, as each costs half a microsecond.
const keyOf = (sort: PageOrder["sort"]) => (sort === "name" ? "sort_name" : "created_at");
/** Where a page begins, kept from the planner: of how much is left it would plan each page anew, and read it the same way. */
const place = ({ sort }: PageOrder, { key, id }: Cursor) => sql`((SELECT ${key}${raw(sort === "name" ? "::text" : "::timestamptz")}), (SELECT ${id}::int))`;

/**
 * Suspended and archived customers are few and have indexes of their own, which the planner takes when it is told that it wants one of them.
 * Of all but the archived, which nearly everybody asks for, a comparison says the same as a list, for half of what a list costs each candidate.
 */
export function inStates({ states }: Pick<PageOrder, "states">, table: string): Sql {
  if (isAllButArchived(states)) return raw(`${table}.state < 3`);
  if (states.length === 1 && states[0]! > 1) return sql`${raw(`${table}.state > 1 AND ${table}.state`)} = ${states[0]}::smallint`;
  return sql`${raw(`${table}.state`)} = ANY(${[...states]}::smallint[])`;
}

const isAllButArchived = (states: readonly number[]) => states.length === 2 && states.includes(1) && states.includes(2);

/** A page of fifty and the row that says whether there are more: what nearly everybody asks for. */
const usualLimit = 51;

/**
 * How many rows an ordered source gives. The usual number stands in the text: a plan for any values then costs what one for these values
 * costs, and PostgreSQL stops planning each page anew, which takes longer than reading it. Others are values, so that there are few texts;
 * so is it for one state, whose plan must know the state.
 */
const isUsual = ({ limit, states }: PageOrder) => limit === usualLimit && states.length > 1;

function beyond(order: PageOrder, table: string, id: string): Sql {
  if (!order.after) return empty;
  const comparison = order.direction === "asc" ? ">" : "<";
  return sql`${raw(` AND (${table}.${keyOf(order.sort)}, ${table}.${id}) ${comparison} `)}${place(order, order.after)}`;
}

const by = (key: string, id: string, direction: PageOrder["direction"]) => `ORDER BY ${key} ${direction}, ${id} ${direction}`;

/** The order of a source and how many rows it gives. */
function first(order: PageOrder, table: string, id: string, limit = order.limit): Sql {
  const text = order.isUnordered ? "" : by(`${table}.${keyOf(order.sort)}`, `${table}.${id}`, order.direction);
  return isUsual(order) ? raw(` ${text} LIMIT ${limit}`) : sql`${raw(` ${text} LIMIT `)}${limit}`;
}

const ofCustomers: Candidate = { id: sql`c.id`, organization: sql`c.organization_id`, territory: sql`c.territory_id`, manager: sql`c.account_manager_id` };
const ofProjection: Candidate = { id: sql`m.customer_id`, organization: sql`m.organization_id`, territory: sql`m.territory_id`, manager: null };

const met = (arm: Arm, { limit }: PageOrder, candidate: Candidate) => (arm.conditions.length === 0 ? empty : conditionsOn({ ...candidate, whole: readWhole(arm, limit) }, arm.conditions));

/** Customers read from their own index: everything, one organization's own, or one account manager's. */
function ownArm(arm: Arm, order: PageOrder, what: Sql): Sql {
  const source = customersOf(arm);
  const partner = partnerOf(arm);
  const candidate = partner === null ? ofCustomers : { ...ofCustomers, organization: sql`${partner}::int` };
  const body = (match: Sql) => sql`SELECT ${what} FROM customers c WHERE ${match}${inStates(order, "c")}${beyond(order, "c", "id")}${met(arm, order, candidate)}${first(order, "c", "id")}`;
  if (!source) return body(empty);
  if (source.references.length === 1) return body(sql`c.${source.column} = ${source.references[0]} AND `);
  return sql`SELECT k.* FROM unnest(${source.references}::int[]) AS s(v) CROSS JOIN LATERAL (${body(sql`c.${source.column} = s.v AND `)}) k`;
}

/** Customers read from the projection: one ordered index probe a scope. */
function projectedArm(arm: Arm, order: PageOrder): Sql {
  const select = raw(`SELECT m.customer_id AS id, m.${keyOf(order.sort)} AS key FROM customer_scope m WHERE m.scope_id = `);
  const wanted = sql` AND ${inStates(order, "m")}${beyond(order, "m", "customer_id")}${met(arm, order, ofProjection)}`;
  if (arm.scopes.length === 1) return sql`${select}${arm.scopes[0]}::bigint${wanted}${first(order, "m", "customer_id")}`;
  const probes = (scopes: readonly number[], end: Sql) => sql`SELECT k.id, k.key FROM unnest(${scopes}::bigint[]) AS s(v) CROSS JOIN LATERAL (${select}s.v${wanted}${end}) k`;
  const until = isEndedEarly(arm, order) ? notAfter(oldest(arm), order, (scopes) => probes(scopes, first(order, "m", "customer_id", Math.ceil(order.limit / 2)))) : empty;
  return probes(arm.scopes, sql`${until}${first(order, "m", "customer_id")}`);
}

/** From so many scopes on it pays to look into a few of them first. */
const [many, few] = [16, 4];
const isEndedEarly = ({ scopes, conditions }: Arm, { isUnordered }: PageOrder) => scopes.length >= many && conditions.length === 0 && !isUnordered;
/** What holds others is older than they are, so of any scopes those with the smallest ids are likely to hold the most. */
const oldest = (arm: Arm): Arm => ({ ...arm, scopes: [...arm.scopes].sort((a, b) => a - b).slice(0, few) });

/** Beyond every key, for when the few hold less than a page; a name has at most two hundred characters. */
const lastKey = {
  name: { asc: "repeat(chr(1114111), 200)", desc: "''" },
  created: { asc: "'infinity'", desc: "'-infinity'" },
} as const;

/**
 * Up to where a page of these few of the scopes goes: that of all of them ends there at the latest. Thirty scopes then give hardly more
 * than what the page takes of them, where each gave a page of its own.
 */
function notAfter(arm: Arm, order: PageOrder, candidates: (scopes: readonly number[]) => Sql): Sql {
  const { sort, direction } = order;
  const each = overlapOf([arm]) > 1 ? sql`SELECT DISTINCT e.key, e.id FROM (${candidates(arm.scopes)}) e` : candidates(arm.scopes);
  const before = order.limit - 1;
  const page = sql`SELECT f.key FROM (${each}) f ${raw(`${by("f.key", "f.id", direction)} OFFSET `)}${isUsual(order) ? raw(`${before}`) : before} LIMIT 1`;
  return sql`${raw(` AND m.${keyOf(sort)} ${direction === "asc" ? "<=" : ">="} coalesce((`)}${page}${raw(`), ${lastKey[sort][direction]})`)}`;
}

/**
 * One page of customers as a statement: an ordered probe per scope, the best `limit` of them all, then the rows themselves. It touches
 * about limit rows a scope however many customers there are (performance.md, bars 4 to 6).
 */
export function pageStatement(arms: readonly Arm[], order: PageOrder, columns = pageColumns): Sql {
  const only = arms.length === 1 ? arms[0]! : null;
  if (only && isReadAtOnce(only)) return ownArm(only, order, columns);
  const candidates = arms.map((arm) => (isOnCustomers(arm) ? ownArm(arm, order, raw(`c.id, c.${keyOf(order.sort)} AS key`)) : projectedArm(arm, order)));
  const best = only?.scopes.length === 1 ? candidates[0]! : bestOf(candidates, overlapOf(arms), order);
  return sql`SELECT ${columns} FROM (${best}) v JOIN customers c ON c.id = v.id ${raw(by("v.key", "v.id", order.direction))}`;
}

/**
 * All customers, and with conditions an organization's own, are read with all that is shown of them. Others are chosen from their index
 * first: whole rows of somebody's customers look so few to a plan for any person that PostgreSQL 15 would read and sort them all.
 */
function isReadAtOnce(arm: Arm): boolean {
  const [scope] = arm.scopes;
  if (!isOnCustomers(arm) || arm.scopes.length !== 1) return false;
  return scope === everything || (arm.conditions.length > 0 && kindOf(scope!) !== scopeKinds.own);
}

/**
 * The first `limit` distinct candidates. A candidate stands there at most `overlap` times, so sorting out the first limit * overlap is
 * enough before doubles are dropped; without overlap there are none.
 */
function bestOf(candidates: readonly Sql[], overlap: number, order: PageOrder): Sql {
  const all = sql`(${join(candidates.map((candidate) => sql`(${candidate})`), " UNION ALL ")})`;
  const sorted = (limit: number) => sql`SELECT u.key, u.id FROM ${all} u ${raw(by("u.key", "u.id", order.direction))} LIMIT ${limit}`;
  if (overlap <= 1) return sorted(order.limit);
  return sql`SELECT DISTINCT d.key, d.id FROM (${sorted(order.limit * overlap)}) d ${raw(by("d.key", "d.id", order.direction))} LIMIT ${order.limit}`;
}

/** Ids of at most `limit` distinct candidates, in no order. */
export function idsStatement(arms: readonly Arm[], order: Pick<PageOrder, "states" | "limit">): Sql {
  const any = { ...order, sort: "name", direction: "asc", after: null, isUnordered: true } as const;
  const candidates = arms.map((arm) => (isOnCustomers(arm) ? ownArm(arm, any, sql`c.id, c.sort_name AS key`) : projectedArm(arm, any)));
  return sql`SELECT DISTINCT u.id FROM (${join(candidates.map((candidate) => sql`(${candidate})`), " UNION ALL ")}) u LIMIT ${order.limit}`;
}

/** At most `limit` distinct candidates counted, without order. */
export const countStatement = (arms: readonly Arm[], order: Pick<PageOrder, "states" | "limit">): Sql =>
  sql`SELECT count(*)::int AS count FROM (${idsStatement(arms, order)}) v`;

/** The page among given candidates (a search that found few); `visible` is the viewer's condition on customers aliased `c`. */
export const foundStatement = (ids: readonly number[], visible: Sql, order: PageOrder, columns = pageColumns) =>
  sql`SELECT ${columns} FROM customers c WHERE c.id = ANY(${ids}::int[]) AND ${inStates(order, "c")} AND ${visible}${beyond(order, "c", "id")} ${raw(by(`c.${keyOf(order.sort)}`, "c.id", order.direction))} LIMIT ${order.limit}`;

/** How many of the given candidates match. */
export const foundCount = (ids: readonly number[], visible: Sql, states: readonly number[]) =>
  sql`SELECT count(*) AS count FROM customers c WHERE c.id = ANY(${ids}::int[]) AND c.state = ANY(${states}::smallint[]) AND ${visible}`;

/** True when the arms are everything there is, unfiltered. */
export const isEverything = (arms: readonly Arm[]) =>
  arms.length === 1 && arms[0]!.scopes[0] === everything && arms[0]!.conditions.length === 0;
