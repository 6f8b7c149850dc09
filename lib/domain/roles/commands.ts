import "server-only";
import { randomUUID } from "node:crypto";
import sql from "sql-template-tag";
import { allowed, authorize } from "../../access/decide";
import { withImplied } from "../../access/permissions";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { uniqueOr } from "../../platform/db/faults";
import { conflict, invalid, refused } from "../../shared/errors";
import { defined } from "../../shared/fields";
import { counted } from "../../shared/numbers";
import { paths } from "../../shared/paths";
import { change } from "../access/change";
import { organizationRecord } from "../access/records";
import { changeOf } from "../activity/merge";
import { recordActivity } from "../activity/record";
import { nameTaken, requireHeld, requireRole, saveRole, subjectOf, type LockedRole } from "./saving";
import type { CreateRoleInput, EditRoleInput, RoleStateInput } from "./schema";

type Saved = { id: number; version: number; href: string; message: string };

/** Creates a role of an organization in which the viewer may create; it may hold only what the viewer has somewhere themselves. */
export async function createRole(viewer: Viewer, input: CreateRoleInput): Promise<Saved> {
  authorize(viewer, "roles.create");
  return change(viewer, async (tx, viewer) => {
    const { organizationId, name, description = null, permissions, key = `role-${randomUUID()}` } = input;
    await requireHome(tx, viewer, organizationId);
    requireHeld(viewer, withImplied(permissions));
    const data = { key, organizationId, name, description, permissions };
    if (await tx.role.count({ where: { key } })) throw conflict("Another role already has this key.", { key: "Another role already has this key." });
    const { id } = await uniqueOr(nameTaken(name), tx.role.create({ data, select: { id: true } }));
    await recordActivity(tx, viewer, { ...subjectOf({ id, name, organizationId }), action: "roles.create", after: { ...data, version: 1 } });
    return { id, version: 1, href: paths.role(id), message: `The role ${name} was created.` };
  });
}

async function requireHome(tx: Transaction, viewer: Viewer, organizationId: number): Promise<void> {
  const home = await organizationRecord(tx, organizationId);
  if (home && allowed(viewer.access, "roles.create", home.scopes)) return;
  if (home && allowed(viewer.access, "organizations.list", home.scopes)) throw refused("roles.create", "You may not create roles there.");
  throw invalid({ organizationId: "Choose a partner from the list." });
}

/**
 * Edits name, description and permissions, merged field by field with what others changed since; the permissions are one field. Throws
 * `stale` on a clash, `refused` when a holder would gain what the viewer lacks there, `conflict` when nobody with full access would stay.
 */
export async function editRole(viewer: Viewer, { roleId, version, ...fields }: EditRoleInput): Promise<Saved> {
  authorize(viewer, "roles.edit");
  return change(viewer, async (tx, viewer) => {
    const role = await requireRole(tx, viewer, roleId, "roles.edit");
    const saved = await saveRole(tx, viewer, { role, baseVersion: version, submitted: defined(fields) });
    return { id: roleId, version: saved.version, href: paths.role(roleId), message: `The role ${saved.name} was saved.` };
  });
}

/** Archives a role: it can no longer be given. Throws `conflict` while grants use it; already archived changes nothing. */
export async function archiveRole(viewer: Viewer, { roleId }: RoleStateInput): Promise<Saved> {
  authorize(viewer, "roles.archive");
  return change(viewer, async (tx, viewer) => {
    const role = await requireRole(tx, viewer, roleId, "roles.archive");
    if (role.archivedAt) return stood(role);
    const [used] = await rowsIn<{ count: number }>(
      tx,
      sql`SELECT count(*)::int AS count FROM grants WHERE role_id = ${roleId} AND (valid_until IS NULL OR valid_until > ${now()})`,
    );
    if (used!.count > 0) throw conflict(`${counted(used!.count, "grant")} still ${used!.count === 1 ? "uses" : "use"} this role. Revoke or change them first.`);
    return setArchived(tx, viewer, role, now());
  });
}

/** Brings an archived role back as it was; one that is not archived changes nothing. */
export async function restoreRole(viewer: Viewer, { roleId }: RoleStateInput): Promise<Saved> {
  authorize(viewer, "roles.archive");
  return change(viewer, async (tx, viewer) => {
    const role = await requireRole(tx, viewer, roleId, "roles.archive");
    return role.archivedAt ? setArchived(tx, viewer, role, null) : stood(role);
  });
}

const stood = ({ id, name, version }: LockedRole): Saved => ({ id, version, href: paths.role(id), message: `Nothing had to change for ${name}.` });

async function setArchived(tx: Transaction, viewer: Viewer, role: LockedRole, archivedAt: Date | null): Promise<Saved> {
  const written = { archivedAt };
  const version = role.version + 1;
  await tx.role.updateMany({ where: { id: role.id }, data: { ...written, version } });
  await recordActivity(tx, viewer, { ...subjectOf(role), action: archivedAt ? "roles.archive" : "roles.restore", ...changeOf<LockedRole>(role, written) });
  return { id: role.id, version, href: paths.role(role.id), message: `The role ${role.name} was ${archivedAt ? "archived" : "restored"}.` };
}
