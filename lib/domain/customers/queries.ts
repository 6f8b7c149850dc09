import "server-only";
import sql from "sql-template-tag";
import { allowed, authorize, scopesOf } from "../../access/decide";
import { customerFilter } from "../../access/filter";
import type { Permission } from "../../access/permissions";
import { scopeId } from "../../access/scope-id";
import type { Viewer } from "../../access/viewer";
import { firstRow } from "../../platform/db/connect";
import { notFound } from "../../shared/errors";
import type { Page, Total } from "../../shared/page";
import { read, readRows } from "../access/change";
import { customerPage, namesJoined, stateWord, type Shape } from "./list/page";
import { planList } from "./list/plan";
import { pageColumns } from "./list/statement";
import { totalOf } from "./list/total";
import type { CustomerDetail, CustomerRow } from "./rows";
import type { CustomerList } from "./schema";

const inLists: Shape<CustomerRow, CustomerRow> = {
  read: pageColumns,
  shown: sql`c.id, c.key, c.name, ${stateWord} AS status, o.name AS "organizationName", t.name AS "territoryName", u.name AS "accountManagerName",
    c.city, c.country, c.created_at AS "createdAt", c.updated_at AS "updatedAt"`,
  joined: namesJoined,
  answer: ({ id, key, name, status, organizationName, territoryName, accountManagerName, city, country, createdAt, updatedAt }) => ({
    id,
    key,
    name,
    status,
    organizationName,
    territoryName,
    accountManagerName,
    city,
    country,
    createdAt,
    updatedAt,
  }),
};

/** One page of the customers that the viewer may list. */
export async function listCustomers(viewer: Viewer, list: CustomerList): Promise<Page<CustomerRow>> {
  authorize(viewer, "customers.list");
  return customerPage(viewer, list, inLists);
}

/** A customer's profile with what the viewer may do with it. Throws `not-found` when it may not be opened. */
export async function getCustomer(viewer: Viewer, customerId: number): Promise<CustomerDetail> {
  authorize(viewer, "customers.view");
  return read(viewer, async (on) => {
    const row = await firstRow<Omit<CustomerDetail, "can"> & { scopes: number[] }>(
      on,
      sql`SELECT c.id, c.key, c.name, c.status, c.archived_at AS "archivedAt", c.email, c.phone, c.street, c.city, c.region, c.country, c.comment,
          c.version, c.created_at AS "createdAt", c.updated_at AS "updatedAt", c.organization_id AS "organizationId", c.territory_id AS "territoryId",
          c.account_manager_id AS "accountManagerId", o.name AS "organizationName", t.name AS "territoryName", m.name AS "accountManagerName",
          customer_scope_ids(c.id, c.organization_id, c.account_manager_id)::text[]::float8[] AS scopes
        FROM customers c JOIN organizations o ON o.id = c.organization_id LEFT JOIN territories t ON t.id = c.territory_id
        LEFT JOIN users m ON m.id = c.account_manager_id WHERE c.id = ${customerId}`,
    );
    if (!row || !allowed(viewer.access, "customers.view", withRoot(row.scopes, viewer))) throw notFound("customer");
    const { scopes, ...customer } = row;
    const may = (permission: Permission) => allowed(viewer.access, permission, withRoot(scopes, viewer));
    return {
      ...customer,
      can: {
        edit: may("customers.edit"),
        editContact: may("customers.edit-contact"),
        suspend: may("customers.suspend"),
        reassign: may("customers.reassign"),
        delete: may("customers.delete"),
        explain: may("access.explain"),
        giveTask: may("tasks.assign"),
        readLog: may("activity.view"),
      },
    };
  });
}

/** The projection leaves the root's subtree out, since every record is in it; the decision wants it named. */
const withRoot = (scopes: number[], viewer: Viewer) => [...scopes, scopeId("subtree", viewer.facts.homePath.at(-1)!)];

/** The scope ids of one customer as the decision reads them; null when there is none or the second wall hides it. */
export async function customerScopes(viewer: Viewer, customerId: number): Promise<number[] | null> {
  authorize(viewer, "customers.list");
  const row = await read(viewer, (on) =>
    firstRow<{ scopes: number[] }>(
      on,
      sql`SELECT customer_scope_ids(id, organization_id, account_manager_id)::text[]::float8[] AS scopes FROM customers WHERE id = ${customerId}`,
    ),
  );
  return row && withRoot(row.scopes, viewer);
}

/** How many customers there are that the viewer may list, archived ones apart; from the counters, or capped. */
export async function countCustomers(viewer: Viewer): Promise<Total> {
  authorize(viewer, "customers.list");
  const plan = await planList(scopesOf(viewer.access, "customers.list")!, emptyList);
  return read(viewer, (on) => totalOf(on, plan));
}

/** The id of the customer with this key, if the viewer may see it. */
export async function findCustomerByKey(viewer: Viewer, key: string): Promise<number | null> {
  authorize(viewer, "customers.list");
  const [row] = await readRows<{ id: number }>(viewer, sql`SELECT c.id FROM customers c WHERE c.key = ${key} AND ${customerFilter(scopesOf(viewer.access, "customers.list"))}`);
  return row?.id ?? null;
}

/** What a picker shows of a customer. */
type Found = { id: number; name: string; key: string; city: string | null };

/**
 * For pickers: up to 20 customers whose name, number or city holds the words, that the viewer may list; exactly these words first. With
 * `within` only those of that organization and all below it.
 */
export async function lookupCustomers(viewer: Viewer, search: string, within: number | null = null): Promise<Found[]> {
  authorize(viewer, "customers.list");
  const words = search.slice(0, 100);
  const filters = within === null ? {} : { organization: [String(within)] };
  const [exact, page] = await Promise.all([calledSo(viewer, words.trim(), within), listCustomers(viewer, { ...emptyList, search: words, filters, limit: 20 })]);
  const known = new Set(exact.map(({ id }) => id));
  const others = page.rows.filter(({ id }) => !known.has(id)).map(({ id, name, key, city }) => ({ id, name, key, city }));
  return [...exact, ...others].slice(0, 20);
}

/** The few customers whose number or whole name is this; in a list by name they could stand behind twenty longer ones. */
const calledSo = (viewer: Viewer, words: string, within: number | null): Promise<Found[]> =>
  words === ""
    ? Promise.resolve([])
    : readRows<Found>(
        viewer,
        sql`SELECT c.id, c.name, c.key, c.city FROM customers c
          WHERE (c.key = ${words} OR c.key = upper(${words}) OR c.sort_name = portico_fold(${words})) AND c.archived_at IS NULL
            AND (${within}::int IS NULL OR c.organization_id IN (SELECT r.organization_id FROM organization_closure r WHERE r.ancestor_id = ${within}::int))
            AND ${customerFilter(scopesOf(viewer.access, "customers.list"))} ORDER BY c.sort_name, c.id LIMIT 5`,
      );

const emptyList: CustomerList = { sort: "name", direction: "asc", search: "", filters: {}, after: null, before: null, limit: 50, columns: null };

