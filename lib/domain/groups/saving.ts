import "server-only";
import sql from "sql-template-tag";
import { authorizeOn } from "../../access/decide";
import type { Permission } from "../../access/permissions";
import type { Viewer } from "../../access/viewer";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { uniqueOr } from "../../platform/db/faults";
import { conflict, notFound } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { organizationRecord, type OrganizationRecord } from "../access/records";
import { changeOf } from "../activity/merge";
import { recordActivity, type ActivitySubject } from "../activity/record";
import type { GroupType } from "./rows";

/** A rule as stored: attribute to the values that match, places by their keys. */
export type StoredRule = Partial<Record<"jobRole" | "region" | "partnerType" | "organization" | "territory" | "program", string[]>>;

/** A group as a write sees it: locked, with the scope ids of its home. */
export type Locked = {
  id: number;
  key: string;
  name: string;
  description: string | null;
  type: GroupType;
  organizationId: number;
  rule: StoredRule | null;
  isGenerated: boolean;
  archivedAt: Date | null;
  version: number;
  home: OrganizationRecord;
};

/** The group locked for writing. Throws `not-found` when it may not be opened, `refused` when it may not be written so. */
export async function requireGroup(tx: Transaction, viewer: Viewer, groupId: number, permission: Permission): Promise<Locked> {
  const [found] = await rowsIn<Omit<Locked, "home">>(
    tx,
    sql`SELECT id, key, name, description, type::text AS type, organization_id AS "organizationId", rule,
        is_generated AS "isGenerated", archived_at AS "archivedAt", version
      FROM groups WHERE id = ${groupId} FOR NO KEY UPDATE`,
  );
  const home = found && (await organizationRecord(tx, found.organizationId));
  if (!home) throw notFound("group");
  authorizeOn(viewer, { read: "groups.view", permission, record: home.scopes, noun: "group" });
  return { ...found, home };
}

/** Throws `conflict` for an archived group: it is restored first. */
export function requireInUse({ name, archivedAt }: Locked): void {
  if (archivedAt) throw conflict(t("The group {name} is archived. Restore it first.", { name }));
}

/** What the log says about a group. */
export const subjectOf = ({ id, name, organizationId }: Pick<Locked, "id" | "name" | "organizationId">): ActivitySubject => ({
  recordType: "group",
  recordId: id,
  recordName: name,
  organizationId,
});

/** The conflict of two groups of one organization with one name. */
export const nameTaken = (name: string, home: string, field = "name") => ({
  field,
  message: t("Another group of {home} is already called {name}.", { home, name }),
});

type Writing = { action: string; written: Partial<Locked>; noted?: Record<string, unknown> };

/** Writes fields of a group and the log row that says so; `noted` is what else the row should say. Throws `conflict` for a name that is taken. */
export async function write(tx: Transaction, viewer: Viewer, group: Locked, { action, written, noted = {} }: Writing): Promise<void> {
  const data = { ...written, version: group.version + 1 } as object;
  await uniqueOr(nameTaken(written.name ?? group.name, group.home.name), tx.group.updateMany({ where: { id: group.id }, data }));
  const { before, after } = changeOf<Locked>(group, written);
  await recordActivity(tx, viewer, { ...subjectOf({ ...group, ...written }), action, before, after: { ...after, ...noted } });
}
