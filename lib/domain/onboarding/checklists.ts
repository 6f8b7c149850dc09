import "server-only";
import sql from "sql-template-tag";
import { authorize, scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import type { Viewer } from "../../access/viewer";
import { pool } from "../../platform/db/client";
import { firstRow, rows } from "../../platform/db/connect";
import { notFound } from "../../shared/errors";
import type { ChecklistDetail, ChecklistRow } from "./rows";
import type { Item } from "./schema";

const columns = sql`k.id, k.name, k.description, k.organization_id AS "organizationId", o.name AS "organizationName", k.role_id AS "roleId", r.name AS "roleName",
  (SELECT count(*)::int FROM checklist_items x WHERE x.checklist_id = k.id) AS "stepCount", k.archived_at AS "archivedAt", k.version`;
const tables = sql`checklists k JOIN organizations o ON o.id = k.organization_id JOIN roles r ON r.id = k.role_id`;
const visible = (viewer: Viewer) => organizationFilter(scopesOf(viewer.access, "tasks.assign"), sql`k.organization_id`);

/** The checklists of organizations where the viewer gives tasks, those in use first; at most 500. */
export async function listChecklists(viewer: Viewer): Promise<ChecklistRow[]> {
  authorize(viewer, "tasks.assign");
  return rows<ChecklistRow>(pool(), sql`SELECT ${columns} FROM ${tables} WHERE ${visible(viewer)} ORDER BY k.archived_at IS NOT NULL, portico_fold(k.name), k.id LIMIT 500`);
}

/** A checklist with its steps. Throws `not-found` where the viewer does not give tasks. */
export async function getChecklist(viewer: Viewer, checklistId: number): Promise<ChecklistDetail> {
  authorize(viewer, "tasks.assign");
  const found = await firstRow<ChecklistRow>(pool(), sql`SELECT ${columns} FROM ${tables} WHERE k.id = ${checklistId} AND ${visible(viewer)}`);
  if (!found) throw notFound("checklist");
  const items = await rows<Item>(pool(), sql`SELECT title, help, owner::text AS owner, due_days AS "dueDays", fact FROM checklist_items WHERE checklist_id = ${checklistId} ORDER BY position`);
  return { ...found, items };
}
