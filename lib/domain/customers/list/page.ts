import "server-only";
import sql, { raw, type Sql } from "sql-template-tag";
import { scopesOf } from "../../../access/decide";
import type { Viewer } from "../../../access/viewer";
import { pool } from "../../../platform/db/client";
import { firstRow } from "../../../platform/db/connect";
import type { Page, Total } from "../../../shared/page";
import { read, readSentRows } from "../../access/change";
import type { CustomerList } from "../schema";
import { decodeCursor, encodeCursor, type Placed } from "./cursor";
import { planList, statesOf, type ListPlan } from "./plan";
import { fewFound, visibleAmong, withSearch, wordsOf } from "./search";
import { foundCount, foundStatement, pageStatement, type PageOrder } from "./statement";
import { countedBy, totalOf } from "./total";

/**
 * How customers are answered: what the page reads of `customers c`; then, with the page as `c`, what is answered and its joins. `answer` names
 * each field of a row; taking two out of twenty-five (`...rest`) costs twenty times as much.
 */
export type Shape<Read extends object, Row> = { read: Sql; shown: Sql; joined: Sql; answer: (row: Read) => Row };

type Found<Read> = Read & Placed & { counted: number | null };

/**
 * One page of the customers in the viewer's `customers.list`, each in the given shape. Page, names and total are one statement; only a
 * total that no counter knows is asked apart.
 */
export async function customerPage<Read extends object, Row>(viewer: Viewer, asked: CustomerList, shape: Shape<Read, Row>): Promise<Page<Row>> {
  const list = { ...asked, search: wordsOf(asked.search).join(" ") };
  const plan = await planList(scopesOf(viewer.access, "customers.list")!, list);
  const isBackwards = list.before !== null;
  const order: PageOrder = {
    sort: list.sort,
    direction: isBackwards === (list.direction === "desc") ? "asc" : "desc",
    after: decodeCursor(list.after ?? list.before, list.sort),
    limit: list.limit + 1,
    states: plan.states,
  };
  const { page, total } = await source(viewer, list, { plan, order, columns: shape.read });
  const found = await readSentRows<Found<Read>>(viewer, shownStatement(page, order, shape, total));
  if (!order.after && found.length <= list.limit) return toPage(list, found, shape, { count: found.length, exact: true });
  const counted = found[0]?.counted ?? null;
  return toPage(list, found, shape, counted === null ? await counting(viewer, list, plan, total) : { count: counted, exact: true });
}

type Source = { page: Sql; total: Sql | null };

/** The page's own statement. Words that few customers hold are looked up first and those filtered; else the list is walked. */
async function source(viewer: Viewer, list: CustomerList, { plan, order, columns }: { plan: ListPlan; order: PageOrder; columns: Sql }): Promise<Source> {
  const ids = list.search ? await fewFound(pool(), list) : null;
  if (!ids) return { page: pageStatement(withSearch(plan.arms, list), order, columns), total: list.search ? null : countedBy(plan) };
  const visible = visibleAmong(scopesOf(viewer.access, "customers.list"), list);
  return { page: foundStatement(ids, visible, order, columns), total: foundCount(ids, visible, statesOf(list)) };
}

/** Customers of a page with what is shown of them. Each name is one look-up: a join could be planned as reading whole tables. */
function shownStatement(page: Sql, { sort, direction }: PageOrder, { shown, joined }: Pick<Shape<never, unknown>, "shown" | "joined">, total: Sql | null): Sql {
  const by = raw(`${sort === "name" ? "c.sort_name" : "c.created_at"} ${direction}, c.id ${direction}`);
  return sql`SELECT ${shown}, c.sort_name AS "sortName", ${total ? sql`(${total})` : sql`NULL`}::bigint AS counted FROM (${page}) c${joined} ORDER BY ${by}`;
}

async function counting(viewer: Viewer, list: CustomerList, plan: ListPlan, total: Sql | null): Promise<Total | null> {
  if (!total) return list.search ? null : read(viewer, (on) => totalOf(on, plan));
  const row = await read(viewer, (on) => firstRow<{ count: number }>(on, total));
  return { count: row!.count, exact: true };
}

function toPage<Read extends object, Row>(list: CustomerList, found: Found<Read>[], { answer }: Shape<Read, Row>, total: Total | null): Page<Row> {
  const isBackwards = list.before !== null;
  const hasMore = found.length > list.limit;
  const page = found.slice(0, list.limit);
  if (isBackwards) page.reverse();
  const first = page[0];
  const last = page.at(-1);
  const cursor = (row: Placed | undefined) => (row ? encodeCursor(row, list.sort) : null);
  return {
    rows: page.map(answer),
    next: (isBackwards ? true : hasMore) ? cursor(last) : null,
    previous: (isBackwards ? hasMore : list.after !== null) ? cursor(first) : null,
    total: total ?? (hasMore || list.after !== null || isBackwards ? { count: list.limit, exact: false } : { count: page.length, exact: true }),
  };
}

/** The one row of `table` aliased `name` that the column names, as a join that is always an index look-up. */
export const lookUp = (table: "organizations" | "territories" | "users", name: "o" | "t" | "u", column: string): Sql =>
  sql` LEFT JOIN LATERAL (SELECT * FROM ${raw(table)} WHERE id = c.${raw(column)} OFFSET 0) ${raw(name)} ON true`;

/** The names of a customer's partner, territory and account manager. */
export const namesJoined = sql`${lookUp("organizations", "o", "organization_id")}${lookUp("territories", "t", "territory_id")}${lookUp("users", "u", "account_manager_id")}`;

/** A customer's state as a word. */
export const stateWord = sql`CASE c.state WHEN 3 THEN 'archived' WHEN 2 THEN 'suspended' ELSE 'active' END`;
