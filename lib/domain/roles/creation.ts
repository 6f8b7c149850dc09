import "server-only";
import { randomUUID } from "node:crypto";
import { allowed } from "../../access/decide";
import type { Permission } from "../../access/permissions";
import type { Viewer } from "../../access/viewer";
import type { Transaction } from "../../platform/db/connect";
import { uniqueOr } from "../../platform/db/faults";
import { conflict, invalid, refused } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { organizationRecord, type OrganizationRecord } from "../access/records";
import { recordActivity } from "../activity/record";
import { nameTaken, subjectOf } from "./saving";
import { addVersion } from "./versions";

type NewRole = {
  organizationId: number;
  name: string;
  description: string | null;
  permissions: readonly Permission[];
  isTemplate?: boolean;
  templateId?: number;
  templateVersion?: number;
};

type Insertion = { data: NewRole; action: string; key?: string; /** What the log says besides the fields. */ detail?: Record<string, unknown> };

/** The organization as a home of new roles. Throws `refused` at one that is seen, `invalid` at one that is not. */
export async function requireHome(tx: Transaction, viewer: Viewer, organizationId: number, permission: Permission): Promise<OrganizationRecord> {
  const home = await organizationRecord(tx, organizationId);
  if (home && allowed(viewer.access, permission, home.scopes)) return home;
  if (home && allowed(viewer.access, "organizations.list", home.scopes)) throw refused(permission, t("You may not make roles there."));
  throw invalid({ organizationId: t("Choose a partner from the list.") });
}

/** Stores a new role with its log row, a template with its first version. Throws `conflict` for a key or a name that is taken. Answers its id. */
export async function insertRole(tx: Transaction, viewer: Viewer, { data, action, key = `role-${randomUUID()}`, detail = {} }: Insertion): Promise<number> {
  const row = { ...data, key, permissions: [...data.permissions] };
  if (await tx.role.count({ where: { key } })) throw conflict(t("Another role already has this key."), { key: t("Another role already has this key.") });
  const { isTemplate = false, ...rest } = row;
  const { id } = await uniqueOr(nameTaken(data.name), tx.role.create({ data: rest, select: { id: true } }));
  if (isTemplate) {
    await addVersion(tx, viewer, { ...rest, id });
    await tx.role.updateMany({ where: { id }, data: { isTemplate } });
  }
  await recordActivity(tx, viewer, { ...subjectOf({ id, name: data.name, organizationId: data.organizationId }), action, after: { ...row, ...detail, version: 1 } });
  return id;
}
