import { allowed, reachesOwn, type RecordScopes } from "./decide";
import type { Viewer } from "./viewer";

/** A task as the decision sees it: who is to do it, and the scope ids of its home (those of its customer, else of its organization). */
export type TaskRecord = { assigneeId: number; scopes: RecordScopes };

/** One's own task: read, commented on and finished by its assignee without any permission, the read-only cap included. */
export const isOwnTask = (viewer: Viewer, { assigneeId }: Pick<TaskRecord, "assigneeId">): boolean => reachesOwn(viewer) && assigneeId === viewer.facts.userId;

/** May the viewer know of the task? Whoever may not is told that there is none. */
export const mayReadTask = (viewer: Viewer, task: TaskRecord): boolean => isOwnTask(viewer, task) || allowed(viewer.access, "tasks.view", task.scopes);

/** May the viewer change what the task is, and whose? */
export const mayAssignTask = (viewer: Viewer, { scopes }: Pick<TaskRecord, "scopes">): boolean => allowed(viewer.access, "tasks.assign", scopes);

/** May the viewer say that it is done, open it again, and comment on it? */
export const mayFinishTask = (viewer: Viewer, task: TaskRecord): boolean => isOwnTask(viewer, task) || mayAssignTask(viewer, task);
