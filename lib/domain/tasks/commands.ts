import "server-only";
import { authorize, authorizeOwnOr } from "../../access/decide";
import { mayAssignTask } from "../../access/task";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { conflict, refused } from "../../shared/errors";
import { defined } from "../../shared/fields";
import { t } from "../../shared/language/text";
import { paths } from "../../shared/paths";
import { keptStepText } from "../../shared/ready-checklists";
import { change } from "../access/change";
import { mergeEdit } from "../activity/merge";
import { recordActivity } from "../activity/record";
import { insertTasks } from "./creating";
import { requireAssignee, requireHome, requireTask, subjectOf, write, type Locked, type Purpose } from "./saving";
import type { CommentTaskInput, CreateTaskInput, EditTaskInput, TaskInput } from "./schema";

type Done = { id: number; href?: string; message: string };

/** Gives somebody a task at an organization or about a customer, where the viewer may. */
export async function createTask(viewer: Viewer, { organizationId, customerId, ...input }: CreateTaskInput): Promise<Done> {
  authorize(viewer, "tasks.assign");
  return change(viewer, async (tx, viewer) => {
    const home = await requireHome(tx, viewer, { organizationId, customerId });
    await requireAssignee(tx, viewer, { assigneeId: input.assigneeId, organizationId: home.organizationId });
    const { title, assigneeId, description = null, dueOn = null } = input;
    const [id] = await insertTasks(tx, viewer, [{ ...home, title, assigneeId, description, dueOn }]);
    return { id: id!, href: paths.task(id!), message: t("The task is given.") };
  });
}

/** Changes a task or gives it to somebody else; merged field by field with what others changed since. Throws `stale` on a clash. */
export async function editTask(viewer: Viewer, { taskId, version, ...fields }: EditTaskInput): Promise<Done> {
  authorizeOwnOr(viewer, "tasks.assign");
  return change(viewer, async (tx, viewer) => {
    const task = await requireTask(tx, viewer, taskId, "assign");
    const edit = { recordType: "task", recordId: taskId, noun: "task", baseVersion: version, current: task, submitted: defined(asKept(fields)) as Partial<Locked> };
    const written = await mergeEdit<Locked>(tx, edit);
    if (written.assigneeId !== undefined) await requireAssignee(tx, viewer, { assigneeId: written.assigneeId, organizationId: task.organizationId });
    await write(tx, viewer, task, { action: "tasks.edit", written });
    return { id: taskId, href: paths.task(taskId), message: t("The task is saved.") };
  });
}

/** Title and description as they are kept: whoever read a step that came ready in their language sends it back so. */
const asKept = <Fields extends { title?: string; description?: string | null }>(fields: Fields): Fields => ({
  ...fields,
  ...(fields.title && { title: keptStepText(fields.title) }),
  ...(fields.description && { description: keptStepText(fields.description) }),
});

type Step = { purpose: Purpose; action: string; status: Locked["status"]; message: string; from: Locked["status"][] };

function inState(viewer: Viewer, { taskId }: TaskInput, { purpose, action, status, message, from }: Step): Promise<Done> {
  return change(viewer, async (tx, viewer) => {
    const task = await requireTask(tx, viewer, taskId, purpose);
    if (task.status === status) return { id: taskId, message };
    if (task.status === "cancelled" && !mayAssignTask(viewer, task)) throw refused("tasks.assign", t("This task was cancelled. Ask whoever gave it to open it again."));
    if (!from.includes(task.status)) throw conflict(t("This task was cancelled. Open it again first."));
    await write(tx, viewer, task, { action, written: { status, doneAt: status === "done" ? now() : null } });
    return { id: taskId, message };
  });
}

/** Says that a task is done; its assignee may always. Done already changes nothing. */
export async function completeTask(viewer: Viewer, input: TaskInput): Promise<Done> {
  authorizeOwnOr(viewer, "tasks.assign");
  return inState(viewer, input, { purpose: "finish", action: "tasks.complete", status: "done", message: t("Done."), from: ["open"] });
}

/** Opens a task again that was done or cancelled; one's own only after it was done. Open already changes nothing. */
export async function reopenTask(viewer: Viewer, input: TaskInput): Promise<Done> {
  authorizeOwnOr(viewer, "tasks.assign");
  return inState(viewer, input, { purpose: "finish", action: "tasks.reopen", status: "open", message: t("The task is open again."), from: ["done", "cancelled"] });
}

/** Calls a task off. Cancelled already changes nothing. */
export async function cancelTask(viewer: Viewer, input: TaskInput): Promise<Done> {
  authorizeOwnOr(viewer, "tasks.assign");
  return inState(viewer, input, { purpose: "assign", action: "tasks.cancel", status: "cancelled", message: t("The task is cancelled."), from: ["open", "done"] });
}

/** Says something about a task: its assignee, and whoever may change it. */
export async function commentTask(viewer: Viewer, { taskId, text }: CommentTaskInput): Promise<Done> {
  authorizeOwnOr(viewer, "tasks.assign");
  return change(viewer, async (tx, viewer) => {
    const task = await requireTask(tx, viewer, taskId, "finish");
    await tx.taskComment.createMany({ data: { taskId, authorId: viewer.facts.userId, text, createdAt: now() } });
    await recordActivity(tx, viewer, { ...subjectOf(task), action: "tasks.comment", after: { comment: text } });
    return { id: taskId, message: t("The comment is added.") };
  });
}
