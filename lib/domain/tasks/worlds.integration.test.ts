import fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { readGuard, settled } from "@/lib/domain/access/guard";
import { viewerOf } from "@/lib/domain/access/viewers";
import * as build from "@/lib/testing/build";
import { oracleAllows } from "@/lib/testing/oracle";
import { ownDatabase } from "@/lib/testing/own-database";
import { randomWorld, worldNow } from "@/lib/testing/random-world";
import { storeWorld } from "@/lib/testing/store-world";
import type { RecordRef, World } from "@/lib/testing/world";
import { getTask, listTasks } from "./queries";
import { taskList } from "./schema";

const worlds = Math.ceil(Number(process.env.PORTICO_WORLDS ?? 25) / 2);

beforeAll(async () => {
  await ownDatabase("task_worlds");
  vi.useFakeTimers({ toFake: ["Date"], now: worldNow });
});
afterAll(() => void vi.useRealTimers());

type Placed = { id: number; assigneeId: number; about: RecordRef };

/** A task at every organization and about every customer, given round the people whatever their reach. */
async function placeTasks(world: World): Promise<Placed[]> {
  const places: RecordRef[] = [...world.organizations.map(({ id }): RecordRef => ({ type: "organization", id })), ...world.customers.map(({ id }): RecordRef => ({ type: "customer", id }))];
  return Promise.all(
    places.map(async (about, at) => {
      const assigneeId = world.users[at % world.users.length]!.id;
      const customer = world.customers.find(({ id }) => about.type === "customer" && id === about.id);
      const home = { id: customer?.organizationId ?? about.id };
      return { ...(await build.task(home, { id: assigneeId }, customer ? { customerId: customer.id } : {})), assigneeId, about };
    }),
  );
}

async function check(world: World): Promise<void> {
  await storeWorld(world);
  const tasks = await placeTasks(world);
  for (const { id: userId } of world.users) {
    const viewer = await viewerOf(userId, await settled(await readGuard()));
    if (!viewer) continue;
    const may = (permission: "tasks.view" | "tasks.assign", { assigneeId, about }: Placed) => (permission === "tasks.view" && assigneeId === userId) || oracleAllows(world, userId, permission, about);
    const { rows, total } = await listTasks(viewer, taskList.parse({ limit: "200" }));
    const seen = tasks.filter((task) => may("tasks.view", task)).map(({ id }) => id);
    expect([rows.map(({ id }) => id).sort((a, b) => a - b), total.count]).toEqual([seen.sort((a, b) => a - b), seen.length]);
    for (const task of tasks) {
      const opened = await getTask(viewer, task.id).catch(() => null);
      expect(opened && opened.can.assign).toBe(may("tasks.view", task) ? may("tasks.assign", task) : null);
    }
  }
}

test(
  "in random worlds the list of tasks holds exactly those that the decision lets one read, own ones always",
  () => fc.assert(fc.asyncProperty(randomWorld.filter(({ users }) => users.length > 0), check), { numRuns: worlds, endOnFailure: true }),
  Math.max(600_000, worlds * 3_000),
);
