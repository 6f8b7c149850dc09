import "server-only";
import type { Viewer } from "../../access/viewer";
import type { Transaction } from "../../platform/db/connect";
import { changeOf } from "../activity/merge";
import { recordActivity } from "../activity/record";
import { fieldsOf, type GrantFields, type Terms } from "./fields";
import { subjectOf, type LockedGrant, type UsedRole } from "./saving";

const columnsOf = ({ kind, ref, ...terms }: Terms) => ({
  roleId: terms.roleId,
  scopeKind: kind,
  scopeRef: ref,
  narrowTerritoryId: terms.narrowTerritoryId,
  narrowProgramId: terms.narrowProgramId,
  exceptOrganizations: terms.exceptOrganizations,
  level: terms.level,
  from: terms.from,
  until: terms.until,
  reason: terms.reason,
});

type New = { key: string; terms: Terms; role: UsedRole; holder: LockedGrant["holder"] };

/** Stores a new grant with its lists and its log row. Answers its id. */
export async function insertGrant(tx: Transaction, viewer: Viewer, { key, terms, role, holder }: New): Promise<number> {
  const { userId, groupId } = holder;
  const data = { key, userId, groupId, ...columnsOf(terms), source: "hand" as const, grantedById: viewer.facts.userId };
  const { id } = await tx.grant.create({ data, select: { id: true } });
  await addListed(tx, id, terms.customers, terms.exceptCustomers);
  const after = { ...fieldsOf(terms), key, userId, groupId, holder: holder.name, role: role.name, version: 1 };
  await recordActivity(tx, viewer, { ...subjectOf({ id, role, holder }), action: "grants.give", after });
  return id;
}

async function addListed(tx: Transaction, grantId: number, customers: readonly number[], excepted: readonly number[]): Promise<void> {
  const rows = (ids: readonly number[]) => ids.map((customerId) => ({ grantId, customerId }));
  if (customers.length > 0) await tx.grantCustomer.createMany({ data: rows(customers) });
  if (excepted.length > 0) await tx.grantExceptCustomer.createMany({ data: rows(excepted) });
}

const without = (ids: readonly number[], others: readonly number[]) => ids.filter((id) => !others.includes(id));

/** Stores changed terms, only the difference of the lists, and the log row with the fields that changed. */
export async function updateGrant(tx: Transaction, viewer: Viewer, grant: LockedGrant, { terms, role }: { terms: Terms; role: UsedRole }): Promise<void> {
  const { id, terms: was, version } = grant;
  await tx.grant.updateMany({ where: { id }, data: { ...columnsOf(terms), version: version + 1 } });
  const gone = without(was.customers, terms.customers);
  const spared = without(was.exceptCustomers, terms.exceptCustomers);
  if (gone.length > 0) await tx.grantCustomer.deleteMany({ where: { grantId: id, customerId: { in: gone } } });
  if (spared.length > 0) await tx.grantExceptCustomer.deleteMany({ where: { grantId: id, customerId: { in: spared } } });
  await addListed(tx, id, without(terms.customers, was.customers), without(terms.exceptCustomers, was.exceptCustomers));
  const current = { ...fieldsOf(was), version };
  const { before, after } = changeOf(current, differenceOf(fieldsOf(was), fieldsOf(terms)));
  const roles = "roleId" in before ? [{ role: grant.role.name }, { role: role.name }] : [{}, {}];
  const entry = { before: { ...before, ...roles[0] }, after: { ...after, ...roles[1] } };
  await recordActivity(tx, viewer, { ...subjectOf({ ...grant, role }), action: "grants.change", ...entry });
}

/** The fields in which the terms differ, with their new values. */
export function differenceOf(was: GrantFields, is: GrantFields): Partial<GrantFields> {
  const keys = (Object.keys(is) as (keyof GrantFields)[]).filter((key) => was[key] !== is[key]);
  return Object.fromEntries(keys.map((key) => [key, is[key]])) as Partial<GrantFields>;
}

/** Removes a grant; the log keeps all of it. */
export async function deleteGrant(tx: Transaction, viewer: Viewer, grant: LockedGrant): Promise<void> {
  const { id, key, terms, role, holder } = grant;
  await tx.grant.deleteMany({ where: { id } });
  const before = { ...fieldsOf(terms), key, userId: holder.userId, groupId: holder.groupId, holder: holder.name, role: role.name };
  await recordActivity(tx, viewer, { ...subjectOf(grant), action: "grants.revoke", before });
}
