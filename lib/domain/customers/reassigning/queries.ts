import "server-only";
import sql from "sql-template-tag";
import { authorize, can, scopesOf } from "../../../access/decide";
import { customerFilter, organizationFilter } from "../../../access/filter";
import type { Viewer } from "../../../access/viewer";
import { now } from "../../../platform/clock";
import { pool } from "../../../platform/db/client";
import { firstRow, rows, type Queryable } from "../../../platform/db/connect";
import { notFound } from "../../../shared/errors";
import { t } from "../../../shared/language/text";
import { read } from "../../access/change";
import type { CustomerList } from "../schema";
import { canUndo, findHead, type Head } from "./head";
import { wholeList } from "./list";
import { saidNote } from "./undo";

/** What a list holds: how many, some by name, and of which partners, the one with most first. */
export type ListToReassign = { count: number; names: string[]; partners: { name: string; count: number }[] };

const mostNamed = 3;

/** The customers of a list, as they are shown before they are reassigned; null when they are too many for one go. */
export async function listToReassign(viewer: Viewer, list: CustomerList): Promise<ListToReassign | null> {
  authorize(viewer, "customers.reassign");
  authorize(viewer, "customers.list");
  const found = await wholeList(viewer, list);
  if (!found) return null;
  const partners = [...Map.groupBy(found, ({ partner }) => partner)].map(([name, theirs]) => ({ name, count: theirs.length }));
  return { count: found.length, names: found.slice(0, mostNamed).map(({ name }) => name), partners: partners.sort((a, b) => b.count - a.count || a.name.localeCompare(b.name)) };
}

/** Where a customer was, by name; no territory and nobody are null. What the viewer may not know has a general name. */
export type ReceiptCustomer = { id: number; name: string; partner: string; territory: string | null; manager: string | null; isRestored: boolean | null; note: string | null };

/** What became of a reassignment. `changes` says which fields were given, with the new name; null where a field was emptied. */
export type ReassignmentReceipt = Omit<Head, "place"> & {
  canUndo: boolean;
  changes: { partner?: string; territory?: string | null; manager?: string | null };
  customers: ReceiptCustomer[];
};

const mostListed = 200;

/** The receipt of a reassignment. Throws `not-found` for whoever may list none of its customers, as if there were none. */
export async function getReassignment(viewer: Viewer, reassignmentId: number): Promise<ReassignmentReceipt> {
  authorize(viewer, "customers.reassign");
  return read(viewer, async (on) => {
    const head = await findHead(on, viewer, reassignmentId);
    if (!head) throw notFound("receipt");
    const { place, ...rest } = head;
    return { ...rest, canUndo: canUndo(head), changes: await namesOf(on, viewer, place), customers: await seenCustomers(on, viewer, reassignmentId) };
  });
}

const knows = (viewer: Viewer) => ({
  organization: organizationFilter(scopesOf(viewer.access, "organizations.list"), sql`o.id`),
  territory: sql`${can(viewer, "territories.list")}::boolean`,
  manager: organizationFilter(scopesOf(viewer.access, "users.list"), sql`m.organization_id`),
});

type Ids = { territoryId: number | null; accountManagerId: number | null };
type Found = { partner: string | null; territory: string | null; manager: string | null };

/** The names that were found; a record whose name was not, the viewer may not know. */
const named = (ids: Ids, { partner, territory, manager }: Found) => ({
  partner: partner ?? t("another partner"),
  territory: ids.territoryId === null ? null : (territory ?? t("another territory")),
  manager: ids.accountManagerId === null ? null : (manager ?? t("somebody else")),
});

async function namesOf(on: Queryable, viewer: Viewer, place: Head["place"]): Promise<ReassignmentReceipt["changes"]> {
  const { organization, territory, manager } = knows(viewer);
  const found = (await firstRow<Found>(
    on,
    sql`SELECT (SELECT o.name FROM organizations o WHERE o.id = ${place.organizationId ?? 0} AND ${organization}) AS partner,
      (SELECT t.name FROM territories t WHERE t.id = ${place.territoryId ?? 0} AND ${territory}) AS territory,
      (SELECT m.name FROM users m WHERE m.id = ${place.accountManagerId ?? 0} AND ${manager}) AS manager`,
  ))!;
  const names = named({ territoryId: place.territoryId ?? null, accountManagerId: place.accountManagerId ?? null }, found);
  return {
    ...("organizationId" in place ? { partner: names.partner } : {}),
    ...("territoryId" in place ? { territory: names.territory } : {}),
    ...("accountManagerId" in place ? { manager: names.manager } : {}),
  };
}

/** First those that an undo did not bring back, then by name. */
async function seenCustomers(on: Queryable, viewer: Viewer, reassignmentId: number): Promise<ReceiptCustomer[]> {
  const { organization, territory, manager } = knows(viewer);
  const found = await rows<Omit<ReceiptCustomer, keyof Found> & Found & Ids>(
    on,
    sql`SELECT c.id, c.name, i.territory_id AS "territoryId", i.account_manager_id AS "accountManagerId",
        o.name AS partner, t.name AS territory, m.name AS manager, i.is_restored AS "isRestored", i.note
      FROM reassignment_items i JOIN customers c ON c.id = i.customer_id
      LEFT JOIN organizations o ON o.id = i.organization_id AND ${organization} LEFT JOIN territories t ON t.id = i.territory_id AND ${territory}
      LEFT JOIN users m ON m.id = i.account_manager_id AND ${manager}
      WHERE i.reassignment_id = ${reassignmentId} AND ${customerFilter(scopesOf(viewer.access, "customers.list"))}
      ORDER BY i.is_restored IS NOT FALSE, c.sort_name, c.id LIMIT ${mostListed}`,
  );
  return found.map(({ id, name, isRestored, note, ...place }) => ({ id, name, ...named(place, place), isRestored, note: saidNote(note) }));
}

export type OwnReassignment = { id: number; at: Date; undoneAt: Date | null; count: number };

/** The viewer's own reassignments of the last seven days, newest first. */
export async function ownReassignments(viewer: Viewer): Promise<OwnReassignment[]> {
  authorize(viewer, "customers.reassign");
  return rows(
    pool(),
    sql`SELECT r.id, r.at, r.undone_at AS "undoneAt", (SELECT count(*)::int FROM reassignment_items i WHERE i.reassignment_id = r.id) AS count
      FROM reassignments r WHERE r.by_id = ${viewer.facts.userId} AND r.undo_until > ${now()}::timestamptz ORDER BY r.id DESC LIMIT 5`,
  );
}
