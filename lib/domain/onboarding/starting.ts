import "server-only";
import sql from "sql-template-tag";
import type { Viewer } from "../../access/viewer";
import { minutesFromNow } from "../../platform/clock";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { recordActivity } from "../activity/record";
import { insertTasks, type NewTask } from "../tasks/creating";
import type { Item } from "./schema";

type Newcomer = { id: number; name: string; organizationId: number };
type Found = { id: number; name: string };

/** Where a new partner's first user comes in without a role, the list is that of partner owners. */
export const firstUsersRole = "partner-owner";

/**
 * The lists for a person: of each role that they hold directly or through a group, or that it was cloned from, the list of the nearest
 * organization at or above their home.
 */
function listsFor(tx: Transaction, { id, organizationId }: Newcomer, isFirst: boolean): Promise<Found[]> {
  return rowsIn<Found>(
    tx,
    sql`WITH RECURSIVE held(id) AS (
        SELECT role_id FROM grants WHERE user_id = ${id}
        UNION SELECT g.role_id FROM grants g JOIN group_members m ON m.group_id = g.group_id WHERE m.user_id = ${id}
        UNION SELECT r.id FROM roles r WHERE ${isFirst} AND r.key = ${firstUsersRole}
          AND NOT EXISTS (SELECT 1 FROM grants WHERE user_id = ${id})),
      lines(id) AS (SELECT id FROM held UNION SELECT r.template_id FROM lines l JOIN roles r ON r.id = l.id WHERE r.template_id IS NOT NULL)
      SELECT DISTINCT ON (k.role_id) k.id, k.name FROM checklists k
        JOIN organization_closure a ON a.ancestor_id = k.organization_id AND a.organization_id = ${organizationId}
      WHERE k.archived_at IS NULL AND k.role_id IN (SELECT id FROM lines) ORDER BY k.role_id, a.depth, k.id`,
  );
}

/**
 * Starts the checklists of somebody who was just invited, in the transaction of the invitation: each step becomes a task of the newcomer
 * or of whoever invites them. Part of commands that have asked already. Answers how many were started.
 */
export async function startOnboarding(tx: Transaction, viewer: Viewer, newcomer: Newcomer, { isFirst = false } = {}): Promise<number> {
  const lists = await listsFor(tx, newcomer, isFirst);
  for (const list of lists) await start(tx, viewer, { newcomer, list });
  return lists.length;
}

async function start(tx: Transaction, viewer: Viewer, { newcomer, list }: { newcomer: Newcomer; list: Found }): Promise<void> {
  const inviterId = viewer.facts.userId === 0 ? null : viewer.facts.userId;
  const { id: onboardingId } = await tx.onboarding.create({ select: { id: true }, data: { checklistId: list.id, name: list.name, userId: newcomer.id, inviterId } });
  const items = await tx.checklistItem.findMany({ where: { checklistId: list.id }, orderBy: { position: "asc" } });
  const stepOf = ({ title, help, owner, dueDays, fact }: Item, position: number): NewTask => ({
    title,
    description: help,
    organizationId: newcomer.organizationId,
    customerId: null,
    assigneeId: owner === "inviter" && inviterId !== null ? inviterId : newcomer.id,
    dueOn: minutesFromNow(dueDays * 24 * 60).toISOString().slice(0, 10),
    onboardingId,
    position,
    fact,
  });
  await insertTasks(tx, viewer, items.map((item, at) => stepOf(item as Item, at)));
  const subject = { recordType: "onboarding", recordId: onboardingId, recordName: `${list.name} for ${newcomer.name}`, organizationId: newcomer.organizationId };
  await recordActivity(tx, viewer, { ...subject, action: "onboarding.start", after: { name: list.name, userId: newcomer.id, steps: items.length } });
}
