import "server-only";
import sql from "sql-template-tag";
import { authorize, can } from "../../access/decide";
import { withImplied, type Permission } from "../../access/permissions";
import { named } from "../../access/proposal";
import { homeOf, type Viewer } from "../../access/viewer";
import { pool } from "../../platform/db/client";
import { firstRow, type Transaction } from "../../platform/db/connect";
import { invalid } from "../../shared/errors";
import { t, withoutMarks } from "../../shared/language/text";
import { paths } from "../../shared/paths";
import { roleText } from "../../shared/ready-roles";
import { change } from "../access/change";
import { cloneGrants } from "./clone-grants";
import { insertRole, requireHome } from "./creation";
import { getRole } from "./queries";
import type { RoleDetail } from "./rows";
import { requireHeld, requireReadable, type LockedRole } from "./saving";
import type { CloneRoleInput } from "./schema";
import { latestVersion } from "./versions";

/** A clone's permissions: of the other role's, those that the cloner holds somewhere themselves, by the names it had. */
export const held = (viewer: Viewer, permissions: readonly string[]): Permission[] =>
  named(
    withImplied(permissions).filter((key) => can(viewer, key)),
    permissions,
  );

/** A role about to be cloned: what can be taken, and a name that is free. */
export type CloneDraft = { source: RoleDetail; name: string; permissions: Permission[] };

/** What the form of a clone begins with. Throws `not-found` for a role that may be neither opened nor used. */
export async function cloneDraft(viewer: Viewer, roleId: number): Promise<CloneDraft> {
  authorize(viewer, "roles.clone");
  const source = await getRole(viewer, roleId);
  const home = source.isFromAbove ? homeOf(viewer.facts) : source.organizationId;
  return { source, name: await freeName(withoutMarks(t("Copy of {source}", { source: roleText(source.name) })).slice(0, 190), home), permissions: held(viewer, source.permissions) };
}

/** The wish, or the wish with the first number that makes it the only one among the organization's roles. */
async function freeName(wish: string, organizationId: number): Promise<string> {
  const found = await firstRow<{ name: string }>(
    pool(),
    sql`SELECT n.name FROM (SELECT ${wish} || CASE i WHEN 1 THEN '' ELSE ' ' || i END AS name, i FROM generate_series(1, 1000) i) n
      WHERE NOT EXISTS (SELECT 1 FROM roles r WHERE r.organization_id = ${organizationId} AND r.name = n.name) ORDER BY n.i LIMIT 1`,
  );
  return found?.name ?? wish;
}

/**
 * Creates a role like another one, in an organization where the viewer may clone. It holds nothing that the cloner lacks: what was not
 * picked by name is left out and counted, what was picked is refused. Throws `not-found` for a hidden role, `invalid` for what the other
 * one does not allow, `conflict` for a name that is taken, `refused` when a holder may not be given it.
 */
export async function cloneRole(viewer: Viewer, input: CloneRoleInput) {
  authorize(viewer, "roles.clone");
  return change(viewer, async (tx, viewer) => {
    const source = await requireReadable(tx, viewer, input.roleId);
    if (source.archivedAt) throw invalid({ roleId: t("{role} is archived. Restore it first.", { role: source.name }) });
    const home = await requireHome(tx, viewer, input.organizationId, "roles.clone");
    const permissions = permissionsFor(viewer, source, input.permissions);
    const { name, description = source.description, key } = input;
    const data = { organizationId: home.id, name, description, permissions, ...(await lineage(tx, source)) };
    const detail = { clonedFromId: source.id };
    const id = await insertRole(tx, viewer, { action: "roles.clone", data, detail, ...(key ? { key } : {}) });
    const given = input.members ? await cloneGrants(tx, viewer, { source, clone: { id, name, organizationId: home.id }, keeps: input }) : null;
    return { id, version: 1, href: paths.role(id), message: [t("The role {name} was created.", { name }), leftOut(source, permissions, input), given].filter(Boolean).join(" ") };
  });
}

function permissionsFor(viewer: Viewer, { name, permissions }: LockedRole, picked: readonly Permission[] | undefined): Permission[] {
  if (!picked) {
    const all = held(viewer, permissions);
    if (all.length === 0) throw invalid({ permissions: t("You have nothing yourself of what {name} allows.", { name }) });
    return all;
  }
  const there = withImplied(permissions);
  const foreign = withImplied(picked).find((key) => !there.includes(key));
  if (foreign) throw invalid({ permissions: t("{role} does not allow {permission}. Clone it first, then add to it.", { role: name, permission: foreign }) });
  requireHeld(viewer, withImplied(picked));
  return [...picked];
}

/** A clone of a template knows it and its newest version; a clone of a clone knows what that one knows. */
export async function lineage(tx: Transaction, source: LockedRole) {
  if (source.isTemplate) return { templateId: source.id, templateVersion: (await latestVersion(tx, source.id))?.number ?? 1 };
  const { templateId, templateVersion } = source;
  return { ...(templateId ? { templateId } : {}), ...(templateVersion ? { templateVersion } : {}) };
}

function leftOut(source: LockedRole, permissions: readonly Permission[], { permissions: picked }: CloneRoleInput): string | null {
  const lacked = withImplied(source.permissions).length - withImplied(permissions).length;
  return picked || lacked === 0 ? null : t("{count, plural, one {# permission that you do not have yourself was left out} other {# permissions that you do not have yourself were left out}}.", { count: lacked });
}
