import "server-only";
import sql from "sql-template-tag";
import { authorize, authorizeOn } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { notFound } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { paths } from "../../shared/paths";
import { change } from "../access/change";
import { organizationRecord } from "../access/records";
import { changeOf, mergeEdit } from "../activity/merge";
import { recordActivity } from "../activity/record";
import type { SetIdlePolicyInput } from "./schema";

type Locked = { id: number; name: string; idleDays: number | null; idleWarningDays: number; version: number };

/**
 * Sets after how many days without a sign-in people of a partner and of those below it are deactivated, and when they are warned before.
 * Nobody is deactivated at once: each is warned first. Throws `stale` on a clash.
 */
export async function setIdlePolicy(viewer: Viewer, { organizationId, version, ...submitted }: SetIdlePolicyInput): Promise<{ id: number; href: string; message: string }> {
  authorize(viewer, "settings.edit");
  return change(viewer, async (tx, viewer) => {
    const organization = await requireEditable(tx, viewer, organizationId);
    const edit = { recordType: "organization", recordId: organizationId, noun: "partner", baseVersion: version, current: organization, submitted };
    const written = await mergeEdit<Locked>(tx, edit);
    const done = { id: organizationId, href: paths.organization(organizationId), message: t("The rule for idle accounts is saved.") };
    if (Object.keys(written).length === 0) return done;
    await tx.organization.updateMany({ where: { id: organizationId }, data: { ...written, version: organization.version + 1 } });
    const subject = { recordType: "organization", recordId: organizationId, recordName: organization.name, organizationId };
    await recordActivity(tx, viewer, { ...subject, action: "organizations.set-idle", ...changeOf<Locked>(organization, written) });
    return done;
  });
}

async function requireEditable(tx: Transaction, viewer: Viewer, organizationId: number): Promise<Locked> {
  const [found] = await rowsIn<Locked>(
    tx,
    sql`SELECT id, name, idle_days AS "idleDays", idle_warning_days AS "idleWarningDays", version FROM organizations WHERE id = ${organizationId} FOR NO KEY UPDATE`,
  );
  const record = found && (await organizationRecord(tx, organizationId));
  if (!record) throw notFound("partner");
  authorizeOn(viewer, { read: "organizations.view", permission: "settings.edit", record: record.scopes, noun: "partner" });
  return found;
}
