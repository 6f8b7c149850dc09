import "server-only";
import sql from "sql-template-tag";
import { allowed, authorizeOn } from "../../access/decide";
import type { Permission } from "../../access/permissions";
import type { Viewer } from "../../access/viewer";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { invalid, notFound, Problem, refused } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { organizationRecord, type OrganizationRecord } from "../access/records";
import { changeOf } from "../activity/merge";
import { recordActivity, type ActivitySubject } from "../activity/record";
import type { UserStatus } from "./rows";

/** A person as a write sees it: locked, with the scope ids of their home. */
export type Locked = {
  id: number;
  email: string;
  name: string;
  organizationId: number;
  status: UserStatus;
  jobRole: string | null;
  region: string | null;
  phone: string | null;
  readOnly: boolean;
  expiresAt: Date | null;
  hasPassword: boolean;
  version: number;
  home: OrganizationRecord;
};

/** The person locked for writing. Throws `not-found` when they may not be opened, `refused` when they may not be written so. */
export async function requireUser(tx: Transaction, viewer: Viewer, userId: number, permission: Permission): Promise<Locked> {
  const [found] = await rowsIn<Omit<Locked, "home">>(
    tx,
    sql`SELECT id, email, name, organization_id AS "organizationId", status::text AS status, job_role AS "jobRole", region, phone,
        read_only AS "readOnly", expires_at AS "expiresAt", password_hash IS NOT NULL AS "hasPassword", version
      FROM users WHERE id = ${userId} FOR NO KEY UPDATE`,
  );
  const home = found && (await organizationRecord(tx, found.organizationId));
  if (!home) throw notFound("user");
  authorizeOn(viewer, { read: "users.view", permission, record: home.scopes, noun: "user" });
  return { ...found, home };
}

/** The organization as a place for people. Throws `refused` at one that is seen, `invalid` at one that is not. */
export async function requireHome(tx: Transaction, viewer: Viewer, organizationId: number, permission: Permission): Promise<OrganizationRecord> {
  const home = await organizationRecord(tx, organizationId);
  if (home && allowed(viewer.access, permission, home.scopes)) return home;
  if (home && allowed(viewer.access, "organizations.list", home.scopes)) throw refused(permission, t("You may not put people there."), "organizationId");
  throw invalid({ organizationId: t("Choose a partner from the list.") });
}

/** Throws `refused` when the person is the viewer: nobody does this to themselves. */
export function requireOther(viewer: Viewer, userId: number, { permission, sentence }: { permission: Permission; sentence: string }): void {
  if (viewer.facts.userId === userId) throw new Problem("refused", sentence, { permission });
}

/** What the log says about a person. */
export const subjectOf = ({ id, name, organizationId }: Pick<Locked, "id" | "name" | "organizationId">): ActivitySubject => ({
  recordType: "user",
  recordId: id,
  recordName: name,
  organizationId,
});

/** Writes fields of a person and the log row that says so; `noted` is what else the row should say. */
export async function write(
  tx: Transaction,
  viewer: Viewer,
  user: Locked,
  { action, written, noted = {} }: { action: string; written: Partial<Locked>; noted?: Record<string, unknown> },
): Promise<void> {
  await tx.user.updateMany({ where: { id: user.id }, data: { ...written, version: user.version + 1 } as object });
  const subject = subjectOf({ ...user, ...written });
  const { before, after } = changeOf<Locked>(user, written);
  await recordActivity(tx, viewer, { ...subject, action, before, after: { ...after, ...noted } });
}
