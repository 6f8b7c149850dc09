import { beforeAll, expect, test } from "vitest";
import sql from "sql-template-tag";
import { ownerPool } from "@/lib/platform/db/client";
import { firstRow, rows } from "@/lib/platform/db/connect";
import { ownDatabase } from "@/lib/testing/own-database";
import { fillWorld } from "./fill";
import { layOut } from "./shape";

const size = { customers: 2000, organizations: 40, users: 120, territories: 30, seed: 7 };

beforeAll(() => ownDatabase("world"));

test("a world is complete, its projection is right, and a second one is refused", async () => {
  const counts = await fillWorld(size);

  expect(counts).toMatchObject({ customers: 2000, organizations: 40, users: 120, territories: 30 });
  expect(await rows(ownerPool(), sql`SELECT * FROM projection_faults`)).toEqual([]);
  await expect(fillWorld(size)).rejects.toMatchObject({ code: "conflict" });
  expect(await firstRow(ownerPool(), sql`SELECT action, via FROM activities`)).toEqual({ action: "world.fill", via: "portal world" });
});

test("the special people have the access they are named for", async () => {
  const visible = async (email: string, kind: number) =>
    (await firstRow<{ n: number }>(
      ownerPool(),
      sql`SELECT count(DISTINCT s.customer_id)::int AS n FROM users u JOIN grants g ON g.user_id = u.id
        JOIN customer_scope s ON s.scope_id = (coalesce(g.scope_ref, g.id) * 16 + ${kind}) WHERE u.email = ${`${email}@world.example`}`,
    ))!.n;

  expect(await visible("single", 5)).toBe(1);
  expect(await visible("late", 1)).toBe(80);
  expect(await visible("reseller", 1)).toBeGreaterThan(20);
  expect(await firstRow(ownerPool(), sql`SELECT count(*)::int AS n FROM group_members m JOIN users u ON u.id = m.user_id WHERE u.email = 'groups200@world.example'`)).toEqual({ n: 200 });
});

test("indexes and triggers that rested during the load are back", async () => {
  const indexes = await rows<{ indexname: string }>(ownerPool(), sql`SELECT indexname FROM pg_indexes WHERE tablename IN ('customers', 'customer_scope')`);
  const names = indexes.map(({ indexname }) => indexname);

  expect(names).toEqual(expect.arrayContaining(["customers_pkey", "customers_key_key", "customers_by_name", "customer_scope_pkey", "customer_scope_by_name"]));
  expect(await rows(ownerPool(), sql`SELECT tgname FROM pg_trigger WHERE tgenabled = 'D'`)).toEqual([]);
});

test("a new customer gets an id of its own and its place in the projection", async () => {
  const made = await firstRow<{ id: number }>(ownerPool(), sql`INSERT INTO customers (key, name, organization_id) VALUES ('new', 'New', 3) RETURNING id`);

  expect(made!.id).toBe(2001);
  expect(await firstRow(ownerPool(), sql`SELECT count(*)::int > 0 AS "isThere" FROM customer_scope WHERE customer_id = 2001`)).toEqual({ isThere: true });
});

test("the same seed lays out the same world, another seed another", () => {
  const [one, same, other] = [layOut(size), layOut(size), layOut({ ...size, seed: 8 })];

  expect(same).toEqual(one);
  expect(other.customerOrganization).not.toEqual(one.customerOrganization);
});

test("a world too small for its people is refused with every reason", async () => {
  await expect(fillWorld({ customers: 1, organizations: 1, users: 1, territories: 1, seed: 1 })).rejects.toMatchObject({
    code: "invalid",
    fields: { customers: expect.any(String), organizations: expect.any(String), users: expect.any(String), territories: expect.any(String) },
  });
});
