import fc from "fast-check";
import sql from "sql-template-tag";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { allowed, scopesOf } from "@/lib/access/decide";
import { customerFilter, organizationFilter } from "@/lib/access/filter";
import { permissions } from "@/lib/access/permissions";
import { scopeId } from "@/lib/access/scope-id";
import type { Viewer } from "@/lib/access/viewer";
import { customerList } from "@/lib/domain/customers/schema";
import { listCustomers } from "@/lib/domain/customers/queries";
import { ownerPool } from "@/lib/platform/db/client";
import { rows } from "@/lib/platform/db/connect";
import { oracleAllows } from "@/lib/testing/oracle";
import { randomWorld, worldNow } from "@/lib/testing/random-world";
import { ownDatabase } from "@/lib/testing/own-database";
import { storeWorld } from "@/lib/testing/store-world";
import type { World } from "@/lib/testing/world";
import { read } from "./change";
import { readGuard, settled } from "./guard";
import { viewerOf } from "./viewers";

const worlds = Number(process.env.PORTICO_WORLDS ?? 25);

beforeAll(async () => {
  await ownDatabase("worlds");
  vi.useFakeTimers({ toFake: ["Date"], now: worldNow });
});
afterAll(() => void vi.useRealTimers());

const load = async (userId: number) => viewerOf(userId, await settled(await readGuard()));
const sorted = (ids: number[]) => [...ids].sort((a, b) => a - b);

async function idsWhere(from: string, condition: ReturnType<typeof sql>): Promise<number[]> {
  const statement = from === "customers" ? sql`SELECT c.id FROM customers c WHERE ${condition}` : sql`SELECT c.id FROM organizations c WHERE ${condition}`;
  return sorted((await rows<{ id: number }>(ownerPool(), statement)).map(({ id }) => id));
}

function oracleIds(world: World, userId: number, permission: Parameters<typeof oracleAllows>[2], type: "customer" | "organization"): number[] {
  const records = type === "customer" ? world.customers : world.organizations;
  return records.filter(({ id }) => oracleAllows(world, userId, permission, { type, id })).map(({ id }) => id);
}

/** What the list answers, page by page, with its total; a search for every customer's common word must find the same. */
async function listed(viewer: Viewer): Promise<{ ids: number[]; total: number; found: number[] }> {
  const first = await listCustomers(viewer, customerList.parse({ sort: "-name" }));
  const found = await listCustomers(viewer, customerList.parse({ search: "customer" }));
  return { ids: sorted(first.rows.map(({ id }) => id)), total: first.total.count, found: sorted(found.rows.map(({ id }) => id)) };
}

/** Every customer that the second wall lets through when nothing else filters. */
const throughTheWall = async (viewer: Viewer) =>
  sorted((await read(viewer, (on) => rows<{ id: number }>(on, sql`SELECT id FROM customers`))).map(({ id }) => id));

async function judged(viewer: Viewer, world: World, permission: Parameters<typeof oracleAllows>[2]): Promise<number[]> {
  const records = await rows<{ id: number; scopes: number[] }>(
    ownerPool(),
    sql`SELECT id, customer_scope_ids(id, organization_id, account_manager_id)::text[]::float8[] AS scopes FROM customers`,
  );
  const root = scopeId("subtree", world.organizations.find(({ parentId }) => parentId === null)!.id);
  return sorted(records.filter(({ scopes }) => allowed(viewer.access, permission, [...scopes, root])).map(({ id }) => id));
}

async function check(world: World): Promise<void> {
  await storeWorld(world);
  for (const { id } of world.users) {
    const viewer = await load(id);
    const visible = oracleIds(world, id, "customers.list", "customer");
    if (!viewer) {
      expect(permissions.flatMap(({ key }) => oracleIds(world, id, key, "organization"))).toEqual([]);
      continue;
    }
    for (const { key } of permissions) {
      const set = scopesOf(viewer.access, key);
      expect(await idsWhere("organizations", organizationFilter(set, sql`c.id`)), `${key} on organizations`).toEqual(oracleIds(world, id, key, "organization"));
      if (key.startsWith("customers.")) {
        const customers = oracleIds(world, id, key, "customer");
        expect(await idsWhere("customers", customerFilter(set)), `${key} as a filter`).toEqual(customers);
        expect(await judged(viewer, world, key), `${key} decided`).toEqual(customers);
      }
    }
    expect(await throughTheWall(viewer), "the second wall alone").toEqual(visible);
    if (scopesOf(viewer.access, "customers.list")) {
      expect(await listed(viewer), "the list").toEqual({ ids: visible, total: visible.length, found: visible });
    }
  }
  expect((await ownerPool().query("SELECT * FROM projection_faults")).rows).toEqual([]);
}

test(
  "in random worlds list, count, search, filter, decision and second wall all give what the model says",
  () => fc.assert(fc.asyncProperty(randomWorld, check), { numRuns: worlds, endOnFailure: true }),
  Math.max(600_000, worlds * 3_000),
);
