import "server-only";
import sql from "sql-template-tag";
import { allowed, authorizeOn } from "../../access/decide";
import type { Permission } from "../../access/permissions";
import { kindOf, scopeId, scopeKinds } from "../../access/scope-id";
import type { Viewer } from "../../access/viewer";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { uniqueOr } from "../../platform/db/faults";
import { invalid, notFound, refused } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { programsThatEnd, requireNoOwnGain } from "../access/own-gain";
import { organizationRecord } from "../access/records";
import { changeOf, mergeEdit } from "../activity/merge";
import { recordActivity, type ActivitySubject } from "../activity/record";

/** A partner as a write sees it: locked, with its scope ids. */
export type Locked = {
  id: number;
  key: string;
  name: string;
  parentId: number | null;
  partnerType: string | null;
  region: string | null;
  tier: string | null;
  territoryId: number | null;
  billingMode: "prepaid" | "postpaid";
  status: "active" | "deactivated";
  hasGuardrail: boolean;
  guardrail: string[];
  version: number;
  path: number[];
  scopes: number[];
};

/**
 * The partner locked for writing. Throws `not-found` when it may not be opened, `refused` when it may not be written so. The lock lets
 * customers and people of it be written meanwhile, so that a move never waits in a circle with them.
 */
export async function requireOrganization(tx: Transaction, viewer: Viewer, organizationId: number, permission: Permission): Promise<Locked> {
  const [found] = await rowsIn<Omit<Locked, "path" | "scopes">>(
    tx,
    sql`SELECT id, key, name, parent_id AS "parentId", partner_type AS "partnerType", region, tier, territory_id AS "territoryId",
        billing_mode::text AS "billingMode", status::text AS status, has_guardrail AS "hasGuardrail", guardrail, version
      FROM organizations WHERE id = ${organizationId} FOR NO KEY UPDATE`,
  );
  const record = found && (await organizationRecord(tx, organizationId));
  if (!record) throw notFound("partner");
  authorizeOn(viewer, { read: "organizations.view", permission, record: record.scopes, noun: "partner" });
  return { ...found, path: record.path, scopes: record.scopes };
}

/** What the log says about a partner; its home is itself. */
export const subjectOf = ({ id, name }: { id: number; name: string }): ActivitySubject => ({
  recordType: "organization",
  recordId: id,
  recordName: name,
  organizationId: id,
});

type Saving = { organization: Locked; permission: Permission; baseVersion: number; submitted: Partial<Locked> };

/** The fields of an edit that are to be written, merged with what others changed since. Throws `stale` on a clash. */
export const merged = (tx: Transaction, { organization, baseVersion, submitted }: Omit<Saving, "permission">) =>
  mergeEdit<Locked>(tx, { recordType: "organization", recordId: organization.id, noun: "partner", baseVersion, current: organization, submitted });

/** Writes fields of a partner and the log row that says so. Nothing to write leaves no trace. */
export async function write(tx: Transaction, viewer: Viewer, organization: Locked, change: { action: string; written: Partial<Locked> }): Promise<void> {
  const { action, written } = change;
  if (Object.keys(written).length === 0) return;
  const data = { ...written, version: organization.version + 1 } as object;
  const taken = { field: "key", message: t("Another partner already has the key {key}.", { key: written.key ?? organization.key }) };
  await uniqueOr(taken, tx.organization.updateMany({ where: { id: organization.id }, data }));
  const subject = subjectOf({ id: organization.id, name: written.name ?? organization.name });
  await recordActivity(tx, viewer, { ...subject, action, ...changeOf(organization, written) });
}

/** The scope ids of a territory and all above it. Throws `invalid` at `territoryId` when there is none. */
export async function territoryScopes(tx: Transaction, territoryId: number | null): Promise<number[]> {
  if (territoryId === null) return [];
  const found = await rowsIn<{ id: number }>(tx, sql`SELECT ancestor_id AS id FROM territory_closure WHERE territory_id = ${territoryId}`);
  if (found.length === 0) throw invalid({ territoryId: t("Choose a territory from the list.") });
  return found.map(({ id }) => scopeId("territory", id));
}

/**
 * Checks that a partner may be put into a territory, or into none: the permission must hold on it there as well, and the viewer must
 * not come to more access by it.
 */
export async function requireTerritory(tx: Transaction, viewer: Viewer, organization: Locked, to: { permission: Permission; territoryId: number | null }): Promise<void> {
  const isElsewhere = (id: number) => kindOf(id) !== scopeKinds.territory;
  const after = [...organization.scopes.filter(isElsewhere), ...(await territoryScopes(tx, to.territoryId))];
  if (!allowed(viewer.access, to.permission, after)) throw refused(to.permission, t("The partner would leave the part that is yours to change."));
  requireNoOwnGain(viewer, { before: organization.scopes, after, lacking: await programsThatEnd(tx, organization.id) });
}
