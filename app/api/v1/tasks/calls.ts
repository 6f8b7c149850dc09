import "server-only";
import { cancelTask, commentTask, completeTask, createTask, editTask, reopenTask } from "@/lib/domain/tasks/commands";
import { commentTaskInput, createTaskInput, editTaskInput, taskInput } from "@/lib/domain/tasks/schema";
import { tasks as noun } from "../nouns";
import { operationOf, writeRoute, type WriteCall } from "../write";
import { commentBody, createTaskBody, patchTaskBody } from "./shape";

const create: WriteCall<typeof createTaskInput> = {
  method: "post",
  path: "",
  summary: "Give somebody a task",
  description: "At an organization, or about a customer. The assignee is at home there or above it.",
  noun,
  body: createTaskBody,
  input: createTaskInput,
  places: { organization: ["organizationId", "organizations"], customer: ["customerId", "customers"], assignee: ["assigneeId", "users"] },
  command: createTask,
  answer: "created",
};

const patch: WriteCall<typeof editTaskInput> = {
  method: "patch",
  path: "/{record}",
  summary: "Change a task, or give it to somebody else",
  noun,
  body: patchTaskBody,
  input: editTaskInput,
  places: { assignee: ["assigneeId", "users"] },
  command: editTask,
  answer: "record",
};

const complete: WriteCall<typeof taskInput> = { method: "post", path: "/{record}/complete", summary: "Say that a task is done", noun, input: taskInput, command: completeTask, answer: "record" };
const reopen: WriteCall<typeof taskInput> = { ...complete, path: "/{record}/reopen", summary: "Open a task again", command: reopenTask };
const cancel: WriteCall<typeof taskInput> = { ...complete, path: "/{record}/cancel", summary: "Call a task off", command: cancelTask };

const comment: WriteCall<typeof commentTaskInput> = {
  method: "post",
  path: "/{record}/comments",
  summary: "Say something about a task",
  noun,
  body: commentBody,
  input: commentTaskInput,
  command: commentTask,
  answer: "record",
};

export const createRoute = writeRoute(create);
export const patchRoute = writeRoute(patch);
export const completeRoute = writeRoute(complete);
export const reopenRoute = writeRoute(reopen);
export const cancelRoute = writeRoute(cancel);
export const commentRoute = writeRoute(comment);

export const taskCalls = [operationOf(create), operationOf(patch), operationOf(complete), operationOf(reopen), operationOf(cancel), operationOf(comment)];
