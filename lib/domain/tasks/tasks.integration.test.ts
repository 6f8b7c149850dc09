import { expect, test } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import { db } from "@/lib/platform/db/client";
import { deactivateUser } from "@/lib/domain/users/commands";
import * as build from "@/lib/testing/build";
import { cancelTask, commentTask, completeTask, createTask, editTask, reopenTask } from "./commands";
import { handOverTasks, openTasksOf } from "./handing-over";
import { getTask, listComments, listOwnTasks, listTasks } from "./queries";
import { commentList, createTaskInput, taskList } from "./schema";

const me = ({ facts }: Viewer) => ({ id: facts.userId });
const titles = async (viewer: Viewer, params: Record<string, string> = {}) => (await listTasks(viewer, taskList.parse(params))).rows.map(({ title }) => title);
const input = (fields: object) => createTaskInput.parse({ title: "Call back", ...fields });
const deeds = (taskId: number) =>
  build.owner().activity.findMany({ where: { recordType: "task", recordId: taskId, outcome: "done" }, orderBy: { id: "asc" }, select: { action: true, actorName: true } }).then((rows) => rows.map(({ action }) => action));

test("a task is given, commented on and done by its assignee, who needs no permission for it; the log tells each step", async () => {
  const partner = await build.organization();
  const giver = await build.person(partner, ["tasks.assign", "users.list"]);
  const doer = await build.viewer(await build.user(partner, { readOnly: true }));

  const { id } = await createTask(giver, input({ organizationId: partner.id, assigneeId: doer.facts.userId, dueOn: "2030-05-17" }));
  expect(await titles(doer)).toEqual(["Call back"]);
  expect(await getTask(doer, id)).toMatchObject({ dueOn: "2030-05-17", isMine: true, isOverdue: false, createdByName: giver.facts.name, can: { finish: true, assign: false } });
  await commentTask(doer, { taskId: id, text: "They are away until Monday." });
  await completeTask(doer, { taskId: id });
  await completeTask(doer, { taskId: id });

  expect(await getTask(giver, id)).toMatchObject({ status: "done", doneAt: expect.any(Date) as Date, version: 2 });
  expect((await listComments(giver, id, commentList.parse({}))).rows).toMatchObject([{ authorName: doer.facts.name, text: "They are away until Monday." }]);
  expect(await deeds(id)).toEqual(["tasks.create", "tasks.comment", "tasks.complete"]);
});

test("a stranger finds no such task, a reader is told what is missing, the assignee changes nothing about it", async () => {
  const partner = await build.organization();
  const stranger = await build.person(await build.organization(), ["tasks.assign"]);
  const reader = await build.person(partner, ["tasks.view"]);
  const doer = await build.viewer(await build.user(partner));
  const { id } = await build.task(partner, me(doer));

  for (const command of [completeTask, reopenTask, cancelTask]) {
    await expect(command(stranger, { taskId: id })).rejects.toMatchObject({ code: "not-found" });
    await expect(command(reader, { taskId: id })).rejects.toMatchObject({ code: "refused", permission: "tasks.assign" });
  }
  await expect(getTask(stranger, id)).rejects.toMatchObject({ code: "not-found" });
  await expect(commentTask(reader, { taskId: id, text: "Hm" })).rejects.toMatchObject({ code: "refused" });
  await expect(editTask(doer, { taskId: id, version: 1, title: "Something else" })).rejects.toMatchObject({ code: "refused", permission: "tasks.assign" });
  await expect(cancelTask(doer, { taskId: id })).rejects.toMatchObject({ code: "refused" });
  await expect(createTask(reader, input({ organizationId: partner.id, assigneeId: doer.facts.userId }))).rejects.toMatchObject({ code: "refused" });
  expect(await deeds(id)).toEqual([]);
});

test("a task about a customer is judged by that customer, whose name only those see who may list it", async () => {
  const partner = await build.organization();
  const [seen, hidden] = [await build.customer(partner, { name: "Bakeri" }), await build.customer(partner, { name: "Hotell" })];
  const doer = await build.viewer(await build.user(partner));
  const one = await build.task(partner, me(doer), { title: "About the bakery", customerId: seen.id });
  const other = await build.task(partner, me(doer), { title: "About the hotel", customerId: hidden.id });
  const keeper = await build.person(partner, ["tasks.view", "customers.list"], { kind: "customers", customers: [seen] });

  expect(await titles(keeper)).toEqual(["About the bakery"]);
  expect(await getTask(keeper, one.id)).toMatchObject({ customerName: "Bakeri" });
  await expect(getTask(keeper, other.id)).rejects.toMatchObject({ code: "not-found" });
  expect(await getTask(doer, one.id)).toMatchObject({ customerId: null, customerName: null });
  await expect(createTask(await build.person(partner, ["tasks.assign"]), input({ customerId: hidden.id, assigneeId: doer.facts.userId }))).rejects.toMatchObject({ fields: { customerId: expect.any(String) as string } });
});

test("an assignee is somebody one may see, whose reach the task lies in", async () => {
  const north = await build.organization();
  const city = await build.organization(north);
  const giver = await build.person(north, ["tasks.assign", "users.list"]);
  const [above, below, gone, outside] = [await build.user(north), await build.user(city), await build.user(north, { status: "deactivated" }), await build.user(await build.operator())];
  const give = (organizationId: number, assigneeId: number) => createTask(giver, input({ organizationId, assigneeId }));

  await expect(give(city.id, above.id)).resolves.toMatchObject({ message: "The task is given." });
  await expect(give(city.id, below.id)).resolves.toBeTruthy();
  for (const [place, person] of [[north.id, below.id], [north.id, gone.id], [north.id, outside.id], [north.id, 2_000_000_000]] as const) {
    await expect(give(place, person)).rejects.toMatchObject({ code: "invalid", fields: { assigneeId: expect.any(String) as string } });
  }
  const alone = await build.person(north, ["tasks.assign"]);
  await expect(createTask(alone, input({ organizationId: north.id, assigneeId: alone.facts.userId }))).resolves.toBeTruthy();
});

test("edits of two people are merged by field, a clash names both; a cancelled task is opened again by those who give tasks", async () => {
  const partner = await build.organization();
  const mara = await build.person(partner, ["tasks.assign", "users.list"], { fields: { name: "Mara" } });
  const doer = await build.viewer(await build.user(partner));
  const { id } = await build.task(partner, me(doer), { title: "First" });

  await editTask(mara, { taskId: id, version: 1, title: "Second" });
  await editTask(mara, { taskId: id, version: 1, title: "First", dueOn: "2030-01-02" });
  await expect(editTask(mara, { taskId: id, version: 1, title: "Third" })).rejects.toMatchObject({ code: "stale", clashes: [{ field: "title", yours: "Third", theirs: "Second", by: "Mara" }] });
  expect(await getTask(mara, id)).toMatchObject({ title: "Second", dueOn: "2030-01-02", version: 3 });

  await cancelTask(mara, { taskId: id });
  await expect(completeTask(doer, { taskId: id })).rejects.toMatchObject({ code: "refused" });
  await expect(reopenTask(doer, { taskId: id })).rejects.toMatchObject({ code: "refused" });
  await expect(completeTask(mara, { taskId: id })).rejects.toMatchObject({ code: "conflict" });
  await reopenTask(mara, { taskId: id });
  await editTask(mara, { taskId: id, version: 5, dueOn: null });
  expect(await getTask(doer, id)).toMatchObject({ status: "open", dueOn: null });
});

test("the list is in order of the days, open ones first, page by page, and finds what is overdue", async () => {
  const partner = await build.organization();
  const reader = await build.person(partner, ["tasks.view"]);
  const doer = await build.viewer(await build.user(partner));
  const day = (text: string) => new Date(`${text}T00:00:00Z`);
  await build.task(partner, me(doer), { title: "never" });
  await build.task(partner, me(doer), { title: "late", dueOn: day("2020-02-01") });
  await build.task(partner, me(doer), { title: "over", dueOn: day("2020-01-01"), status: "done" });
  await build.task(partner, me(doer), { title: "soon", dueOn: day("2050-01-01") });
  for (let at = 0; at < 30; at++) await build.task(partner, me(reader), { title: `x${at}`, dueOn: day("2040-01-01") });

  expect(await titles(reader, { assignee: String(doer.facts.userId) })).toEqual(["late", "soon", "never", "over"]);
  expect(await titles(reader, { due: "overdue" })).toEqual(["late"]);
  expect(await titles(reader, { due: "never" })).toEqual(["never"]);
  expect(await titles(reader, { status: "done,nonsense" })).toEqual(["over"]);
  expect((await listOwnTasks(doer, taskList.parse({}))).rows.map(({ title }) => title)).toEqual(["late", "soon", "never", "over"]);
  const first = await listTasks(reader, taskList.parse({ limit: "25" }));
  const second = await listTasks(reader, taskList.parse({ limit: "25", after: first.next! }));
  expect(first.total).toEqual({ count: 34, exact: true });
  expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(34);
  expect((await listTasks(reader, taskList.parse({ limit: "25", before: second.previous! }))).rows).toEqual(first.rows);
});

test("who leaves leaves tasks that can be given on: to somebody whose reach they lie in, by whoever may give tasks", async () => {
  const partner = await build.organization();
  const boss = await build.person(partner, ["tasks.assign", "users.deactivate"]);
  const [leaver, heir] = [await build.user(partner), await build.user(partner)];
  const stranger = await build.user(await build.organization());
  const [one, other] = [await build.task(partner, leaver), await build.task(partner, leaver)];
  await build.task(partner, leaver, { status: "done" });

  await deactivateUser(boss, { userId: leaver.id });
  expect(await getTask(boss, one.id)).toMatchObject({ isOrphaned: true });
  const give = (toId: number, taskIds?: number[]) => db().$transaction((tx) => handOverTasks(tx, boss, { fromId: leaver.id, toId, ...(taskIds ? { taskIds } : {}) }));
  expect((await db().$transaction((tx) => openTasksOf(tx, boss, leaver.id))).map(({ id, mayHandOver }) => [id, mayHandOver])).toEqual([[one.id, true], [other.id, true]]);
  expect(await give(stranger.id)).toEqual({ moved: [], left: [one.id, other.id] });
  expect(await give(heir.id, [one.id])).toEqual({ moved: [one.id], left: [] });
  expect(await give(heir.id)).toEqual({ moved: [other.id], left: [] });
  expect(await deeds(one.id)).toEqual(["tasks.hand-over"]);
  await expect(titles(await build.viewer(heir))).resolves.toHaveLength(2);
});
