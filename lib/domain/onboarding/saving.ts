import "server-only";
import sql from "sql-template-tag";
import { allowed } from "../../access/decide";
import { mayAssignTask } from "../../access/task";
import type { Viewer } from "../../access/viewer";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { invalid, notFound, refused } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { organizationRecord } from "../access/records";
import type { ActivitySubject } from "../activity/record";
import { getChecklistToEdit } from "./checklists";
import type { Item } from "./schema";

/** A checklist as a write sees it: locked, with its steps. */
export type Locked = { id: number; name: string; description: string | null; organizationId: number; roleId: number; archivedAt: Date | null; version: number; items: Item[] };

/** The checklist locked for writing. Throws `refused` where the viewer may only read it, `not-found` where it counts nowhere for them. */
export async function requireChecklist(tx: Transaction, viewer: Viewer, checklistId: number): Promise<Locked> {
  const [found] = await rowsIn<Omit<Locked, "items">>(
    tx,
    sql`SELECT id, name, description, organization_id AS "organizationId", role_id AS "roleId", archived_at AS "archivedAt", version
      FROM checklists WHERE id = ${checklistId} FOR NO KEY UPDATE`,
  );
  const record = found && (await organizationRecord(tx, found.organizationId));
  if (!record) throw notFound("checklist");
  if (!mayAssignTask(viewer, record)) await getChecklistToEdit(viewer, checklistId);
  const items = await tx.checklistItem.findMany({ where: { checklistId }, orderBy: { position: "asc" }, select: { title: true, help: true, owner: true, dueDays: true, fact: true } });
  return { ...found, items: items as Item[] };
}

/** The organization that is to own a checklist. Throws `refused` at one that is seen, `invalid` at one that is not. */
export async function requireOwner(tx: Transaction, viewer: Viewer, organizationId: number): Promise<void> {
  const record = await organizationRecord(tx, organizationId);
  if (record && mayAssignTask(viewer, record)) return;
  if (record && allowed(viewer.access, "organizations.list", record.scopes)) throw refused("tasks.assign", t("You may not keep checklists there."));
  throw invalid({ organizationId: t("Choose a partner from the list.") });
}

/** A checklist belongs to a role that can be used where it is. Throws `invalid` at `roleId`. */
export async function requireRole(tx: Transaction, { roleId, organizationId }: { roleId: number; organizationId: number }): Promise<void> {
  const [fits] = await rowsIn<object>(
    tx,
    sql`SELECT 1 FROM roles r JOIN organization_closure a ON a.ancestor_id = r.organization_id
      WHERE r.id = ${roleId} AND a.organization_id = ${organizationId} AND r.archived_at IS NULL`,
  );
  if (!fits) throw invalid({ roleId: t("Choose a role that can be used there.") });
}

/** What the log says about a checklist. */
export const subjectOf = ({ id, name, organizationId }: Pick<Locked, "id" | "name" | "organizationId">): ActivitySubject => ({ recordType: "checklist", recordId: id, recordName: name, organizationId });

/** Writes the steps in the place of those that are there. */
export async function writeItems(tx: Transaction, checklistId: number, items: readonly Item[]): Promise<void> {
  await tx.checklistItem.deleteMany({ where: { checklistId } });
  await tx.checklistItem.createMany({ data: items.map((item, position) => ({ ...item, checklistId, position })) });
}
