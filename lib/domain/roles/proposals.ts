import "server-only";
import sql from "sql-template-tag";
import { allowed, authorize } from "../../access/decide";
import { afterTaking, allOf, proposalOf } from "../../access/proposal";
import type { Viewer } from "../../access/viewer";
import { pool } from "../../platform/db/client";
import { firstRow, type Queryable, type Transaction } from "../../platform/db/connect";
import { conflict, invalid, notFound, Problem } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { paths } from "../../shared/paths";
import { roleText } from "../../shared/ready-roles";
import { change } from "../access/change";
import { asQueryable } from "../access/facts-within";
import { clonedColumns, clonesJoined, listed, type Cloned } from "./lineage";
import type { Proposal } from "./rows";
import { requireRole, saveRole, type LockedRole } from "./saving";
import type { DeclineProposalInput, TakeProposalInput } from "./schema";

type Saved = { id: number; version: number; href: string; message: string };

const cloneById = (on: Queryable, viewer: Viewer, roleId: number) =>
  firstRow<Cloned>(on, sql`SELECT ${clonedColumns} FROM ${clonesJoined(viewer)} WHERE r.id = ${roleId}`);

/** What the template's newest version would change in a clone. Throws `not-found` when the role or its template is hidden, or it is no clone. */
export async function getProposal(viewer: Viewer, roleId: number): Promise<Proposal> {
  authorize(viewer, "roles.view");
  const row = await firstRow<Cloned & { name: string; version: number; scopes: number[] }>(
    pool(),
    sql`SELECT ${clonedColumns}, r.name, r.version,
        ARRAY(SELECT s.scope_id FROM organization_scope s WHERE s.organization_id = r.organization_id)::text[]::float8[] AS scopes
      FROM ${clonesJoined(viewer)} WHERE r.id = ${roleId} AND ${listed(viewer, "roles.view")}`,
  );
  if (!row) throw notFound("role");
  const { id, name, isOffered, declined: _, scopes, ...sides } = row;
  const changes = isOffered && row.latest > row.number ? proposalOf(row) : [];
  return { ...sides, templateName: roleText(sides.templateName), roleId: id, roleName: roleText(name), changes, canDecide: changes.length > 0 && allowed(viewer.access, "roles.publish", scopes) };
}

/**
 * Takes some or all of what a template's newest version changes into a clone, whose own edits stay. Throws `stale` when the clone was
 * edited meanwhile, `conflict` when a newer version was published, `refused` when a holder would gain what the viewer lacks.
 */
export async function takeProposal(viewer: Viewer, { roleId, version, number, all = false, taken = [] }: TakeProposalInput): Promise<Saved> {
  authorize(viewer, "roles.publish");
  return change(viewer, async (tx, viewer) => {
    const { role, clone } = await requireOpen(tx, viewer, { roleId, version, number });
    const offered = allOf(clone);
    const chosen = all ? offered : taken;
    const unknown = chosen.find((key) => !offered.includes(key));
    if (unknown) throw invalid({ taken: t("Version {number} does not propose {unknown}.", { number, unknown }) });
    const submitted = { permissions: afterTaking(clone, chosen), templateVersion: number, declinedVersion: null };
    const published = { note: `Taken from version ${number} of its template` };
    const saved = await saveRole(tx, viewer, { role, baseVersion: version, submitted, action: "roles.take-proposal", published });
    const values = { count: chosen.length, number, role: roleText(role.name) };
    const message = t("{count, plural, one {# change of version {number} was taken into {role}} other {# changes of version {number} were taken into {role}}}.", values);
    return { id: roleId, version: saved.version, href: paths.role(roleId), message };
  });
}

/** Takes nothing of a template's newest version, for good. Throws as takeProposal does. */
export async function declineProposal(viewer: Viewer, { roleId, version, number }: DeclineProposalInput): Promise<Saved> {
  authorize(viewer, "roles.publish");
  return change(viewer, async (tx, viewer) => {
    const { role } = await requireOpen(tx, viewer, { roleId, version, number });
    const submitted = { templateVersion: number, declinedVersion: number };
    const saved = await saveRole(tx, viewer, { role, baseVersion: version, submitted, action: "roles.decline-proposal" });
    return { id: roleId, version: saved.version, href: paths.role(roleId), message: t("{role} stays as it is. Version {number} is not proposed again.", { role: role.name, number }) };
  });
}

/** The clone locked, with a proposal that is still the one the viewer looked at. */
async function requireOpen(tx: Transaction, viewer: Viewer, { roleId, version, number }: DeclineProposalInput): Promise<{ role: LockedRole; clone: Cloned }> {
  const role = await requireRole(tx, viewer, roleId, "roles.publish");
  const clone = await cloneById(asQueryable(tx), viewer, roleId);
  if (!clone || !clone.isOffered) throw invalid({ roleId: t("Nothing is proposed to {role}.", { role: role.name }) });
  if (clone.latest !== number) {
    const message = clone.latest > number ? t("Version {latest} was published meanwhile. Look at what it proposes.", { latest: clone.latest }) : t("There is no version {number}.", { number });
    throw conflict(message, { number: message });
  }
  // Without the newer version: the page must be read again before it can be sent again.
  if (role.version !== version) throw new Problem("stale", t("{role} was changed meanwhile, and so may be what is proposed to it. Look again.", { role: role.name }));
  if (clone.number >= number || proposalOf(clone).length === 0) throw conflict(t("Version {number} proposes nothing more to {role}.", { number, role: role.name }));
  return { role, clone };
}
