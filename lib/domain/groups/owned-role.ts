import "server-only";
import { randomUUID } from "node:crypto";
import sql from "sql-template-tag";
import { allowed } from "../../access/decide";
import type { Permission } from "../../access/permissions";
import type { Viewer } from "../../access/viewer";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { refused } from "../../shared/errors";
import { recordActivity } from "../activity/record";
import type { LockedGrant } from "../grants/saving";
import { requireHeld, requireRole, saveRole, subjectOf } from "../roles/saving";
import { differenceOf } from "../roles/gains";

/** How a role stands to a group that uses it. */
export type RoleUse = { organizationId: number; isTemplate: boolean; version: number; templateId: number | null; templateVersion: number | null; isShared: boolean };

/** Whether other holders use the role as well; grants that are over count, so that a role with a history is left alone. */
export async function roleUse(tx: Transaction, roleId: number, groupId: number): Promise<RoleUse> {
  const [use] = await rowsIn<RoleUse>(
    tx,
    sql`SELECT r.organization_id AS "organizationId", r.is_template AS "isTemplate", r.version, r.template_id AS "templateId", r.template_version AS "templateVersion",
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
  if (!isOwnRole(use, holder.organizationId)) return cloneFor(tx, viewer, { role, holder }, { permissions, added, use });
  const own = await requireRole(tx, viewer, role.id, "roles.edit");
  await saveRole(tx, viewer, { role: own, baseVersion: roleVersion, submitted: { permissions } });
  return role.id;
}

type Clone = { permissions: Permission[]; added: Permission[]; use: RoleUse };

async function cloneFor(tx: Transaction, viewer: Viewer, { role, holder }: Pick<LockedGrant, "role" | "holder">, { permissions, added, use }: Clone): Promise<number> {
  if (!allowed(viewer.access, "roles.clone", holder.scopes)) {
    throw refused("roles.clone", `Others use the role ${role.name} as well, so the group needs one of its own, which you may not make.`);
  }
  requireHeld(viewer, added);
  const lineage = use.isTemplate ? { templateId: role.id, templateVersion: use.version } : { templateId: use.templateId, templateVersion: use.templateVersion };
  const name = await freeRoleName(tx, holder.organizationId, `${role.name} for ${holder.name}`.slice(0, 180));
  const data = { key: `role-${randomUUID()}`, organizationId: holder.organizationId, name, permissions, description: `The role of the security group ${holder.name}.`, ...lineage };
  const { id } = await tx.role.create({ data, select: { id: true } });
  await recordActivity(tx, viewer, { ...subjectOf({ id, name, organizationId: holder.organizationId }), action: "roles.clone", after: { ...data, from: role.name, fromId: role.id, version: 1 } });
  return id;
}

async function freeRoleName(tx: Transaction, organizationId: number, name: string): Promise<string> {
  const found = await tx.role.findMany({ where: { organizationId, name: { startsWith: name } }, select: { name: true } });
  const taken = new Set(found.map((role) => role.name));
  for (let n = 1; ; n++) {
    const free = n === 1 ? name : `${name} ${n}`;
    if (!taken.has(free)) return free;
  }
}
