import { z } from "zod";
import { commentTaskInput, createTaskInput, editTaskInput } from "@/lib/domain/tasks/schema";
import { reference } from "@/lib/web/rest/reference";
import { named } from "../named";
import { moment, text, versioned } from "../shape";

const day = z.string().describe("a day like 2026-12-31");

/** A task in a list. */
export const taskRow = z
  .object({
    ...versioned,
    key: z.string().describe("T- and the number of the task"),
    title: z.string(),
    status: z.enum(["open", "done", "cancelled"]),
    organization: named("organizations"),
    customer: named("customers").nullable().describe("null as well where the customer may not be seen"),
    assignee: named("users"),
    createdBy: named("users").nullable().describe("null when the program gave it"),
    dueOn: day.nullable(),
    isOverdue: z.boolean(),
    doneAt: moment.nullable(),
    createdAt: moment,
    updatedAt: moment,
  })
  .meta({ id: "TaskRow" });

/** One task. */
export const taskShape = taskRow
  .extend({ description: text, isMine: z.boolean(), isOrphaned: z.boolean().describe("its assignee is deactivated") })
  .meta({ id: "Task" });

/** What somebody said about a task. */
export const commentRow = z.object({ id: z.int(), author: named("users"), text: z.string(), createdAt: moment }).meta({ id: "TaskComment" });

const optional = reference.nullable().optional();
const created = createTaskInput.shape;
const edited = editTaskInput.shape;

/** A new task, at an organization or about a customer. */
export const createTaskBody = z
  .strictObject({ title: created.title, description: created.description, organization: optional, customer: optional, assignee: reference, dueOn: created.dueOn })
  .meta({ id: "TaskToGive" });

/** Any fields of a task; absent ones stay, null empties. */
export const patchTaskBody = z
  .strictObject({ title: edited.title, description: edited.description, assignee: reference.optional(), dueOn: edited.dueOn })
  .meta({ id: "TaskChange" });

export const commentBody = z.strictObject({ text: commentTaskInput.shape.text }).meta({ id: "TaskCommentToAdd" });
