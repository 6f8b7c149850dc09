import "server-only";
import sql from "sql-template-tag";
import { allowed, authorize, authorizeOn } from "../../access/decide";
import type { Permission } from "../../access/permissions";
import { scopeId } from "../../access/scope-id";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { uniqueOr } from "../../platform/db/faults";
import { invalid, notFound, refused } from "../../shared/errors";
import { change } from "../access/change";
import { organizationRecord } from "../access/records";
import { changeOf, mergeEdit } from "../activity/merge";
import { recordActivity, type ActivitySubject } from "../activity/record";
import type { CreateCustomerInput, CustomerStateInput, EditContactInput, EditCustomerInput, ReassignCustomerInput } from "./schema";

type Locked = {
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

/** The customer locked for writing. Throws `not-found` when it may not be opened, `refused` when it may not be written so. */
async function requireCustomer(tx: Transaction, viewer: Viewer, customerId: number, permission: Permission): Promise<Locked> {
  const [found] = await rowsIn<Locked>(
    tx,
    sql`SELECT id, key, name, organization_id AS "organizationId", territory_id AS "territoryId", account_manager_id AS "accountManagerId",
        status::text, archived_at AS "archivedAt", email, phone, street, city, region, country, comment, version,
        customer_scope_ids(id, organization_id, account_manager_id)::text[]::float8[] AS scopes
      FROM customers WHERE id = ${customerId} FOR UPDATE`,
  );
  if (!found) throw notFound("customer");
  const record = [...found.scopes, scopeId("subtree", viewer.facts.homePath.at(-1)!)];
  authorizeOn(viewer, { read: "customers.view", permission, record, noun: "customer" });
  return found;
}

const subjectOf = (customer: Pick<Locked, "id" | "name" | "organizationId">): ActivitySubject => ({
  recordType: "customer",
  recordId: customer.id,
  recordName: customer.name,
  organizationId: customer.organizationId,
  customerId: customer.id,
});

/** Creates a customer of an organization in which the viewer may create. Answers its id. */
export async function createCustomer(viewer: Viewer, input: CreateCustomerInput): Promise<{ id: number }> {
  authorize(viewer, "customers.create");
  return change(viewer, async (tx, viewer) => {
    await requirePlace(tx, viewer, "customers.create", input);
    const [next] = await rowsIn<{ id: number }>(tx, sql`SELECT nextval(pg_get_serial_sequence('customers', 'id'))::int AS id`);
    const { organizationId, territoryId = null, accountManagerId = null, key = `C-${next!.id}`, ...fields } = input;
    const data = { ...defined(fields), name: input.name, id: next!.id, key, organizationId, territoryId, accountManagerId };
    await uniqueOr({ field: "key", message: `Another customer already has the number ${key}.` }, tx.customer.createMany({ data }));
    await recordActivity(tx, viewer, { ...subjectOf(data), action: "customers.create", after: { ...data, version: 1 } });
    return { id: next!.id };
  });
}

/** Edits the profile; merged field by field with what others changed since. Throws `stale` on a clash. */
export async function editCustomer(viewer: Viewer, { customerId, version, ...fields }: EditCustomerInput): Promise<{ id: number }> {
  authorize(viewer, "customers.edit");
  return editFields(viewer, "customers.edit", { customerId, version, fields });
}

/** Edits phone, email, address and comment, nothing else; merged as editCustomer does. */
export async function editContact(viewer: Viewer, { customerId, version, ...fields }: EditContactInput): Promise<{ id: number }> {
  authorize(viewer, "customers.edit-contact");
  return editFields(viewer, "customers.edit-contact", { customerId, version, fields });
}

type Editable = Pick<Locked, "name" | "key" | "email" | "phone" | "street" | "city" | "region" | "country" | "comment">;
type Edit = { customerId: number; version: number; fields: Partial<Editable> };

function editFields(viewer: Viewer, permission: Permission, { customerId, version, fields }: Edit): Promise<{ id: number }> {
  return change(viewer, async (tx, viewer) => {
    const customer = await requireCustomer(tx, viewer, customerId, permission);
    await save(tx, viewer, { customer, permission, baseVersion: version, submitted: defined(fields) });
    return { id: customerId };
  });
}

type Saving = { customer: Locked; permission: Permission; baseVersion: number; submitted: Partial<Locked> };

async function save(tx: Transaction, viewer: Viewer, { customer, permission, baseVersion, submitted }: Saving): Promise<void> {
  const { id: recordId, name } = customer;
  const written = await mergeEdit<Locked>(tx, { recordType: "customer", recordId, noun: "customer", baseVersion, current: customer, submitted });
  if (Object.keys(written).length === 0) return;
  const taken = { field: "key", message: `Another customer already has the number ${written.key ?? customer.key}.` };
  await uniqueOr(taken, tx.customer.updateMany({ where: { id: recordId }, data: { ...written, version: customer.version + 1 } as object }));
  const home = written.organizationId ?? customer.organizationId;
  await recordActivity(tx, viewer, { ...subjectOf({ ...customer, name: written.name ?? name, organizationId: home }), action: permission, ...changeOf(customer, written) });
}

/** Moves a customer to another owner organization, territory or account manager. The new place must be within reach as well. */
export async function reassignCustomer(viewer: Viewer, { customerId, version, ...fields }: ReassignCustomerInput): Promise<{ id: number }> {
  authorize(viewer, "customers.reassign");
  return change(viewer, async (tx, viewer) => {
    const customer = await requireCustomer(tx, viewer, customerId, "customers.reassign");
    const submitted = defined(fields);
    await requirePlace(tx, viewer, "customers.reassign", { ...customer, ...submitted });
    await save(tx, viewer, { customer, permission: "customers.reassign", baseVersion: version, submitted });
    return { id: customerId };
  });
}

type Place = { organizationId: number; territoryId?: number | null; accountManagerId?: number | null };

/** Checks that a customer may be put there: the organization within the viewer's scope, territory and manager real and fitting. */
async function requirePlace(tx: Transaction, viewer: Viewer, permission: Permission, place: Place): Promise<void> {
  const record = await organizationRecord(tx, place.organizationId);
  const [territory] = place.territoryId
    ? await rowsIn<{ scopes: number[] }>(tx, sql`SELECT array_agg(ancestor_id * 16.0 + 3)::float8[] AS scopes FROM territory_closure WHERE territory_id = ${place.territoryId} HAVING count(*) > 0`)
    : [];
  if (place.territoryId && !territory) throw invalid({ territoryId: "Choose a territory from the list." });
  const own = place.accountManagerId ? [scopeId("own", place.accountManagerId)] : [];
  const target = record && [...record.scopes.filter((id) => id % 16 !== 3), ...(territory?.scopes ?? []), ...own];
  if (!target || !allowed(viewer.access, permission, target)) {
    if (record && allowed(viewer.access, "organizations.list", record.scopes)) throw refused(permission, "You may not put customers there.");
    throw invalid({ organizationId: "Choose a partner from the list." });
  }
  if (place.accountManagerId) await requireManager(tx, place);
}

/** An account manager is a person of the customer's organization or of one above it. */
async function requireManager(tx: Transaction, { accountManagerId, organizationId }: Place): Promise<void> {
  const [fits] = await rowsIn<object>(
    tx,
    sql`SELECT 1 FROM users u JOIN organization_closure a ON a.ancestor_id = u.organization_id
      WHERE u.id = ${accountManagerId} AND a.organization_id = ${organizationId} AND u.status <> 'deactivated'`,
  );
  if (!fits) throw invalid({ accountManagerId: "Choose a person of this partner or of one above it." });
}

type State = { permission: Permission; action: string; isThere: (customer: Locked) => boolean; data: () => Partial<Locked> };

function setState(viewer: Viewer, { customerId }: CustomerStateInput, { permission, action, isThere, data }: State): Promise<{ id: number }> {
  return change(viewer, async (tx, viewer) => {
    const customer = await requireCustomer(tx, viewer, customerId, permission);
    if (isThere(customer)) return { id: customerId };
    const written = data();
    await tx.customer.updateMany({ where: { id: customerId }, data: { ...written, version: customer.version + 1 } as object });
    await recordActivity(tx, viewer, { ...subjectOf(customer), action, ...changeOf<Locked>(customer, written) });
    return { id: customerId };
  });
}

/** Suspends a customer; already suspended changes nothing. */
export async function suspendCustomer(viewer: Viewer, input: CustomerStateInput): Promise<{ id: number }> {
  authorize(viewer, "customers.suspend");
  return setState(viewer, input, {
    permission: "customers.suspend",
    action: "customers.suspend",
    isThere: ({ status }) => status === "suspended",
    data: () => ({ status: "suspended" }),
  });
}

/** Reconnects a suspended customer; already active changes nothing. */
export async function reconnectCustomer(viewer: Viewer, input: CustomerStateInput): Promise<{ id: number }> {
  authorize(viewer, "customers.suspend");
  return setState(viewer, input, {
    permission: "customers.suspend",
    action: "customers.reconnect",
    isThere: ({ status }) => status === "active",
    data: () => ({ status: "active" }),
  });
}

/** Archives a customer: out of the lists, restorable. */
export async function archiveCustomer(viewer: Viewer, input: CustomerStateInput): Promise<{ id: number }> {
  authorize(viewer, "customers.delete");
  return setState(viewer, input, {
    permission: "customers.delete",
    action: "customers.archive",
    isThere: ({ archivedAt }) => archivedAt !== null,
    data: () => ({ archivedAt: now() }),
  });
}

/** Brings an archived customer back as it was. */
export async function restoreCustomer(viewer: Viewer, input: CustomerStateInput): Promise<{ id: number }> {
  authorize(viewer, "customers.delete");
  return setState(viewer, input, {
    permission: "customers.delete",
    action: "customers.restore",
    isThere: ({ archivedAt }) => archivedAt === null,
    data: () => ({ archivedAt: null }),
  });
}

/** The fields that were given a value or emptied; absent ones are left out. */
const defined = <Fields extends object>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Fields>;
