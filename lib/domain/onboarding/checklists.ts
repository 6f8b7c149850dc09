import "server-only";
import sql from "sql-template-tag";
import { authorize, can, scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import { permissions } from "../../access/permissions";
import type { Viewer } from "../../access/viewer";
import { pool } from "../../platform/db/client";
import { firstRow, rows } from "../../platform/db/connect";
import { notFound, refused } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { roleText } from "../../shared/ready-roles";
import { firstUsersRole } from "./starting";
import type { ChecklistDetail, ChecklistRow } from "./rows";
import type { Item } from "./schema";

const tables = sql`checklists k JOIN organizations o ON o.id = k.organization_id JOIN roles r ON r.id = k.role_id`;

/** Kept where the viewer gives tasks: these they change. */
const isKept = (viewer: Viewer) => organizationFilter(scopesOf(viewer.access, "tasks.assign"), sql`k.organization_id`);

/**
 * Kept above where the viewer gives tasks, in use, and such that people whom they invite get its steps: for a role with nothing in it that
 * they lack themselves, or for the first users of partners that they create.
 */
const isUsed = (viewer: Viewer) => {
  const held = permissions.map(({ key }) => key).filter((key) => can(viewer, key));
  return sql`(k.archived_at IS NULL AND (r.permissions <@ ${held}::text[] OR r.key = ${firstUsersRole} AND ${can(viewer, "organizations.create")}) AND EXISTS (
    SELECT 1 FROM organization_closure x WHERE x.ancestor_id = k.organization_id AND ${organizationFilter(scopesOf(viewer.access, "tasks.assign"), sql`x.organization_id`)}))`;
};
const visible = (viewer: Viewer) => sql`(${isKept(viewer)} OR ${isUsed(viewer)})`;

const columns = (viewer: Viewer) => sql`k.id, k.name, k.description, k.organization_id AS "organizationId", o.name AS "organizationName", k.role_id AS "roleId", r.name AS "roleName",
  (SELECT count(*)::int FROM checklist_items x WHERE x.checklist_id = k.id) AS "stepCount", k.archived_at AS "archivedAt", k.version, ${isKept(viewer)} AS "mayEdit"`;

const withRole = (list: ChecklistRow): ChecklistRow => ({ ...list, roleName: roleText(list.roleName) });

/** The checklists that count where the viewer gives tasks, kept there or above, those in use first; at most 500. */
export async function listChecklists(viewer: Viewer): Promise<ChecklistRow[]> {
  authorize(viewer, "tasks.assign");
  const found = await rows<ChecklistRow>(pool(), sql`SELECT ${columns(viewer)} FROM ${tables} WHERE ${visible(viewer)} ORDER BY k.archived_at IS NOT NULL, portico_fold(k.name), k.id LIMIT 500`);
  return found.map(withRole);
}

/** A checklist with its steps. Throws `not-found` for one that counts nowhere where the viewer gives tasks. */
export async function getChecklist(viewer: Viewer, checklistId: number): Promise<ChecklistDetail> {
  authorize(viewer, "tasks.assign");
  const found = await firstRow<ChecklistRow>(pool(), sql`SELECT ${columns(viewer)} FROM ${tables} WHERE k.id = ${checklistId} AND ${visible(viewer)}`);
  if (!found) throw notFound("checklist");
  const items = await rows<Item>(pool(), sql`SELECT title, help, owner::text AS owner, due_days AS "dueDays", fact FROM checklist_items WHERE checklist_id = ${checklistId} ORDER BY position`);
  return { ...withRole(found), items };
}

/** The same to change it. Throws `refused` for one that is kept above where the viewer gives tasks. */
export async function getChecklistToEdit(viewer: Viewer, checklistId: number): Promise<ChecklistDetail> {
  authorize(viewer, "tasks.assign");
  const list = await getChecklist(viewer, checklistId);
  if (list.mayEdit) return list;
  throw refused("tasks.assign", t("This checklist is kept by {organizationName}. Make your own from it: the nearest counts.", { organizationName: list.organizationName }));
}
