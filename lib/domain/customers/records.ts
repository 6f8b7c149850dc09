import "server-only";
import sql, { raw, type Sql } from "sql-template-tag";
import { authorize, scopesOf } from "../../access/decide";
import { customerFilter } from "../../access/filter";
import type { Viewer } from "../../access/viewer";
import { notFound } from "../../shared/errors";
import type { Page } from "../../shared/page";
import { readSentRows } from "../access/change";
import { customerPage, namesJoined, stateWord } from "./list/page";
import { pageColumns } from "./list/statement";
import type { CustomerList } from "./schema";

/** Another record as a program sees it. */
export type Reference = { id: number; key: string; name: string };

type Profile = Record<"email" | "phone" | "street" | "region" | "comment", string | null>;

/** A customer as programs see it; what only a profile shows is there only where the viewer may open the profile. */
export type CustomerRecord = {
  id: number;
  key: string;
  name: string;
  status: "active" | "suspended" | "archived";
  organization: Reference;
  territory: Reference | null;
  accountManager: Reference | null;
  city: string | null;
  country: string | null;
  version: number;
  /** ISO texts, as they are told. */
  createdAt: string;
  updatedAt: string;
} & Partial<Profile>;

type Row = Omit<CustomerRecord, "organization" | "territory" | "accountManager" | keyof Profile> &
  Profile & { o: number; ok: string; on: string; t: number | null; tk: string; tn: string; u: number | null; uk: string; un: string; opens: boolean };

const read = sql`${pageColumns}, ${raw("c.email, c.phone, c.street, c.region, c.comment")}`;

/** Every column of a record's row; `opens` says for which of them the viewer may see the profile. */
const shown = (opens: Sql): Sql => sql`c.id, c.key, c.name, ${stateWord} AS status, o.id AS o, o.key AS ok, o.name AS on, t.id AS t, t.key AS tk, t.name AS tn,
  u.id AS u, u.email AS uk, u.name AS un, c.city, c.country, c.version, c.created_at AS "createdAt", c.updated_at AS "updatedAt",
  c.email, c.phone, c.street, c.region, c.comment, ${opens} AS opens`;

function toRecord(row: Row): CustomerRecord {
  const { id, key, name, status, o, ok, on, t, tk, tn, u, uk, un, city, country, version, createdAt, updatedAt, opens } = row;
  const organization = { id: o, key: ok, name: on };
  const territory = t === null ? null : { id: t, key: tk, name: tn };
  const accountManager = u === null ? null : { id: u, key: uk, name: un };
  const record = { id, key, name, status, organization, territory, accountManager, city, country, version, createdAt, updatedAt };
  if (!opens) return record;
  const { email, phone, street, region, comment } = row;
  return { ...record, email, phone, street, region, comment };
}

/** One page of the customers that the viewer may list, as programs see them. */
export async function listCustomerRecords(viewer: Viewer, list: CustomerList): Promise<Page<CustomerRecord>> {
  authorize(viewer, "customers.list");
  const [listed, opened] = [scopesOf(viewer.access, "customers.list"), scopesOf(viewer.access, "customers.view")];
  // Equal sets are one object, and whoever may list and open the same need not be asked row by row.
  const opens = listed === opened ? sql`true` : customerFilter(opened);
  return customerPage(viewer, list, { read, shown: shown(opens), joined: namesJoined, answer: toRecord });
}

/** One customer as programs see it. Throws `not-found` when the viewer may not open it. */
export async function customerRecord(viewer: Viewer, customerId: number): Promise<CustomerRecord> {
  authorize(viewer, "customers.view");
  const opened = customerFilter(scopesOf(viewer.access, "customers.view"));
  const [row] = await readSentRows<Row>(viewer, sql`SELECT ${shown(sql`true`)} FROM customers c${namesJoined} WHERE c.id = ${customerId} AND ${opened}`);
  if (!row) throw notFound("customer");
  return toRecord(row);
}
