import "server-only";
import sql from "sql-template-tag";
import { allowed, authorizeOn } from "../../access/decide";
import type { Permission } from "../../access/permissions";
import { kindOf, scopeId, scopeKinds } from "../../access/scope-id";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { uniqueOr } from "../../platform/db/faults";
import { movingInto } from "../../platform/db/transaction";
import { invalid, notFound, refused } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { programsThatEnd, requireNoOwnGain } from "../access/own-gain";
import { organizationRecord } from "../access/records";
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

/** What says where a customer stands. */
const placeFields = ["organizationId", "territoryId", "accountManagerId"] as const;

/** An edit on its way into the database. */
export type Saving = { customer: Locked; permission: Permission; baseVersion: number; submitted: Partial<Locked> };

/** Writes an edit, merged with what others changed since `baseVersion`, and its log row. Answers the customer as it then stands. */
export async function save(tx: Transaction, viewer: Viewer, { customer, permission, baseVersion, submitted }: Saving): Promise<Locked> {
  const { id: recordId, name } = customer;
  const written = await mergeEdit<Locked>(tx, { recordType: "customer", recordId, noun: "customer", baseVersion, current: customer, submitted });
  if (Object.keys(written).length === 0) return customer;
  const taken = { field: "key", message: t("Another customer already has the number {key}.", { key: written.key ?? customer.key }) };
  const home = written.organizationId ?? customer.organizationId;
  const update = () => tx.customer.updateMany({ where: { id: recordId }, data: { ...written, version: customer.version + 1 } as object });
  const isMoved = placeFields.some((field) => field in written);
  await uniqueOr(taken, isMoved ? movingInto(tx, scopeId("direct", home), update) : update());
  await recordActivity(tx, viewer, { ...subjectOf({ ...customer, name: written.name ?? name, organizationId: home }), action: permission, ...changeOf(customer, written) });
  return { ...customer, ...written, version: customer.version + 1 };
}

export type Place = {
  organizationId: number;
  territoryId?: number | null;
  accountManagerId?: number | null;
  /** The customer as it is, when it is there already. */
  from?: Locked;
};

/**
 * Checks that a customer may be put there: the organization within the viewer's scope, territory and manager real and fitting. Of one that
 * is there already, the viewer must not come to more access by moving it. Throws `refused` for what is not the viewer's to do.
 */
export async function requirePlace(tx: Transaction, viewer: Viewer, permission: Permission, place: Place): Promise<void> {
  const record = await organizationRecord(tx, place.organizationId);
  const [territory] = place.territoryId
    ? await rowsIn<{ scopes: number[] }>(tx, sql`SELECT array_agg(ancestor_id * 16.0 + 3)::float8[] AS scopes FROM territory_closure WHERE territory_id = ${place.territoryId} HAVING count(*) > 0`)
    : [];
  if (place.territoryId && !territory) throw invalid({ territoryId: t("Choose a territory from the list.") });
  const own = place.accountManagerId ? [scopeId("own", place.accountManagerId)] : [];
  const target = record && [...record.scopes.filter((id) => kindOf(id) !== scopeKinds.territory), ...(territory?.scopes ?? []), ...own, ...listsKept(place)];
  if (!target || !allowed(viewer.access, permission, target)) {
    if (record && allowed(viewer.access, "organizations.list", record.scopes)) throw refused(permission, t("You may not put customers there."), "organizationId");
    throw invalid({ organizationId: t("Choose a partner from the list.") });
  }
  const { from } = place;
  if (from) await requireNoGain(tx, viewer, { from, organizationId: place.organizationId, target });
  const stays = from && from.organizationId === place.organizationId && from.accountManagerId === place.accountManagerId;
  if (place.accountManagerId && !stays) await requireManager(tx, place);
}

type Moving = { from: Locked; organizationId: number; target: readonly number[] };

/** Lists that name the customer go on naming it wherever it is, those that leave it out as well; programs are compared with their times. */
async function requireNoGain(tx: Transaction, viewer: Viewer, { from, organizationId, target }: Moving): Promise<void> {
  const longer = from.organizationId === organizationId ? [] : await programsForLonger(tx, from.organizationId, organizationId);
  const lists = from.scopes.filter((id) => listKinds.has(kindOf(id)));
  const lacking = await programsThatEnd(tx, from.organizationId);
  requireNoOwnGain(viewer, { before: from.scopes.filter((id) => !longer.includes(id)), after: [...target, ...lists, ...longer], lacking });
}

/** The scope ids of programs in which the second organization is, or will be, at times at which the first is not. */
async function programsForLonger(tx: Transaction, fromId: number, toId: number): Promise<number[]> {
  const found = await rowsIn<{ id: number }>(
    tx,
    sql`SELECT n.program_id AS id FROM enrollments n WHERE n.organization_id = ${toId} AND (n.valid_until IS NULL OR n.valid_until > ${now()}::timestamptz)
      AND NOT EXISTS (SELECT 1 FROM enrollments o WHERE o.organization_id = ${fromId} AND o.program_id = n.program_id
        AND o.valid_from <= greatest(n.valid_from, ${now()}::timestamptz) AND (o.valid_until IS NULL OR o.valid_until >= n.valid_until))`,
  );
  return found.map(({ id }) => scopeId("program", id));
}

/** A customer that stays with its organization stays in the lists of the grants that name it; a move needs a scope over the new place. */
const listsKept = ({ from, organizationId }: Place) =>
  from?.organizationId === organizationId ? from.scopes.filter((id) => listKinds.has(kindOf(id))) : [];

const listKinds = new Set<number>([scopeKinds.listed, scopeKinds.derived, scopeKinds.excepted]);

/** An account manager is a person of the customer's organization or of one above it. */
async function requireManager(tx: Transaction, { accountManagerId, organizationId }: Place): Promise<void> {
  const [fits] = await rowsIn<object>(
    tx,
    sql`SELECT 1 FROM users u JOIN organization_closure a ON a.ancestor_id = u.organization_id
      WHERE u.id = ${accountManagerId} AND a.organization_id = ${organizationId} AND u.status <> 'deactivated'`,
  );
  if (!fits) throw invalid({ accountManagerId: t("Choose a person of this partner or of one above it.") });
}

/** The fields that were given a value or emptied; absent ones are left out. */
export const defined = <Fields extends object>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Fields>;
