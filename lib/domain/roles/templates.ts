import "server-only";
import sql from "sql-template-tag";
import { isPermission } from "../../access/permissions";
import { afterTaking, allOf, allowsTheSame } from "../../access/proposal";
import { roleTemplates, type RoleTemplate } from "../../access/templates";
import { ownerDb } from "../../platform/db/client";
import { rowsIn, type Transaction } from "../../platform/db/connect";

import { recordActivity } from "../activity/record";
import { ensureChecklists } from "../onboarding/ready";
import { addVersion } from "./versions";

const program = { via: null, ip: null, device: null, facts: { userId: 0, name: "Portico" } };

type Ready = { id: number; key: string; name: string; description: string | null; organizationId: number; permissions: string[]; readyPermissions: string[]; isTemplate: boolean; version: number };

/**
 * Makes the ready templates of lib/access/templates.ts that the operator does not have yet, and publishes the next version of those
 * that this program brings otherwise than the last one did: three ways, so that what was changed in them by hand stays. Each is logged.
 * Answers the id of each template by its key; one whose name another role of the operator already has is left out.
 */
export async function ensureTemplates(tx: Transaction, operatorId: number): Promise<Map<string, number>> {
  const there = await readyTemplates(tx);
  for (const ready of there) await bringUp(tx, ready, roleTemplates.find(({ key }) => key === ready.key)!);
  const wanted = roleTemplates.filter(({ key }) => !there.some((ready) => ready.key === key));
  if (wanted.length > 0) await make(tx, operatorId, wanted);
  const ids = new Map((wanted.length > 0 ? await readyTemplates(tx) : there).map(({ key, id }) => [key, id]));
  await ensureChecklists(tx, operatorId, ids);
  return ids;
}

async function make(tx: Transaction, organizationId: number, wanted: readonly RoleTemplate[]): Promise<void> {
  const data = wanted.map(({ permissions, ...template }) => ({
    ...template,
    permissions: [...permissions],
    readyPermissions: [...permissions],
    organizationId,
    isTemplate: true,
  }));
  await tx.role.createMany({ data, skipDuplicates: true });
  const made = new Map((await readyTemplates(tx)).map(({ key, id }) => [key, id]));
  for (const { key, name, description, permissions } of wanted.filter((template) => made.has(template.key))) {
    const subject = { recordType: "role", recordId: made.get(key)!, recordName: name, organizationId };
    await recordActivity(tx, program, { ...subject, action: "roles.create", after: { key, name, description, permissions, isTemplate: true, version: 1 } });
  }
}

/** Takes what the program changed since it brought the template last; a template without that memory is taken as it stands. */
async function bringUp(tx: Transaction, ready: Ready, { permissions: next }: RoleTemplate): Promise<void> {
  if (ready.readyPermissions.join() === next.join()) return;
  const isKnown = ready.readyPermissions.length > 0;
  const sides = { base: ready.readyPermissions, theirs: ready.permissions, next };
  const permissions = isKnown ? afterTaking(sides, allOf(sides)) : ready.permissions.filter(isPermission);
  const data = { readyPermissions: [...next] };
  if (allowsTheSame(permissions, ready.permissions)) {
    await tx.role.updateMany({ where: { id: ready.id }, data });
    return;
  }
  const note = "New permissions of this release";
  const number = ready.isTemplate ? await addVersion(tx, program, { ...ready, permissions }, { note }) : null;
  const version = ready.version + 1;
  await tx.role.updateMany({ where: { id: ready.id }, data: { ...data, permissions, version } });
  const subject = { recordType: "role", recordId: ready.id, recordName: ready.name, organizationId: ready.organizationId };
  const before = { permissions: ready.permissions };
  await recordActivity(tx, program, { ...subject, action: "roles.publish", before, after: { permissions, version, publishedVersion: number, note } });
}

/** The ready templates that are there, locked. */
function readyTemplates(tx: Transaction): Promise<Ready[]> {
  const keys = roleTemplates.map(({ key }) => key);
  return rowsIn<Ready>(
    tx,
    sql`SELECT id, key, name, description, organization_id AS "organizationId", permissions, ready_permissions AS "readyPermissions",
        is_template AS "isTemplate", version
      FROM roles WHERE key = ANY(${keys}::text[]) ORDER BY id FOR UPDATE`,
  );
}

/** Brings the ready templates of a portal that has them up to this release; a portal that is still empty stays so. For a process that starts. */
export function upgradeTemplates(): Promise<void> {
  return ownerDb().$transaction(async (tx) => {
    const there = await readyTemplates(tx);
    const root = there.length > 0 ? await tx.organization.findFirst({ where: { parentId: null }, select: { id: true } }) : null;
    if (root) await ensureTemplates(tx, root.id);
  });
}
