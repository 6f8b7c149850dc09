import "server-only";
import sql from "sql-template-tag";
import type { z } from "zod";
import { authorize, authorizeOn } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { conflict, invalid, notFound } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { change } from "../access/change";
import { organizationRecord, type OrganizationRecord } from "../access/records";
import { recordActivity } from "../activity/record";
import type { removePolicyInput, SetPolicyInput } from "./schema";

type Done = { message: string };
type Kept = { id: number; roleId: number | null; factorFrom: Date | null; idleMinutes: number | null; absoluteMinutes: number | null; version: number };

async function requireEditable(tx: Transaction, viewer: Viewer, organizationId: number): Promise<OrganizationRecord> {
  const organization = await organizationRecord(tx, organizationId);
  if (!organization) throw notFound("partner");
  authorizeOn(viewer, { read: "organizations.view", permission: "settings.edit", record: organization.scopes, noun: "partner" });
  return organization;
}

/** The name of a role that people of the organization can hold. Throws `invalid` for any other. */
async function roleName(tx: Transaction, { path }: OrganizationRecord, roleId: number): Promise<string> {
  const role = await tx.role.findFirst({ where: { id: roleId, organizationId: { in: path }, archivedAt: null }, select: { name: true } });
  if (!role) throw invalid({ roleId: t("Choose a role from the list.") });
  return role.name;
}

async function kept(tx: Transaction, organizationId: number, roleId: number | null): Promise<Kept | null> {
  await tx.$queryRaw`SELECT id FROM organizations WHERE id = ${organizationId} FOR NO KEY UPDATE`;
  return tx.signInPolicy.findFirst({ where: { organizationId, roleId }, select: { id: true, roleId: true, factorFrom: true, idleMinutes: true, absoluteMinutes: true, version: true } });
}

const shown = ({ factorFrom, idleMinutes, absoluteMinutes }: Pick<Kept, "factorFrom" | "idleMinutes" | "absoluteMinutes">) => ({ factorFrom, idleMinutes, absoluteMinutes });

/**
 * Sets what a partner asks of its people and of those below it when they sign in, or of those among them who hold a role. It acts on
 * their next request. Throws `conflict` when somebody else has changed it meanwhile.
 */
export async function setPolicy(viewer: Viewer, { organizationId, roleId = null, version, ...input }: SetPolicyInput): Promise<Done> {
  authorize(viewer, "settings.edit");
  return change(viewer, async (tx, viewer) => {
    const organization = await requireEditable(tx, viewer, organizationId);
    const role = roleId === null ? null : await roleName(tx, organization, roleId);
    const before = await kept(tx, organizationId, roleId);
    if ((before?.version ?? 0) !== version) throw conflict(t("Somebody changed this meanwhile. Reload the page to see how it stands, then change it."));
    const values = { factorFrom: input.factor === "from" ? input.factorFrom! : null, idleMinutes: input.idleMinutes, absoluteMinutes: input.absoluteMinutes };
    const next = version + 1;
    await rowsIn(
      tx,
      sql`INSERT INTO sign_in_policies (organization_id, role_id, factor_from, idle_minutes, absolute_minutes, version, updated_at)
        VALUES (${organizationId}, ${roleId}, ${values.factorFrom}::timestamptz, ${values.idleMinutes}, ${values.absoluteMinutes}, ${next}, ${now()}::timestamptz)
        ON CONFLICT (organization_id, role_id) DO UPDATE SET factor_from = excluded.factor_from, idle_minutes = excluded.idle_minutes,
          absolute_minutes = excluded.absolute_minutes, version = excluded.version, updated_at = excluded.updated_at RETURNING id`,
    );
    const named = role === null ? {} : { role };
    await note(tx, viewer, organization, { before: { ...named, ...(before ? shown(before) : {}) }, after: { ...named, ...values } });
    return { message: t("The rules for signing in are saved.") };
  });
}

/** Takes one of a partner's policies away; what partners above ask stays. */
export async function removePolicy(viewer: Viewer, { organizationId, policyId }: z.output<typeof removePolicyInput>): Promise<Done> {
  authorize(viewer, "settings.edit");
  return change(viewer, async (tx, viewer) => {
    const organization = await requireEditable(tx, viewer, organizationId);
    const [gone] = await rowsIn<Kept & { role: string | null }>(
      tx,
      sql`DELETE FROM sign_in_policies p WHERE id = ${policyId} AND organization_id = ${organizationId}
        RETURNING id, factor_from AS "factorFrom", idle_minutes AS "idleMinutes", absolute_minutes AS "absoluteMinutes", (SELECT name FROM roles r WHERE r.id = p.role_id) AS role`,
    );
    if (!gone) throw notFound("rule");
    await note(tx, viewer, organization, { before: { ...(gone.role ? { role: gone.role } : {}), ...shown(gone) }, after: {} });
    return { message: t("The rule is removed.") };
  });
}

const note = (tx: Transaction, viewer: Viewer, { id, name }: OrganizationRecord, changed: { before: Record<string, unknown>; after: Record<string, unknown> }) =>
  recordActivity(tx, viewer, { action: "settings.edit", recordType: "organization", recordId: id, recordName: name, organizationId: id, ...changed });
