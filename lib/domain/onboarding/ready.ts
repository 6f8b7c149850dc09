import "server-only";
import type { Transaction } from "../../platform/db/connect";
import { recordActivity } from "../activity/record";
import { readyChecklists } from "../../shared/ready-checklists";

const program = { via: null, ip: null, device: null, facts: { userId: 0, name: "Portico" } };

/** Makes the ready lists that the operator never had, for the role templates that are there; changed or archived ones stay as they are. */
export async function ensureChecklists(tx: Transaction, operatorId: number, templates: ReadonlyMap<string, number>): Promise<void> {
  const there = await tx.checklist.findMany({ where: { OR: [{ readyKey: { not: null } }, { organizationId: operatorId }] }, select: { readyKey: true, name: true } });
  const isThere = ({ readyKey, name }: (typeof readyChecklists)[number]) => there.some((each) => each.readyKey === readyKey || each.name === name);
  for (const list of readyChecklists.filter((each) => !isThere(each))) {
    const roleId = templates.get(list.readyKey);
    if (roleId === undefined) continue;
    const { items, ...fields } = list;
    const data = { ...fields, organizationId: operatorId, roleId };
    const { id } = await tx.checklist.create({ select: { id: true }, data });
    await tx.checklistItem.createMany({ data: items.map((item, position) => ({ ...item, checklistId: id, position })) });
    const subject = { recordType: "checklist", recordId: id, recordName: list.name, organizationId: operatorId };
    await recordActivity(tx, program, { ...subject, action: "checklists.create", after: { ...data, steps: items.length, version: 1 } });
  }
}
