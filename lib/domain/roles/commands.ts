import "server-only";
import sql from "sql-template-tag";
import { allowed, authorize } from "../../access/decide";
import { withImplied } from "../../access/permissions";
import { allowsTheSame } from "../../access/proposal";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { conflict, invalid, refused } from "../../shared/errors";
import { defined } from "../../shared/fields";
import { msg, t } from "../../shared/language/text";
import { paths } from "../../shared/paths";
import { keptRoleText, roleText } from "../../shared/ready-roles";
import { change } from "../access/change";
import { changeOf } from "../activity/merge";
import { recordActivity } from "../activity/record";
import { insertRole, requireHome } from "./creation";
import { requireHeld, requireRole, saveRole, subjectOf, type LockedRole } from "./saving";
import type { CreateRoleInput, EditRoleInput, RoleStateInput } from "./schema";

type Saved = { id: number; version: number; href: string; message: string };

/** Creates a role of an organization in which the viewer may create; it may hold only what the viewer has somewhere themselves. */
export async function createRole(viewer: Viewer, input: CreateRoleInput): Promise<Saved> {
  authorize(viewer, "roles.create");
  return change(viewer, async (tx, viewer) => {
    const { organizationId, name, description = null, permissions, isTemplate = false, key } = input;
    const home = await requireHome(tx, viewer, organizationId, "roles.create");
    if (isTemplate && !allowed(viewer.access, "roles.publish", home.scopes)) throw refused("roles.publish", t("You may not offer templates there."));
    requireHeld(viewer, withImplied(permissions));
    const data = { organizationId, name, description, permissions, ...(isTemplate ? { isTemplate } : {}) };
    const id = await insertRole(tx, viewer, { action: "roles.create", data, ...(key ? { key } : {}) });
    return { id, version: 1, href: paths.role(id), message: t("The {noun} {name} was created.", { noun: nounOf({ isTemplate }), name }) };
  });
}

const templatesArePublished = msg("What a template allows changes by publishing its next version.");

/**
 * Edits name, description and permissions, merged field by field with what others changed since; the permissions are one field. Throws
 * `stale` on a clash, `refused` when a holder would gain what the viewer lacks there, `conflict` when nobody with full access would stay,
 * `invalid` for other permissions of a template.
 */
export async function editRole(viewer: Viewer, { roleId, version, permissions, ...fields }: EditRoleInput): Promise<Saved> {
  authorize(viewer, "roles.edit");
  return change(viewer, async (tx, viewer) => {
    const role = await requireRole(tx, viewer, roleId, "roles.edit");
    if (role.isTemplate && permissions && !allowsTheSame(permissions, role.permissions)) throw invalid({ permissions: t(templatesArePublished) });
    const submitted = defined({ ...asKept(fields), ...(role.isTemplate ? {} : { permissions }) });
    const saved = await saveRole(tx, viewer, { role, baseVersion: version, submitted });
    return { id: roleId, version: saved.version, href: paths.role(roleId), message: t("The {noun} {saved} was saved.", { noun: nounOf(saved), saved: roleText(saved.name) }) };
  });
}

/** Name and purpose as they are kept: whoever read a ready template in their language sends it back so. */
const asKept = ({ name, description }: Pick<EditRoleInput, "name" | "description">) => ({ name: name && keptRoleText(name), description: description && keptRoleText(description) });

const nounOf = ({ isTemplate }: Pick<LockedRole, "isTemplate">) => (isTemplate ? "template" : "role");

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
    if (used!.count > 0) throw conflict(t("{count, plural, one {# grant still uses} other {# grants still use}} this role. Revoke or change them first.", { count: used!.count }));
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

const stood = ({ id, name, version }: LockedRole): Saved => ({ id, version, href: paths.role(id), message: t("Nothing had to change for {name}.", { name: roleText(name) }) });

async function setArchived(tx: Transaction, viewer: Viewer, role: LockedRole, archivedAt: Date | null): Promise<Saved> {
  const written = { archivedAt };
  const version = role.version + 1;
  await tx.role.updateMany({ where: { id: role.id }, data: { ...written, version } });
  await recordActivity(tx, viewer, { ...subjectOf(role), action: archivedAt ? "roles.archive" : "roles.restore", ...changeOf<LockedRole>(role, written) });
  const message = archivedAt ? t("The role {role} was archived.", { role: roleText(role.name) }) : t("The role {role} was restored.", { role: roleText(role.name) });
  return { id: role.id, version, href: paths.role(role.id), message };
}
