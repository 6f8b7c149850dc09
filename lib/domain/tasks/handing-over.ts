import "server-only";
import sql from "sql-template-tag";
import { mayAssignTask } from "../../access/task";
import type { Viewer } from "../../access/viewer";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { write, type Locked } from "./saving";
import { taskScopes } from "./list";

/** An open task of somebody who leaves, and whether the viewer may give it to somebody else. */
export type OpenTask = Locked & { organizationName: string; mayHandOver: boolean };

/** The open tasks of a person, locked, by their day. For commands that have asked whether the person is the viewer's to look after. */
export async function openTasksOf(tx: Transaction, viewer: Viewer, userId: number): Promise<OpenTask[]> {
  const found = await rowsIn<Omit<OpenTask, "mayHandOver">>(
    tx,
    sql`SELECT t.id, t.title, t.description, coalesce(h.organization_id, t.organization_id) AS "organizationId", o.name AS "organizationName",
        t.customer_id AS "customerId", t.assignee_id AS "assigneeId", to_char(t.due_on, 'YYYY-MM-DD') AS "dueOn", t.status::text AS status,
        t.done_at AS "doneAt", t.version, ${taskScopes} AS scopes
      FROM tasks t LEFT JOIN customer_home h ON h.customer_id = t.customer_id JOIN organizations o ON o.id = coalesce(h.organization_id, t.organization_id)
      WHERE t.assignee_id = ${userId} AND t.status = 'open' ORDER BY t.due_order COLLATE "C", t.id FOR NO KEY UPDATE OF t`,
  );
  return found.map((task) => ({ ...task, mayHandOver: mayAssignTask(viewer, task) }));
}

type HandOver = { fromId: number; toId: number; /** Only these; all open ones when absent. */ taskIds?: readonly number[] };

/**
 * Gives the open tasks of one person to another, in the caller's transaction, each with its log row. Left where they are: tasks that the
 * viewer may not assign, and those whose home is outside the heir's reach. Answers the ids of both.
 */
export async function handOverTasks(tx: Transaction, viewer: Viewer, { fromId, toId, taskIds }: HandOver): Promise<{ moved: number[]; left: number[] }> {
  const wanted = (await openTasksOf(tx, viewer, fromId)).filter(({ id }) => !taskIds || taskIds.includes(id));
  const reached = await rowsIn<{ id: number }>(
    tx,
    sql`SELECT a.organization_id AS id FROM users u JOIN organization_closure a ON a.ancestor_id = u.organization_id
      WHERE u.id = ${toId} AND u.status <> 'deactivated' AND a.organization_id = ANY(${wanted.map(({ organizationId }) => organizationId)}::int[])`,
  );
  const isReached = new Set(reached.map(({ id }) => id));
  const moved = wanted.filter(({ mayHandOver, organizationId }) => mayHandOver && isReached.has(organizationId));
  for (const task of moved) await write(tx, viewer, task, { action: "tasks.hand-over", written: { assigneeId: toId } });
  const ids = new Set(moved.map(({ id }) => id));
  return { moved: [...ids], left: wanted.filter(({ id }) => !ids.has(id)).map(({ id }) => id) };
}
