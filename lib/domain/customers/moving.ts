import "server-only";
import sql, { join, type Sql } from "sql-template-tag";
import { authorizeOn } from "../../access/decide";
import type { Permission } from "../../access/permissions";
import { scopeId } from "../../access/scope-id";
import type { Viewer } from "../../access/viewer";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { movingInto } from "../../platform/db/transaction";
import { notFound, Problem } from "../../shared/errors";
import { changeOf } from "../activity/merge";
import { recordActivities } from "../activity/record";
import { requirePlace } from "./placing";
import { lockedCustomers, subjectOf, type Locked } from "./saving";

const permission: Permission = "customers.reassign";

/** Where customers go; what is undefined stays as it is with each. */
export type NewPlace = { organizationId?: number; territoryId?: number | null; accountManagerId?: number | null };

/** What became of each of them: moved from where it was, there already, or not moved and why. */
export type Moved = { done: Locked[]; already: Locked[]; stay: { id: number; name: string; reason: string }[] };

/**
 * Moves many customers in three statements, each by the rules of one: those that stand alike are judged together. Whoever cannot be moved
 * stays, with the reason. Of ids that are no customer's nothing is said.
 */
export async function moveMany(tx: Transaction, viewer: Viewer, ids: readonly number[], place: NewPlace): Promise<Moved> {
  const moved: Moved = { done: [], already: [], stay: [] };
  const differing: Locked[] = [];
  for (const alike of Map.groupBy(await lockedCustomers(tx, viewer, ids), standingOf).values()) {
    const problem = await problemOf(tx, viewer, alike[0]!, place);
    if (problem !== null) moved.stay.push(...alike.map(({ id, name }) => ({ id, name, reason: problem })));
    else if (Object.keys(differenceTo(alike[0]!, place)).length === 0) moved.already.push(...alike);
    else differing.push(...alike);
  }
  if (differing.length > 0) await write(tx, viewer, differing, place);
  moved.done.push(...differing);
  return moved;
}

/** All that a judgement about moving it looks at. */
const standingOf = ({ organizationId, territoryId, accountManagerId, scopes }: Locked) => JSON.stringify([organizationId, territoryId, accountManagerId, scopes.toSorted((a, b) => a - b)]);

/** Why the customer may not go there; null when it may. */
async function problemOf(tx: Transaction, viewer: Viewer, customer: Locked, place: NewPlace): Promise<string | null> {
  try {
    authorizeOn(viewer, { read: "customers.view", permission, record: customer.scopes, noun: "customer" });
    await requirePlace(tx, viewer, permission, { ...customer, ...differenceTo(customer, place), from: customer });
    return null;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error.code === "not-found" ? notFound("customer").message : error.message;
  }
}

/** The fields of the place that the customer has otherwise. */
const differenceTo = (customer: Locked, place: NewPlace): NewPlace =>
  Object.fromEntries(Object.entries(place).filter(([field, value]) => value !== undefined && value !== customer[field as keyof NewPlace]));

const columns: Record<keyof NewPlace, (value: number | null) => Sql> = {
  organizationId: (value) => sql`, organization_id = ${value}`,
  territoryId: (value) => sql`, territory_id = ${value}`,
  accountManagerId: (value) => sql`, account_manager_id = ${value}`,
};

async function write(tx: Transaction, viewer: Viewer, customers: readonly Locked[], place: NewPlace): Promise<void> {
  const set = Object.entries(place).flatMap(([field, value]) => (value === undefined ? [] : [columns[field as keyof NewPlace](value)]));
  const homeOf = ({ organizationId }: Locked) => place.organizationId ?? organizationId;
  for (const [home, theirs] of Map.groupBy(customers, homeOf)) {
    const update = () => rowsIn(tx, sql`UPDATE customers SET version = version + 1, updated_at = now()${join(set, "")} WHERE id = ANY(${theirs.map(({ id }) => id)}::int[])`);
    await movingInto(tx, scopeId("direct", home), update);
  }
  const entries = customers.map((customer) => ({ ...subjectOf({ ...customer, organizationId: homeOf(customer) }), action: permission, ...changeOf(customer, differenceTo(customer, place)) }));
  for (let at = 0; at < entries.length; at += 1000) await recordActivities(tx, viewer, entries.slice(at, at + 1000));
}
