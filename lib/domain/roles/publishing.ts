import "server-only";
import { authorize } from "../../access/decide";
import { isPermission } from "../../access/permissions";
import { allowsTheSame } from "../../access/proposal";
import type { Viewer } from "../../access/viewer";
import type { Transaction } from "../../platform/db/connect";
import { invalid } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { paths } from "../../shared/paths";
import { change } from "../access/change";
import { requireRole, saveRole, type LockedRole } from "./saving";
import type { PublishTemplateInput, RollBackTemplateInput, TemplateStateInput } from "./schema";
import { latestVersion, versionOf } from "./versions";

type Saved = { id: number; version: number; href: string; message: string };

const saved = ({ id, version }: LockedRole, message: string, href = paths.role(id)): Saved => ({ id, version, href, message });

/** Offers a role for cloning; what it allows becomes a version. One that is offered already stays as it is. Throws `invalid` for an archived one. */
export async function offerTemplate(viewer: Viewer, { roleId, note = null }: TemplateStateInput): Promise<Saved> {
  authorize(viewer, "roles.publish");
  return change(viewer, async (tx, viewer) => {
    const role = await requireRole(tx, viewer, roleId, "roles.publish");
    if (role.isTemplate) return saved(role, t("{role} is a template already.", { role: role.name }));
    if (role.archivedAt) throw invalid({ roleId: t("An archived role cannot be offered. Restore it first.") });
    const edit = { role, baseVersion: role.version, submitted: { isTemplate: true }, action: "roles.publish", published: { note } };
    return saved(await saveRole(tx, viewer, edit), t("{role} is offered as a template.", { role: role.name }));
  });
}

/** Stops offering a template. Its holders and its clones keep what they have; nothing more is proposed to the clones. */
export async function withdrawTemplate(viewer: Viewer, { roleId }: TemplateStateInput): Promise<Saved> {
  authorize(viewer, "roles.publish");
  return change(viewer, async (tx, viewer) => {
    const role = await requireRole(tx, viewer, roleId, "roles.publish");
    if (!role.isTemplate) return saved(role, t("{role} is not a template.", { role: role.name }));
    const edit = { role, baseVersion: role.version, submitted: { isTemplate: false }, action: "roles.withdraw" };
    return saved(await saveRole(tx, viewer, edit), t("{role} is no longer offered as a template.", { role: role.name }));
  });
}

/**
 * Publishes a template's next version: whoever holds the template itself has it at once, clones get a proposal. Throws `invalid` when
 * nothing differs, `stale` when somebody published meanwhile, `refused` when a holder would gain what the publisher lacks.
 */
export async function publishTemplate(viewer: Viewer, { roleId, version, permissions, note = null }: PublishTemplateInput): Promise<Saved> {
  authorize(viewer, "roles.publish");
  return change(viewer, async (tx, viewer) => {
    const role = await requireTemplate(tx, viewer, roleId);
    if (version === role.version && allowsTheSame(permissions, role.permissions)) throw invalid({ permissions: t("Nothing differs from the version that is published.") });
    const edit = { role, baseVersion: version, submitted: { permissions }, action: "roles.publish", published: { note } };
    const after = await saveRole(tx, viewer, edit);
    const latest = await latestVersion(tx, roleId);
    return saved(after, t("Version {number} of {role} was published.", { number: latest!.number, role: role.name }), paths.roleVersions(roleId));
  });
}

/**
 * Brings back what a template allowed at an earlier version, as its next one, so that the effective access of its holders returns
 * exactly. Throws `invalid` for a version that is not there or allows the same, otherwise as publishTemplate does.
 */
export async function rollBackTemplate(viewer: Viewer, { roleId, version, number, note = null }: RollBackTemplateInput): Promise<Saved> {
  authorize(viewer, "roles.publish");
  return change(viewer, async (tx, viewer) => {
    const role = await requireTemplate(tx, viewer, roleId);
    const earlier = await versionOf(tx, roleId, number);
    if (!earlier) throw invalid({ number: t("{role} has no version {number}.", { role: role.name, number }) });
    const permissions = earlier.permissions.filter(isPermission);
    if (allowsTheSame(permissions, role.permissions)) throw invalid({ number: t("Version {number} allows what {role} allows now.", { number, role: role.name }) });
    const edit = { role, baseVersion: version, submitted: { permissions }, action: "roles.roll-back", published: { note, restoredNumber: number } };
    return saved(await saveRole(tx, viewer, edit), t("{role} allows again what it did at version {number}.", { role: role.name, number }), paths.roleVersions(roleId));
  });
}

async function requireTemplate(tx: Transaction, viewer: Viewer, roleId: number): Promise<LockedRole> {
  const role = await requireRole(tx, viewer, roleId, "roles.publish");
  if (!role.isTemplate) throw invalid({ roleId: t("{role} is not a template. Offer it as one first.", { role: role.name }) });
  return role;
}
