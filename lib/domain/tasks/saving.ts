import "server-only";
import sql from "sql-template-tag";
import { allowed } from "../../access/decide";
import { mayAssignTask, mayFinishTask, mayReadTask } from "../../access/task";
import type { Viewer } from "../../access/viewer";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { invalid, notFound, refused } from "../../shared/errors";
import { msg, t } from "../../shared/language/text";
import { organizationRecord } from "../access/records";
import { changeOf } from "../activity/merge";
import { recordActivity, type ActivitySubject } from "../activity/record";
import { taskScopes } from "./list";
import type { TaskStatus } from "./rows";

/** A task as a write sees it: locked, with the scope ids of its home. */
export type Locked = {
  id: number;
  title: string;
  description: string | null;
  organizationId: number;
  customerId: number | null;
  assigneeId: number;
  dueOn: string | null;
  status: TaskStatus;
  doneAt: Date | null;
  version: number;
  scopes: number[];
};

/** What somebody wants to do with a task: say that it is done and comment on it, or change it. */
export type Purpose = "finish" | "assign";

const mayDo = { finish: mayFinishTask, assign: mayAssignTask };
const lack = { finish: msg("This task is somebody else's to finish."), assign: msg("You may not change this task.") };

/** The task locked for writing. Throws `not-found` when it may not be read, `refused` when it may not be written so. */
export async function requireTask(tx: Transaction, viewer: Viewer, taskId: number, purpose: Purpose): Promise<Locked> {
  await tx.$queryRaw`SELECT 1 FROM tasks WHERE id = ${taskId} FOR NO KEY UPDATE`;
  const [task] = await rowsIn<Locked>(
    tx,
    sql`SELECT t.id, t.title, t.description, coalesce(h.organization_id, t.organization_id) AS "organizationId", t.customer_id AS "customerId",
        t.assignee_id AS "assigneeId", to_char(t.due_on, 'YYYY-MM-DD') AS "dueOn", t.status::text AS status, t.done_at AS "doneAt", t.version,
        ${taskScopes} AS scopes
      FROM tasks t LEFT JOIN customer_home h ON h.customer_id = t.customer_id WHERE t.id = ${taskId}`,
  );
  if (!task || !mayReadTask(viewer, task)) throw notFound("task");
  if (!mayDo[purpose](viewer, task)) throw refused("tasks.assign", t(lack[purpose]));
  return task;
}

/** What the log says about a task. */
export const subjectOf = ({ id, title, organizationId, customerId }: Pick<Locked, "id" | "title" | "organizationId" | "customerId">): ActivitySubject => ({
  recordType: "task",
  recordId: id,
  recordName: title,
  organizationId,
  customerId,
});

/** A day as the database takes it. */
export const dayOf = (day: string | null | undefined) => (day ? new Date(`${day}T00:00:00.000Z`) : null);

/** Writes fields of a task and the log row that says so. Nothing to write leaves no trace. Answers the version that then stands. */
export async function write(tx: Transaction, viewer: Parameters<typeof recordActivity>[1], task: Locked, { action, written }: { action: string; written: Partial<Locked> }): Promise<number> {
  if (Object.keys(written).length === 0) return task.version;
  const { dueOn, ...rest } = written;
  const version = task.version + 1;
  await tx.task.updateMany({ where: { id: task.id }, data: { ...rest, ...(dueOn === undefined ? {} : { dueOn: dayOf(dueOn) }), version } as object });
  await recordActivity(tx, viewer, { ...subjectOf({ ...task, ...written }), action, ...changeOf<Locked>(task, written) });
  return version;
}

/** Where a task is at home. */
export type Home = { organizationId: number; customerId: number | null };

/** The home of a new task. Throws `invalid` at a place that is not seen, `refused` where it is and no tasks may be given. */
export async function requireHome(tx: Transaction, viewer: Viewer, { organizationId, customerId }: { organizationId?: number | null; customerId?: number | null }): Promise<Home> {
  if (customerId) return customerHome(tx, viewer, customerId);
  const record = organizationId ? await organizationRecord(tx, organizationId) : null;
  if (record && mayAssignTask(viewer, record)) return { organizationId: record.id, customerId: null };
  if (record && allowed(viewer.access, "organizations.list", record.scopes)) throw refused("tasks.assign", t("You may not give tasks there."));
  throw invalid({ organizationId: t("Choose a partner from the list.") });
}

async function customerHome(tx: Transaction, viewer: Viewer, customerId: number): Promise<Home> {
  const [found] = await rowsIn<{ organizationId: number; scopes: number[] }>(
    tx,
    sql`SELECT h.organization_id AS "organizationId", (customer_scope_ids(h.customer_id, h.organization_id, h.account_manager_id)
        || ((SELECT id FROM organizations WHERE parent_id IS NULL)::bigint << 4 | 1))::text[]::float8[] AS scopes
      FROM customer_home h WHERE h.customer_id = ${customerId}`,
  );
  if (!found || !allowed(viewer.access, "customers.list", found.scopes)) throw invalid({ customerId: t("Choose a customer from the list.") });
  if (!mayAssignTask(viewer, found)) throw refused("tasks.assign", t("You may not give tasks about this customer."));
  return { organizationId: found.organizationId, customerId };
}

/**
 * Somebody who is to do a task must have its home in their reach: at home there or above it. It must be somebody whom the viewer may list,
 * or the viewer. Throws `invalid` at `assigneeId`.
 */
export async function requireAssignee(tx: Transaction, viewer: Viewer, { assigneeId, organizationId }: { assigneeId: number; organizationId: number }): Promise<void> {
  const [person] = await rowsIn<{ scopes: number[] }>(
    tx,
    sql`SELECT ARRAY(SELECT s.scope_id FROM organization_scope s WHERE s.organization_id = u.organization_id)::text[]::float8[] AS scopes
      FROM users u JOIN organization_closure a ON a.ancestor_id = u.organization_id
      WHERE u.id = ${assigneeId} AND a.organization_id = ${organizationId} AND u.status <> 'deactivated'`,
  );
  const isSeen = person && (assigneeId === viewer.facts.userId || allowed(viewer.access, "users.list", person.scopes));
  if (!isSeen) throw invalid({ assigneeId: t("Choose a person of this partner or of one above it.") });
}
