import "server-only";
import { roleTemplates } from "../../access/templates";
import type { Transaction } from "../../platform/db/connect";
import { recordActivity } from "../activity/record";

const program = { via: null, ip: null, device: null, facts: { userId: 0, name: "Portico" } };

/**
 * Makes the ready templates of lib/access/templates.ts that the operator does not have yet, each logged; those that are there, and
 * whatever was changed in them, stay as they are. Answers the id of each template by its key; a template whose name another role of
 * the operator already has is left out.
 */
export async function ensureTemplates(tx: Transaction, operatorId: number): Promise<Map<string, number>> {
  const idOf = await templateIds(tx);
  const wanted = roleTemplates.filter(({ key }) => !idOf.has(key));
  if (wanted.length === 0) return idOf;
  const data = wanted.map(({ key, name, description, permissions }) => ({
    key,
    name,
    description,
    permissions: [...permissions],
    organizationId: operatorId,
    isTemplate: true,
  }));
  await tx.role.createMany({ data, skipDuplicates: true });
  const made = await templateIds(tx);
  for (const { key, name, description, permissions } of wanted.filter((template) => made.has(template.key))) {
    const subject = { recordType: "role", recordId: made.get(key)!, recordName: name, organizationId: operatorId };
    await recordActivity(tx, program, { ...subject, action: "roles.create", after: { key, name, description, permissions, isTemplate: true, version: 1 } });
  }
  return made;
}

async function templateIds(tx: Transaction): Promise<Map<string, number>> {
  const keys = roleTemplates.map(({ key }) => key);
  const found = await tx.role.findMany({ where: { key: { in: keys } }, select: { id: true, key: true } });
  return new Map(found.map(({ key, id }) => [key, id]));
}
