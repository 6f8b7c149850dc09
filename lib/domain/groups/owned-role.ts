import "server-only";
import sql from "sql-template-tag";
import { allowed } from "../../access/decide";
import type { Permission } from "../../access/permissions";
import type { Viewer } from "../../access/viewer";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { refused } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { roleText } from "../../shared/ready-roles";
import type { LockedGrant } from "../grants/saving";
import { lineage } from "../roles/clone";
import { insertRole } from "../roles/creation";
import { differenceOf } from "../roles/gains";
import { requireHeld, requireReadable, requireRole, saveRole } from "../roles/saving";

/** How a role stands to a group that uses it. */
export type RoleUse = { organizationId: number; isTemplate: boolean; isShared: boolean };

/** Whether other holders use the role as well; grants that are over count, so that a role with a history is left alone. */
export async function roleUse(tx: Transaction, roleId: number, groupId: number): Promise<RoleUse> {
  const [use] = await rowsIn<RoleUse>(
    tx,
    sql`SELECT r.organization_id AS "organizationId", r.is_template AS "isTemplate",
        EXISTS (SELECT 1 FROM grants g WHERE g.role_id = r.id AND g.group_id IS DISTINCT FROM ${groupId}) AS "isShared"
      FROM roles r WHERE r.id = ${roleId}`,
  );
  return use!;
}

/** True when the role is the group's own: of its organization, no template, and used by nobody else. */
export const isOwnRole = (use: Pick<RoleUse, "organizationId" | "isTemplate" | "isShared">, organizationId: number) =>
  use.organizationId === organizationId && !use.isTemplate && !use.isShared;

type Wanted = { permissions: Permission[]; roleVersion: number };

/**
 * The id of the role with these permissions for a security group's grant: its own role, edited, or a clone of a role that others use as
 * well, so that theirs stays as it is. Needs roles.edit or roles.clone. Throws `stale` when somebody edited the own role meanwhile.
 */
export async function roleFor(tx: Transaction, viewer: Viewer, { role, holder }: LockedGrant, { permissions, roleVersion }: Wanted): Promise<number> {
  const { added, removed } = differenceOf({ before: role.permissions, after: permissions });
  if (added.length === 0 && removed.length === 0) return role.id;
  const use = await roleUse(tx, role.id, holder.groupId!);
  if (!isOwnRole(use, holder.organizationId)) return cloneFor(tx, viewer, { role, holder }, permissions);
  const own = await requireRole(tx, viewer, role.id, "roles.edit");
  await saveRole(tx, viewer, { role: own, baseVersion: roleVersion, submitted: { permissions } });
  return role.id;
}

async function cloneFor(tx: Transaction, viewer: Viewer, { role, holder }: Pick<LockedGrant, "role" | "holder">, permissions: Permission[]): Promise<number> {
  if (!allowed(viewer.access, "roles.clone", holder.scopes)) {
    throw refused("roles.clone", t("Others use the role {role} as well, so the group needs one of its own, which you may not make.", { role: roleText(role.name) }));
  }
  const source = await requireReadable(tx, viewer, role.id);
  requireHeld(viewer, differenceOf({ before: role.permissions, after: permissions }).added);
  const name = await freeRoleName(tx, holder.organizationId, `${role.name} for ${holder.name}`.slice(0, 180));
  const description = `The role of the security group ${holder.name}.`;
  const data = { organizationId: holder.organizationId, name, description, permissions, ...(await lineage(tx, source)) };
  return insertRole(tx, viewer, { action: "roles.clone", data, detail: { clonedFromId: source.id } });
}

async function freeRoleName(tx: Transaction, organizationId: number, name: string): Promise<string> {
  const found = await tx.role.findMany({ where: { organizationId, name: { startsWith: name } }, select: { name: true } });
  const taken = new Set(found.map((role) => role.name));
  for (let n = 1; ; n++) {
    const free = n === 1 ? name : `${name} ${n}`;
    if (!taken.has(free)) return free;
  }
}
