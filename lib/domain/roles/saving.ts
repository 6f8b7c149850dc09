import "server-only";
import sql from "sql-template-tag";
import { allowed, authorizeOn, can } from "../../access/decide";
import { type Permission } from "../../access/permissions";
import { deedsInWords } from "../../access/sentence";
import type { Viewer } from "../../access/viewer";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { uniqueOr } from "../../platform/db/faults";
import { notFound, Problem, refused } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { withKeeper } from "../access/keepers";
import { changeOf, mergeEdit } from "../activity/merge";
import { recordActivity, type ActivitySubject } from "../activity/record";
import { differenceOf, homesAtRisk, requireRoleGivable } from "./gains";
import { addVersion } from "./versions";

/** A role as a write sees it: locked, with the scope ids of its home. */
export type LockedRole = {
  id: number;
  key: string;
  name: string;
  description: string | null;
  organizationId: number;
  permissions: string[];
  isTemplate: boolean;
  templateId: number | null;
  templateVersion: number | null;
  declinedVersion: number | null;
  archivedAt: Date | null;
  version: number;
  scopes: number[];
};

const lockedColumns = sql`id, key, name, description, organization_id AS "organizationId", permissions, is_template AS "isTemplate",
  template_id AS "templateId", template_version AS "templateVersion", declined_version AS "declinedVersion", archived_at AS "archivedAt", version,
  ARRAY(SELECT s.scope_id FROM organization_scope s WHERE s.organization_id = r.organization_id)::text[]::float8[] AS scopes`;

/** True for a role of an organization above the viewer's home, which they may look at and use. */
const isFromAbove = (viewer: Viewer, { organizationId }: Pick<LockedRole, "organizationId">) =>
  viewer.facts.homePath.slice(1).includes(organizationId) && can(viewer, "roles.view");

/** A role that is only read, kept from being changed meanwhile. Throws `not-found` when it may be neither opened nor used. */
export async function requireReadable(tx: Transaction, viewer: Viewer, roleId: number): Promise<LockedRole> {
  const [role] = await rowsIn<LockedRole>(tx, sql`SELECT ${lockedColumns} FROM roles r WHERE id = ${roleId} FOR SHARE`);
  if (!role || !(isFromAbove(viewer, role) || allowed(viewer.access, "roles.view", role.scopes))) throw notFound("role");
  return role;
}

/** The role locked for writing. Throws `not-found` when it may be neither opened nor used, `refused` when it may not be written so. */
export async function requireRole(tx: Transaction, viewer: Viewer, roleId: number, permission: Permission): Promise<LockedRole> {
  const [role] = await rowsIn<LockedRole>(tx, sql`SELECT ${lockedColumns} FROM roles r WHERE id = ${roleId} FOR UPDATE`);
  if (!role) throw notFound("role");
  if (isFromAbove(viewer, role) && !allowed(viewer.access, permission, role.scopes)) {
    throw refused(permission, t("This role belongs to an organization above yours."));
  }
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

export const nameTaken = (name: string) => ({ field: "name", message: t("Another role of this partner is already called {name}.", { name }) });

/** Nobody writes a permission into a role that they hold nowhere themselves. */
export function requireHeld(viewer: Viewer, added: readonly Permission[]): void {
  const lacked = added.filter((key) => !can(viewer, key));
  if (lacked.length === 0) return;
  const message = t("You cannot put into a role what you do not have yourself: {deeds}.", { deeds: deedsInWords(lacked) });
  throw new Problem("refused", message, { permission: lacked[0]!, fields: { permissions: message } });
}

/** What an edit can write. */
export type RoleFields = Pick<LockedRole, "name" | "description" | "permissions" | "isTemplate" | "templateVersion" | "declinedVersion">;
export type RoleEdit = {
  role: LockedRole;
  /** The version that the editor had open. */
  baseVersion: number;
  submitted: Partial<RoleFields>;
  /** What the log calls it; default: an edit. */
  action?: string;
  /** What a template's publisher says about the new version. */
  published?: { note: string | null; restoredNumber?: number };
};

/**
 * Writes an edit, merged with what others changed since `baseVersion`, judged for everybody who holds the role, and its log row. A
 * template that comes to allow something else gets its next version.
 */
export async function saveRole(tx: Transaction, viewer: Viewer, { role, baseVersion, submitted, action = "roles.edit", published }: RoleEdit): Promise<LockedRole> {
  const written = await mergeEdit<LockedRole>(tx, { recordType: "role", recordId: role.id, noun: "role", baseVersion, current: role, submitted });
  if (Object.keys(written).length === 0) return role;
  const change = { roleId: role.id, before: role.permissions, after: written.permissions ?? role.permissions };
  requireHeld(viewer, differenceOf(change).added);
  await requireRoleGivable(tx, viewer, change);
  const saved = { ...role, ...written, version: role.version + 1 };
  const isNews = saved.isTemplate && (!role.isTemplate || written.permissions !== undefined);
  const number = isNews ? await addVersion(tx, viewer, saved, published) : null;
  const write = () =>
    uniqueOr(nameTaken(saved.name), tx.role.updateMany({ where: { id: role.id }, data: { ...written, version: saved.version } as object }));
  const homes = await homesAtRisk(tx, change);
  await (homes.length > 0 ? withKeeper(tx, homes, write) : write());
  const { before, after } = changeOf(role, written);
  const detail = number === null ? after : { ...after, publishedVersion: number, note: published?.note ?? null };
  await recordActivity(tx, viewer, { ...subjectOf(saved), action, before, after: detail });
  return saved;
}
