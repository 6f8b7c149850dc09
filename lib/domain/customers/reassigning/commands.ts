import "server-only";
import sql from "sql-template-tag";
import { authorize } from "../../../access/decide";
import { homeOf, type Viewer } from "../../../access/viewer";
import { minutesFromNow, now } from "../../../platform/clock";
import { rowsIn, type Transaction } from "../../../platform/db/connect";
import { conflict } from "../../../shared/errors";
import { t } from "../../../shared/language/text";
import { paths } from "../../../shared/paths";
import { change } from "../../access/change";
import { recordActivity } from "../../activity/record";
import { moveMany, type Moved, type NewPlace } from "../moving";
import type { Locked } from "../saving";
import { listIn, mostReassigned, wholeList } from "./list";
import { requireHead } from "./head";
import type { ReassignManyInput, UndoReassignmentInput } from "./schema";
import { putBack, restoredWords } from "./undo";

const sevenDays = 7 * 24 * 60;

/** What became of a list: how many moved, how many were there already, who stays and why; the receipt, if anybody moved. */
export type Reassigned = { done: number; already: number; stay: Moved["stay"]; receipt: { id: number; undoUntil: Date } | null; href: string };

/**
 * Moves all customers of a list to another partner, territory or account manager in one transaction, each by the rules of one; what is
 * left out stays as it is with each. Whoever cannot be moved stays and is told with the reason. Throws `conflict` when nobody can be.
 */
export async function reassignMany(viewer: Viewer, { query, place }: ReassignManyInput): Promise<Reassigned> {
  authorize(viewer, "customers.reassign");
  const listed = await wholeList(viewer, listIn(query));
  if (!listed) throw conflict(t("Narrow the list to at most {most} customers first.", { most: mostReassigned }));
  return change(viewer, async (tx, viewer) => {
    const { done, already, stay } = await moveMany(tx, viewer, listed.map(({ id }) => id), place);
    const [first] = stay;
    // What is wrong with all of them is wrong with the place.
    if (first && done.length + already.length === 0 && stay.every(({ reason }) => reason === first.reason)) throw conflict(t("Nobody was reassigned. {reason}", { reason: first.reason }));
    const receipt = done.length === 0 ? null : await keepReceipt(tx, viewer, { done, place });
    // The list it leads to keeps the page from being made anew under its answer.
    return { done: done.length, already: already.length, stay, receipt, href: paths.customers(query) };
  });
}

const subjectOf = (viewer: Viewer, { id, customers }: { id: number; customers: number }) => ({
  recordType: "reassignment",
  recordId: id,
  recordName: `${customers} customers`,
  organizationId: homeOf(viewer.facts),
});

/** Keeps where everybody was; the log gets a row for the whole beside those of each customer. */
async function keepReceipt(tx: Transaction, viewer: Viewer, { done, place }: { done: readonly Locked[]; place: NewPlace }): Promise<NonNullable<Reassigned["receipt"]>> {
  const { userId, name } = viewer.facts;
  const given = Object.fromEntries(Object.entries(place).filter(([, value]) => value !== undefined));
  const data = { byId: userId === 0 ? null : userId, byName: name, at: now(), undoUntil: minutesFromNow(sevenDays), place: given };
  const { id, undoUntil } = await tx.reassignment.create({ data, select: { id: true, undoUntil: true } });
  const ids = (of: (customer: Locked) => number | null) => done.map(of);
  await rowsIn(
    tx,
    sql`INSERT INTO reassignment_items (reassignment_id, customer_id, organization_id, territory_id, account_manager_id)
      SELECT ${id}::int, * FROM unnest(${ids((customer) => customer.id)}::int[], ${ids((customer) => customer.organizationId)}::int[],
        ${ids((customer) => customer.territoryId)}::int[], ${ids((customer) => customer.accountManagerId)}::int[])`,
  );
  await recordActivity(tx, viewer, { ...subjectOf(viewer, { id, customers: done.length }), action: "customers.reassign-many", after: { ...given, count: done.length } });
  return { id, undoUntil };
}

/**
 * Puts the customers of a reassignment back within seven days, each as far as it still is where it was put and the viewer may move it
 * back; the receipt says which stayed. Throws `conflict` when it is undone already or its time is over, `refused` for whoever does not
 * see all of them.
 */
export async function undoReassignment(viewer: Viewer, { reassignmentId }: UndoReassignmentInput): Promise<{ id: number; href: string; message: string }> {
  authorize(viewer, "customers.reassign");
  return change(viewer, async (tx, viewer) => {
    const { place, seen } = await requireHead(tx, viewer, reassignmentId);
    const restored = await putBack(tx, viewer, { reassignmentId, place });
    await tx.reassignment.updateMany({ where: { id: reassignmentId }, data: { undoneAt: now(), undoneBy: viewer.facts.name } });
    await recordActivity(tx, viewer, { ...subjectOf(viewer, { id: reassignmentId, customers: seen }), action: "customers.undo-reassignment", after: restored });
    return { id: reassignmentId, href: paths.reassignment(reassignmentId), message: restoredWords(restored) };
  });
}
