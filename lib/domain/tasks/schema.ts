import { z } from "zod";
import { chosenId, name, optionalDay, optionalId, optionalText, recordId, version } from "../../shared/fields";
import { msg, orSay, t } from "../../shared/language/text";
import { defineList, type ListState } from "../../shared/list-state";

/** What the list of tasks can be sorted and filtered by. Organization means that one and all below it. */
export const taskList = defineList({
  sorts: ["due", "created", "title"],
  filters: ["status", "assignee", "due", "organization"],
});
export type TaskList = ListState<"due" | "created" | "title", "status" | "assignee" | "due" | "organization">;

export const taskStatuses = ["open", "done", "cancelled"] as const;

/** When a task is due: before today and still open, today, within seven days, or no day at all. */
export const dueChoices = ["overdue", "today", "week", "never"] as const;

/** The comments of one task, the newest first. */
export const commentList = defineList({ sorts: ["created"], defaultSort: "-created" });
export type CommentList = ListState<"created", never>;

const title = name;
const description = optionalText(4000);
/** A day as text, since it is the same day wherever one reads it; empty is none. */
const dueOn = optionalDay.transform((day) => (day instanceof Date ? day.toISOString().slice(0, 10) : day)).optional();

/** A new task. About a customer, or at an organization; of a customer the organization is known. */
export const createTaskInput = z
  .strictObject({ title, description, organizationId: optionalId, customerId: optionalId, assigneeId: chosenId(msg("Choose who is to do it.")), dueOn })
  .refine(({ organizationId, customerId }) => Boolean(organizationId) || Boolean(customerId), { path: ["organizationId"], error: () => t("Choose a partner, or a customer.") });
export type CreateTaskInput = z.output<typeof createTaskInput>;

export const editTaskInput = z.strictObject({
  taskId: recordId,
  version,
  title: title.optional(),
  description,
  assigneeId: chosenId(msg("Choose who is to do it.")).optional(),
  dueOn,
});
export type EditTaskInput = z.output<typeof editTaskInput>;

/** A change of state: complete, reopen, cancel. Doing it twice changes nothing the second time. */
export const taskInput = z.strictObject({ taskId: recordId });
export type TaskInput = z.output<typeof taskInput>;

export const commentTaskInput = z.strictObject({
  taskId: recordId,
  text: z
    .string(orSay("Enter a comment."))
    .trim()
    .min(1, orSay("Enter a comment."))
    .max(4000, orSay("Use at most 4000 characters."))
    .refine((text) => !text.includes("\0"), orSay("Use printable characters only.")),
});
export type CommentTaskInput = z.output<typeof commentTaskInput>;
