import "server-only";
import sql from "sql-template-tag";
import { authorizeOn } from "../../access/decide";
import type { Permission } from "../../access/permissions";
import { scopeId } from "../../access/scope-id";
import type { Viewer } from "../../access/viewer";
import { carried } from "../../platform/db/carried";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { uniqueOr } from "../../platform/db/faults";
import { movingInto } from "../../platform/db/transaction";
import { notFound } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { changeOf, mergeEdit } from "../activity/merge";
import { recordActivity, type ActivitySubject } from "../activity/record";
import { editContactInput } from "./schema";

/** A customer as a write sees it: locked, with its scope ids (the root's included). */
export type Locked = {
  id: number;
  key: string;
  name: string;
  organizationId: number;
  territoryId: number | null;
  accountManagerId: number | null;
  status: "active" | "suspended";
  archivedAt: Date | null;
  email: string | null;
  phone: string | null;
  street: string | null;
  city: string | null;
  region: string | null;
  country: string | null;
  comment: string | null;
  version: number;
  scopes: number[];
};

/** The customers with these ids locked for writing, in the order of their ids, whether or not the viewer may write or see them. */
export async function lockedCustomers(tx: Transaction, viewer: Viewer, ids: readonly number[]): Promise<Locked[]> {
  const found = await rowsIn<Locked>(
    tx,
    sql`SELECT id, key, name, organization_id AS "organizationId", territory_id AS "territoryId", account_manager_id AS "accountManagerId",
        status::text, archived_at AS "archivedAt", email, phone, street, city, region, country, comment, version,
        customer_scope_ids(id, organization_id, account_manager_id)::text[]::float8[] AS scopes
      FROM customers WHERE id = ANY(${[...ids]}::int[]) ORDER BY id FOR UPDATE`,
  );
  const root = scopeId("subtree", viewer.facts.homePath.at(-1)!);
  return found.map((customer) => ({ ...customer, scopes: [...customer.scopes, root] }));
}

/** The customer locked for writing. Throws `not-found` when it may not be opened, `refused` when it may not be written so. */
export async function requireCustomer(tx: Transaction, viewer: Viewer, customerId: number, permission: Permission): Promise<Locked> {
  const [customer] = await lockedCustomers(tx, viewer, [customerId]);
  if (!customer) throw notFound("customer");
  authorizeOn(viewer, { read: "customers.view", permission, record: customer.scopes, noun: "customer" });
  return customer;
}

/** What the log says about a customer. */
export const subjectOf = (customer: Pick<Locked, "id" | "name" | "organizationId">): ActivitySubject => ({
  recordType: "customer",
  recordId: customer.id,
  recordName: customer.name,
  organizationId: customer.organizationId,
  customerId: customer.id,
});

/** The fields of the profile. */
export type Editable = Pick<Locked, "name" | "key" | "email" | "phone" | "street" | "city" | "region" | "country" | "comment">;

const contactFields = new Set(Object.keys(editContactInput.shape));

/** What changing these fields of the profile needs. */
export const editPermission = (names: readonly string[]): Permission => (names.every((name) => contactFields.has(name)) ? "customers.edit-contact" : "customers.edit");

/** What a number is told of that another customer has. */
export const taken = (key: string) => ({ field: "key", message: t("Another customer already has the number {key}.", { key }) });

/** What says where a customer stands. */
const placeFields = ["organizationId", "territoryId", "accountManagerId"] as const;

/** An edit on its way into the database. */
export type Saving = { customer: Locked; permission: Permission; baseVersion: number; submitted: Partial<Locked> };

/** Writes an edit, merged with what others changed since `baseVersion`, and its log row. Answers the customer as it then stands. */
export async function save(tx: Transaction, viewer: Viewer, { customer, permission, baseVersion, submitted }: Saving): Promise<Locked> {
  const { id: recordId, name } = customer;
  const written = await mergeEdit<Locked>(tx, { recordType: "customer", recordId, noun: "customer", baseVersion, current: customer, submitted });
  if (Object.keys(written).length === 0) return customer;
  const home = written.organizationId ?? customer.organizationId;
  const update = () => tx.customer.updateMany({ where: { id: recordId }, data: { ...written, version: customer.version + 1 } as object });
  // The row is locked, so the write meets it; only a number can be taken, which is told to whoever chose it.
  const { key } = written;
  const write = async () => void (await (key === undefined ? carried(update) : uniqueOr(taken(key), update())));
  const isMoved = placeFields.some((field) => field in written);
  await (isMoved ? movingInto(tx, scopeId("direct", home), write) : write());
  await recordActivity(tx, viewer, { ...subjectOf({ ...customer, name: written.name ?? name, organizationId: home }), action: permission, ...changeOf(customer, written) });
  return { ...customer, ...written, version: customer.version + 1 };
}

/** The fields that were given a value or emptied; absent ones are left out. */
export const defined = <Fields extends object>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Fields>;
