import "server-only";
import { authorize } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import type { Transaction } from "../../platform/db/connect";
import { Problem } from "../../shared/errors";
import { paths } from "../../shared/paths";
import { change } from "../access/change";
import { listCustomers } from "./queries";
import type { CustomerRow } from "./rows";
import { defined, requireCustomer, requirePlace, save } from "./saving";
import { customerList, type CustomerList, type ReassignManyInput } from "./schema";

const permission = "customers.reassign";

/** Customers that are moved in one transaction: about a second of work, so that nobody waits long for their rows. */
export const partSize = 100;

/** The most customers that may be moved in one go. */
export const mostReassigned = 10_000;

/** A customer that stays where it is, and why. */
export type StaysPut = { id: number; name: string; reason: string };

/**
 * What became of one part of a list; `next` is where the part after it begins, null at the end. It leads to the list, so that the page on
 * which it was asked for is not made anew under whoever waits for the other parts.
 */
export type ReassignedPart = { done: number; already: number; stay: StaysPut[]; next: string | null; href: string };

/** What an address says of a list, without its paging. */
export const listIn = (query: string): CustomerList => ({ ...customerList.parse(Object.fromEntries(new URLSearchParams(query))), after: null, before: null });

/**
 * Moves the next customers of a list to another partner, territory or account manager, each by the rules of one; what is left out stays.
 * Whoever cannot be moved stays and is told with the reason. Moving changes neither names nor ages, so the list goes on where it was.
 */
export async function reassignMany(viewer: Viewer, { query, after, place }: ReassignManyInput): Promise<ReassignedPart> {
  authorize(viewer, permission);
  const { rows, next } = await listCustomers(viewer, { ...listIn(query), after, limit: partSize });
  return change(viewer, async (tx, viewer) => {
    const part: ReassignedPart = { done: 0, already: 0, stay: [], next, href: paths.customers(query) };
    for (const row of rows.toSorted((a, b) => a.id - b.id)) await reassignOne(tx, viewer, { row, place, part });
    return part;
  });
}

type One = { row: CustomerRow; place: ReassignManyInput["place"]; part: ReassignedPart };

async function reassignOne(tx: Transaction, viewer: Viewer, { row: { id, name }, place, part }: One): Promise<void> {
  await tx.$executeRawUnsafe("SAVEPOINT customer");
  try {
    const customer = await requireCustomer(tx, viewer, id, permission);
    const submitted = defined(place);
    await requirePlace(tx, viewer, permission, { ...customer, ...submitted, from: customer });
    const { version } = await save(tx, viewer, { customer, permission, baseVersion: customer.version, submitted });
    if (version === customer.version) part.already++;
    else part.done++;
    await tx.$executeRawUnsafe("RELEASE SAVEPOINT customer");
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await tx.$executeRawUnsafe("ROLLBACK TO SAVEPOINT customer");
    part.stay.push({ id, name, reason: error.message });
  }
}
