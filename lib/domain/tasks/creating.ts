import "server-only";
import sql from "sql-template-tag";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { recordActivities, type recordActivity } from "../activity/record";
import { dayOf, subjectOf, type Home } from "./saving";

export type NewTask = Home & { title: string; description: string | null; assigneeId: number; dueOn: string | null; /** Of a step of a checklist under way. */ onboardingId?: number; position?: number; fact?: string | null };

/** Writes tasks and their log rows in the caller's transaction, who has asked whether they may be given. Answers their ids in order. */
export async function insertTasks(tx: Transaction, actor: Parameters<typeof recordActivity>[1], tasks: readonly NewTask[]): Promise<number[]> {
  const ids = await rowsIn<{ id: number }>(tx, sql`SELECT nextval(pg_get_serial_sequence('tasks', 'id'))::int AS id FROM generate_series(1, ${tasks.length}::int)`);
  const createdById = actor.facts.userId === 0 ? null : actor.facts.userId;
  const data = tasks.map((task, at) => ({ ...task, id: ids[at]!.id, createdById }));
  await tx.task.createMany({ data: data.map(({ dueOn, ...task }) => ({ ...task, dueOn: dayOf(dueOn) })) });
  await recordActivities(tx, actor, data.map((task) => ({ ...subjectOf(task), action: "tasks.create", after: { ...task, version: 1 } })));
  return data.map(({ id }) => id);
}
