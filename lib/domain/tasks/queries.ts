import "server-only";
import sql, { join, type Sql } from "sql-template-tag";
import { authorizeOwnOr } from "../../access/decide";
import { isOwnTask, mayAssignTask, mayFinishTask, mayReadTask } from "../../access/task";
import type { Viewer } from "../../access/viewer";
import { firstRow, rows, type Queryable } from "../../platform/db/connect";
import { ordered, orderedPage } from "../../platform/db/ordered";
import { notFound } from "../../shared/errors";
import { largestId } from "../../shared/fields";
import type { Page, Total } from "../../shared/page";
import { read } from "../access/change";
import { narrowedTasks, taskColumns, taskScopes, taskSorts, taskTables, visibleTasks } from "./list";
import type { CommentRow, TaskDetail, TaskRow } from "./rows";
import type { CommentList, TaskList } from "./schema";

/** Beyond this a total says "more than". */
const mostCounted = 10_000;

/** One page of the tasks that the viewer may read: their own, and those in their scopes. */
export async function listTasks(viewer: Viewer, list: TaskList): Promise<Page<TaskRow>> {
  authorizeOwnOr(viewer, "tasks.view");
  return pageOf(viewer, list, visibleTasks(viewer));
}

/** One page of the viewer's own tasks. Nobody's while somebody looks with their eyes. */
export async function listOwnTasks(viewer: Viewer, list: TaskList): Promise<Page<TaskRow>> {
  authorizeOwnOr(viewer, "tasks.view");
  return pageOf(viewer, list, sql`t.assignee_id = ${viewer.facts.userId} AND ${visibleTasks(viewer)}`);
}

function pageOf(viewer: Viewer, list: TaskList, visible: Sql): Promise<Page<TaskRow>> {
  const where = sql`FROM ${taskTables} WHERE ${join([visible, ...narrowedTasks(list)], " AND ")}`;
  const page = ordered(list, taskSorts[list.sort], sql`t.id`);
  return read(viewer, async (on) => {
    const found = await rows<TaskRow & { sortKey: string }>(on, sql`SELECT ${taskColumns()}, ${page.key} ${where}${page.beyond}${page.order}`);
    const counted = await firstRow<{ count: number }>(on, sql`SELECT count(*)::int AS count FROM (SELECT 1 ${where} LIMIT ${mostCounted + 1}) n`);
    return orderedPage(list, found, totalOf(counted!.count));
  });
}

const totalOf = (count: number): Total => ({ count: Math.min(count, mostCounted), exact: count <= mostCounted });

/** A task with what the viewer may do with it. Throws `not-found` when it may not be read. */
export async function getTask(viewer: Viewer, taskId: number): Promise<TaskDetail> {
  authorizeOwnOr(viewer, "tasks.view");
  return read(viewer, (on) => findTask(on, viewer, taskId));
}

type Found = TaskRow & { description: string | null; isOrphaned: boolean; scopes: number[] };

async function findTask(on: Queryable, viewer: Viewer, taskId: number): Promise<TaskDetail> {
  const found = await firstRow<Found>(
    on,
    sql`SELECT ${taskColumns()}, t.description, a.status = 'deactivated' AS "isOrphaned", ${taskScopes} AS scopes FROM ${taskTables} WHERE t.id = ${taskId}`,
  );
  if (!found || !mayReadTask(viewer, found)) throw notFound("task");
  const { scopes: _, ...task } = found;
  return { ...task, isMine: isOwnTask(viewer, found), can: { finish: mayFinishTask(viewer, found), assign: mayAssignTask(viewer, found) } };
}

/** One page of what was said about a task, in the order of the list. Throws `not-found` when the task may not be read. */
export async function listComments(viewer: Viewer, taskId: number, list: CommentList): Promise<Page<CommentRow>> {
  authorizeOwnOr(viewer, "tasks.view");
  const page = ordered(list, { by: sql`k.created_at`, type: "timestamptz" }, sql`k.id`);
  return read(viewer, async (on) => {
    await findTask(on, viewer, taskId);
    const found = await rows<CommentRow & { sortKey: string }>(
      on,
      sql`SELECT k.id, k.author_id AS "authorId", u.name AS "authorName", k.text, k.created_at AS "createdAt", ${page.key}
        FROM task_comments k JOIN users u ON u.id = k.author_id WHERE k.task_id = ${taskId}${page.beyond}${page.order}`,
    );
    const counted = await firstRow<{ count: number }>(on, sql`SELECT count(*)::int AS count FROM task_comments WHERE task_id = ${taskId}`);
    return orderedPage(list, found, { count: counted!.count, exact: true });
  });
}

/** The id of the task with this key (T- and its number), if the viewer may read it. */
export async function findTaskByKey(viewer: Viewer, key: string): Promise<number | null> {
  authorizeOwnOr(viewer, "tasks.view");
  const id = Number(/^T-(\d{1,10})$/.exec(key)?.[1] ?? 0);
  if (id < 1 || id > largestId) return null;
  return read(viewer, async (on) => (await firstRow<{ id: number }>(on, sql`SELECT t.id FROM ${taskTables} WHERE t.id = ${id} AND ${visibleTasks(viewer)}`))?.id ?? null);
}
