import "server-only";
import sql from "sql-template-tag";
import { allowed, authorizeOn, can } from "../../access/decide";
import { permissionEntry, type Permission } from "../../access/permissions";
import type { Viewer } from "../../access/viewer";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { uniqueOr } from "../../platform/db/faults";
import { notFound, Problem, refused } from "../../shared/errors";
import { withKeeper } from "../access/keepers";
import { changeOf, mergeEdit } from "../activity/merge";
import { recordActivity, type ActivitySubject } from "../activity/record";
import { differenceOf, homesAtRisk, requireRoleGivable } from "./gains";

/** A role as a write sees it: locked, with the scope ids of its home. */
export type LockedRole = {
  id: number;
  key: string;
  name: string;
  description: string | null;
  organizationId: number;
  permissions: string[];
  archivedAt: Date | null;
  version: number;
  scopes: number[];
};

/** The role locked for writing. Throws `not-found` when it may be neither opened nor used, `refused` when it may not be written so. */
export async function requireRole(tx: Transaction, viewer: Viewer, roleId: number, permission: Permission): Promise<LockedRole> {
  const [role] = await rowsIn<LockedRole>(
    tx,
    sql`SELECT id, key, name, description, organization_id AS "organizationId", permissions, archived_at AS "archivedAt", version,
        ARRAY(SELECT s.scope_id FROM organization_scope s WHERE s.organization_id = r.organization_id)::text[]::float8[] AS scopes
      FROM roles r WHERE id = ${roleId} FOR UPDATE`,
  );
  if (!role) throw notFound("role");
  const isFromAbove = viewer.facts.homePath.slice(1).includes(role.organizationId) && can(viewer, "roles.view");
  if (isFromAbove && !allowed(viewer.access, permission, role.scopes)) throw refused(permission, "This role belongs to an organization above yours.");
  authorizeOn(viewer, { read: "roles.view", permission, record: role.scopes, noun: "role" });
  return role;
}

/** What the log says about a role. */
export const subjectOf = ({ id, name, organizationId }: Pick<LockedRole, "id" | "name" | "organizationId">): ActivitySubject => ({
  recordType: "role",
  recordId: id,
  recordName: name,
  organizationId,
});

export const nameTaken = (name: string) => ({ field: "name", message: `Another role of this partner is already called ${name}.` });

/** Nobody writes a permission into a role that they hold nowhere themselves. */
export function requireHeld(viewer: Viewer, added: readonly Permission[]): void {
  const lacked = added.filter((key) => !can(viewer, key));
  if (lacked.length === 0) return;
  const names = lacked.slice(0, 3).map((key) => `“${permissionEntry(key).sentence.replace(/\.$/, "")}”`);
  const more = lacked.length > 3 ? ` and ${lacked.length - 3} more` : "";
  const message = `You cannot put into a role what you do not have yourself: ${names.join(", ")}${more}.`;
  throw new Problem("refused", message, { permission: lacked[0]!, fields: { permissions: message } });
}

export type RoleFields = Pick<LockedRole, "name" | "description" | "permissions">;
export type RoleEdit = { role: LockedRole; baseVersion: number; submitted: Partial<RoleFields> };

/** Writes an edit, merged with what others changed since `baseVersion`, judged for everybody who holds the role, and its log row. */
export async function saveRole(tx: Transaction, viewer: Viewer, { role, baseVersion, submitted }: RoleEdit): Promise<LockedRole> {
  const written = await mergeEdit<LockedRole>(tx, { recordType: "role", recordId: role.id, noun: "role", baseVersion, current: role, submitted });
  if (Object.keys(written).length === 0) return role;
  const change = { roleId: role.id, before: role.permissions, after: written.permissions ?? role.permissions };
  requireHeld(viewer, differenceOf(change).added);
  await requireRoleGivable(tx, viewer, change);
  const write = () =>
    uniqueOr(
      nameTaken(written.name ?? role.name),
      tx.role.updateMany({ where: { id: role.id }, data: { ...written, version: role.version + 1 } as object }),
    );
  const homes = await homesAtRisk(tx, change);
  await (homes.length > 0 ? withKeeper(tx, homes, write) : write());
  await recordActivity(tx, viewer, { ...subjectOf({ ...role, name: written.name ?? role.name }), action: "roles.edit", ...changeOf(role, written) });
  return { ...role, ...written, version: role.version + 1 };
}
