import fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { can } from "@/lib/access/decide";
import type { Permission } from "@/lib/access/permissions";
import type { Viewer } from "@/lib/access/viewer";
import { readGuard, settled } from "@/lib/domain/access/guard";
import { viewerOf } from "@/lib/domain/access/viewers";
import { exportCustomers } from "@/lib/domain/customers/export";
import { customerList } from "@/lib/domain/customers/schema";
import { apiRequest, apiToken } from "@/lib/testing/api-token";
import { oracleAllows } from "@/lib/testing/oracle";
import { randomWorld, worldNow } from "@/lib/testing/random-world";
import { ownDatabase } from "@/lib/testing/own-database";
import { storeWorld } from "@/lib/testing/store-world";
import type { World } from "@/lib/testing/world";
import { GET as listRest } from "./customers/route";

const worlds = Math.ceil(Number(process.env.PORTICO_WORLDS ?? 25) / 3);

beforeAll(async () => {
  await ownDatabase("rest_worlds");
  vi.useFakeTimers({ toFake: ["Date"], now: worldNow });
});
afterAll(() => void vi.useRealTimers());

const allowedKeys = (world: World, userId: number, permission: Permission) =>
  world.customers.filter(({ id }) => oracleAllows(world, userId, permission, { type: "customer", id })).map(({ key }) => key).sort();

async function exported(viewer: Viewer): Promise<string[]> {
  const parts: Uint8Array[] = [];
  for await (const part of await exportCustomers(viewer, customerList.parse({ columns: "name" }))) parts.push(part);
  return Buffer.concat(parts).toString().split("\r\n").slice(1, -1).sort();
}

type Row = { key: string } & Record<string, unknown>;

async function overRest(token: string, query: string): Promise<{ rows: Row[]; total: { count: number } }> {
  const rows: Row[] = [];
  for (let after = ""; ; ) {
    const answer = await listRest(apiRequest(`/customers?limit=3${query}${after}`, { token }), { params: Promise.resolve({}) });
    const page = (await answer.json()) as { rows: Row[]; next: string | null; total: { count: number } };
    rows.push(...page.rows);
    if (!page.next) return { rows, total: rows.length <= 3 ? page.total : { count: rows.length } };
    after = `&after=${page.next}`;
  }
}

async function check(world: World): Promise<void> {
  await storeWorld(world);
  for (const { id } of world.users) {
    const viewer = await viewerOf(id, await settled(await readGuard()));
    if (!viewer) continue;
    if (can(viewer, "customers.export")) expect(await exported(viewer), "the file").toEqual(allowedKeys(world, id, "customers.export"));
    if (!can(viewer, "customers.list")) continue;
    const { rows, total } = await overRest(await apiToken(viewer), "");
    expect(rows.map(({ key }) => key).sort(), "the REST list").toEqual(allowedKeys(world, id, "customers.list"));
    expect(total.count).toBe(rows.length);
    const opened = rows.filter((row) => "email" in row).map(({ key }) => key);
    expect(opened.sort(), "profile fields").toEqual(allowedKeys(world, id, "customers.view"));
  }
}

test(
  "in random worlds the file and the REST list hold exactly what the model says, profile fields included",
  () => fc.assert(fc.asyncProperty(randomWorld, check), { numRuns: worlds, endOnFailure: true }),
  600_000,
);
