import sql from "sql-template-tag";
import { expect, test, vi } from "vitest";
import { current, readRows } from "@/lib/domain/access/change";
import { wallFor } from "@/lib/domain/access/folded";
import * as build from "@/lib/testing/build";
import { rowsBehind } from "./behind";
import { pool } from "./client";
import { readBehind } from "./transaction";

const all = sql`SELECT id FROM customers WHERE state < 3 ORDER BY id`;

async function managerOfTwo() {
  const partner = await build.organization();
  const customers = [await build.customer(partner), await build.customer(partner)];
  await build.customer(await build.organization());
  return { manager: await build.person(partner, ["customers.view"], { kind: "direct", ref: partner.id }), ids: customers.map(({ id }) => id) };
}

test("a statement behind the wall sees what its viewer sees, and the connection afterwards nothing", async () => {
  const { manager, ids } = await managerOfTwo();

  for (let round = 0; round < 3; round++) {
    expect(await readRows(manager, all)).toEqual(ids.map((id) => ({ id })));
    expect((await pool().query("SELECT id FROM customers")).rows).toEqual([]);
  }
});

test("viewers who take turns on the same connections never see each other's customers", async () => {
  const people = [await managerOfTwo(), await managerOfTwo(), await managerOfTwo()];

  const seen = await Promise.all(Array.from({ length: 60 }, (_, at) => readRows(people[at % 3]!.manager, all)));

  expect(seen).toEqual(seen.map((_, at) => people[at % 3]!.ids.map((id) => ({ id }))));
});

test("it can write nothing, and after an error the next one is served", async () => {
  const { manager, ids } = await managerOfTwo();
  const wall = await wallFor((await current(manager)).access);

  await expect(rowsBehind(wall, sql`UPDATE customers SET comment = 'x' WHERE id = ${ids[0]} RETURNING id`)).rejects.toMatchObject({ code: "25006" });
  await expect(rowsBehind(wall, sql`SELECT 1 / (count(*) - count(*)) AS id FROM customers WHERE id = ${ids[0]}`)).rejects.toMatchObject({ code: "22012" });
  await expect(rowsBehind(wall, sql`SELECT nothing FROM customers`)).rejects.toMatchObject({ code: "42703" });
  expect(await rowsBehind(wall, all)).toEqual(ids.map((id) => ({ id })));
});

test("connections can be shared with another copy of this module, as Next makes them for pages and for routes", async () => {
  const { manager, ids } = await managerOfTwo();
  const wall = await wallFor(manager.access);
  await Promise.all(Array.from({ length: 20 }, () => rowsBehind(wall, all)));
  vi.resetModules();
  const other = await import("./behind");

  const seen = await Promise.all(Array.from({ length: 20 }, () => other.rowsBehind(wall, all)));

  expect(other.rowsBehind).not.toBe(rowsBehind);
  expect(seen).toEqual(seen.map(() => ids.map((id) => ({ id }))));
});

test("several reads behind the wall are answered without waiting for their end, and the connection comes back seeing nothing", async () => {
  const { manager, ids } = await managerOfTwo();
  const wall = await wallFor((await current(manager)).access);
  const inUse = () => pool().totalCount - pool().idleCount;

  const both = await readBehind(wall, async (on) => [await on.query("SELECT id FROM customers"), await on.query("SELECT id FROM customers")]);
  expect([both.map(({ rows }) => rows.length), inUse()]).toEqual([[ids.length, ids.length], 1]);

  await vi.waitUntil(() => inUse() === 0);
  expect((await pool().query("SELECT id FROM customers")).rows).toEqual([]);
  await expect(readBehind(wall, (on) => on.query("SELECT nothing FROM customers"))).rejects.toMatchObject({ code: "42703" });
  expect(inUse()).toBe(0);
});
