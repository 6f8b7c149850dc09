import "server-only";
import sql from "sql-template-tag";
import { scopesOf } from "../../../access/decide";
import { customerFilter } from "../../../access/filter";
import type { Viewer } from "../../../access/viewer";
import { now } from "../../../platform/clock";
import { rows, type Queryable, type Transaction } from "../../../platform/db/connect";
import { conflict, notFound, refused } from "../../../shared/errors";
import { t } from "../../../shared/language/text";
import { asQueryable } from "../../access/facts-within";
import type { NewPlace } from "../moving";

/** A reassignment without its customers: `total` of them were moved, `seen` of them the viewer may list now. */
export type Head = { id: number; by: string; at: Date; undoUntil: Date; undoneAt: Date | null; undoneBy: string | null; place: NewPlace; total: number; seen: number };

/** The reassignment, when the viewer may list any of its customers; else null, as if there were none. */
export async function findHead(on: Queryable, viewer: Viewer, id: number): Promise<Head | null> {
  const [head] = await rows<Head>(
    on,
    sql`SELECT r.id, r.by_name AS by, r.at, r.undo_until AS "undoUntil", r.undone_at AS "undoneAt", r.undone_by AS "undoneBy", r.place,
        (SELECT count(*)::int FROM reassignment_items i WHERE i.reassignment_id = r.id) AS total,
        (SELECT count(*)::int FROM reassignment_items i JOIN customers c ON c.id = i.customer_id WHERE i.reassignment_id = r.id AND ${customerFilter(scopesOf(viewer.access, "customers.list"))}) AS seen
      FROM reassignments r WHERE r.id = ${id}`,
  );
  return head && head.seen > 0 ? head : null;
}

/** Whether the viewer could undo it, if nothing happens in between. */
export const canUndo = ({ undoneAt, undoUntil, total, seen }: Head) => undoneAt === null && undoUntil > now() && seen === total;

/** The reassignment locked, so that nobody else undoes it meanwhile. Throws what keeps the viewer from undoing it. */
export async function requireHead(tx: Transaction, viewer: Viewer, id: number): Promise<Head> {
  const on = asQueryable(tx);
  await rows(on, sql`SELECT 1 FROM reassignments WHERE id = ${id} FOR UPDATE`);
  const head = await findHead(on, viewer, id);
  if (!head) throw notFound("receipt");
  if (head.undoneAt !== null) throw conflict(t("This was undone already."));
  if (head.undoUntil <= now()) throw conflict(t("The seven days for undoing are over."));
  if (head.seen < head.total) throw refused("customers.list", t("You do not see all of these customers. Ask somebody who does."));
  return head;
}
