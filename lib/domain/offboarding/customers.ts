import "server-only";
import sql from "sql-template-tag";
import { scopesOf } from "../../access/decide";
import { customerFilter } from "../../access/filter";
import { scopeId } from "../../access/scope-id";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { conflict, invalid } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { programsThatEnd, requireNoOwnGain } from "../access/own-gain";
import { recordActivities } from "../activity/record";
import { subjectOf } from "../customers/saving";

/** A person on either side of a handing over. */
export type Person = { id: number; name: string };
export type Handed = { id: number; name: string; organizationId: number };
type Row = Handed & { version: number; scopes: number[]; fits: boolean };

/** More than this in one transaction would keep everybody else's changes of access waiting. */
const mostHanded = 5000;

/**
 * Makes another person the account manager of the customers that one manages and that the viewer may reassign; only those named, if any are.
 * Judged as reassigning each one: the new manager's home is the customer's partner or above it, and the viewer gains nothing.
 */
export async function handOver(tx: Transaction, viewer: Viewer, { from, to, only }: { from: Person; to: Person; only?: readonly number[] }): Promise<Handed[]> {
  const found = await locked(tx, viewer, { from, to, only });
  if (found.length > mostHanded) throw conflict(t("{person} manages more than {most} customers. Reassign some of them first.", { person: from.name, most: mostHanded }));
  const misfits = found.filter(({ fits }) => !fits);
  if (misfits.length > 0 && !only) {
    const values = { person: to.name, customer: misfits[0]!.name, others: misfits.length - 1 };
    throw invalid({ customersTo: t("{person} is not at home in the partner of {customer}, or above it{others, plural, =0 {} one {, nor in that of # other customer} other {, nor in that of # other customers}}. Choose somebody who is.", values) });
  }
  const handed = found.filter(({ fits }) => fits);
  if (to.id === viewer.facts.userId) await requireNoGain(tx, viewer, { from, customers: handed });
  await rowsIn(
    tx,
    sql`UPDATE customers SET account_manager_id = ${to.id}, version = version + 1, updated_at = ${now()}::timestamptz WHERE id = ANY(${handed.map(({ id }) => id)}::int[])`,
  );
  const entries = handed.map((customer) => ({
    ...subjectOf(customer),
    action: "customers.reassign",
    before: { accountManagerId: from.id },
    after: { accountManagerId: to.id, version: customer.version + 1 },
  }));
  for (let at = 0; at < entries.length; at += 1000) await recordActivities(tx, viewer, entries.slice(at, at + 1000));
  return handed;
}

async function requireNoGain(tx: Transaction, viewer: Viewer, { from, customers }: { from: Person; customers: readonly Row[] }): Promise<void> {
  const [theirs, own] = [scopeId("own", from.id), scopeId("own", viewer.facts.userId)];
  for (const [organizationId, together] of Map.groupBy(customers, (customer) => customer.organizationId)) {
    const lacking = await programsThatEnd(tx, organizationId);
    for (const { scopes } of together) requireNoOwnGain(viewer, { before: scopes, after: [...scopes.filter((id) => id !== theirs), own], lacking });
  }
}

const locked = (tx: Transaction, viewer: Viewer, { from, to, only }: { from: Person; to: Person; only?: readonly number[] }) =>
  rowsIn<Row>(
    tx,
    sql`SELECT c.id, c.name, c.organization_id AS "organizationId", c.version,
        customer_scope_ids(c.id, c.organization_id, c.account_manager_id)::text[]::float8[] || ${scopeId("subtree", viewer.facts.homePath.at(-1)!)}::float8 AS scopes,
        EXISTS (SELECT 1 FROM users h JOIN organization_closure a ON a.ancestor_id = h.organization_id
          WHERE h.id = ${to.id} AND h.status <> 'deactivated' AND a.organization_id = c.organization_id) AS fits
      FROM customers c WHERE c.account_manager_id = ${from.id} AND ${only ? sql`c.id = ANY(${[...only]}::int[])` : sql`true`}
        AND ${customerFilter(scopesOf(viewer.access, "customers.reassign"))}
      ORDER BY c.id LIMIT ${mostHanded + 1} FOR UPDATE`,
  );
