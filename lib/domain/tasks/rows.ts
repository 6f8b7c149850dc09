import type { taskStatuses } from "./schema";

export type TaskStatus = (typeof taskStatuses)[number];

/** A task as lists show it. The customer is named only to whoever may list it. */
export type TaskRow = {
  id: number;
  key: string;
  title: string;
  status: TaskStatus;
  organizationId: number;
  organizationName: string;
  customerId: number | null;
  customerName: string | null;
  assigneeId: number;
  assigneeName: string;
  createdById: number | null;
  createdByName: string | null;
  /** A day like 2026-12-31. */
  dueOn: string | null;
  isOverdue: boolean;
  doneAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
  version: number;
};

/** A task opened, and what the viewer may do with it. */
export type TaskDetail = TaskRow & {
  description: string | null;
  isMine: boolean;
  /** The assignee can no longer sign in: somebody else has to take it over. */
  isOrphaned: boolean;
  can: { finish: boolean; assign: boolean };
};

/** What somebody said about a task. */
export type CommentRow = { id: number; authorId: number; authorName: string; text: string; createdAt: Date };
