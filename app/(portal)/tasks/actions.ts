"use server";

import { cancelTask, commentTask, completeTask, createTask, editTask, reopenTask } from "@/lib/domain/tasks/commands";
import { commentTaskInput, createTaskInput, editTaskInput, taskInput } from "@/lib/domain/tasks/schema";
import { serverAction } from "@/lib/web/server-action";

export const createTaskAction = serverAction(createTaskInput, createTask);
export const editTaskAction = serverAction(editTaskInput, editTask);
export const completeTaskAction = serverAction(taskInput, completeTask);
export const reopenTaskAction = serverAction(taskInput, reopenTask);
export const cancelTaskAction = serverAction(taskInput, cancelTask);
export const commentTaskAction = serverAction(commentTaskInput, commentTask);
