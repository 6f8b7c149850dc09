import fc from "fast-check";
import sql from "sql-template-tag";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { scopesOf } from "@/lib/access/decide";
import { customerFilter, organizationFilter } from "@/lib/access/filter";
import { intersectAccess } from "@/lib/access/intersect";
import { permissions, type Permission } from "@/lib/access/permissions";
import type { Viewer } from "@/lib/access/viewer";
import { read } from "@/lib/domain/access/change";
import { readGuard, settled } from "@/lib/domain/access/guard";
import { viewerOf } from "@/lib/domain/access/viewers";
import { listCustomers } from "@/lib/domain/customers/queries";
import { customerList } from "@/lib/domain/customers/schema";
import { ownerPool } from "@/lib/platform/db/client";
import { rows } from "@/lib/platform/db/connect";
import { oracleAllows } from "@/lib/testing/oracle";
import { randomWorld, worldNow } from "@/lib/testing/random-world";
import { ownDatabase } from "@/lib/testing/own-database";
import { storeWorld } from "@/lib/testing/store-world";
import { untilEnough } from "@/lib/testing/until-enough";
import type { World } from "@/lib/testing/world";

const worlds = Number(process.env.PORTICO_WORLDS ?? 40);
const asked: Permission[] = ["customers.list", "customers.view", "organizations.list", "users.view"];

beforeAll(async () => {
  await ownDatabase("viewings");
  vi.useFakeTimers({ toFake: ["Date"], now: worldNow });
});
afterAll(() => void vi.useRealTimers());

const sorted = (found: { id: number }[]) => found.map(({ id }) => id).sort((a, b) => a - b);

async function ways(viewer: Viewer) {
  const listed = scopesOf(viewer.access, "customers.list") ? sorted((await listCustomers(viewer, customerList.parse({}))).rows) : [];
  const filter = customerFilter(scopesOf(viewer.access, "customers.list"));
  return {
    listed,
    filtered: sorted(await rows<{ id: number }>(ownerPool(), sql`SELECT c.id FROM customers c WHERE ${filter}`)),
    walled: sorted(await read(viewer, (on) => rows<{ id: number }>(on, sql`SELECT id FROM customers`))),
  };
}

const both = (world: World, people: readonly number[], permission: Permission, type: "customer" | "organization") =>
  (type === "customer" ? world.customers : world.organizations)
    .map(({ id }) => id)
    .filter((id) => people.every((person) => oracleAllows(world, person, permission, { type, id })));

test(
  "with another's eyes list, filter and second wall give exactly what both may read",
  async () => {
    let seen = 0;
    const check = async (world: World) => {
      await storeWorld(world);
      const seq = await settled(await readGuard());
      const people = (await Promise.all(world.users.map(({ id }) => viewerOf(id, seq)))).filter((person) => person !== null);
      for (const own of people) {
        for (const theirs of people) {
          const access = intersectAccess({ access: own.access, homePath: own.facts.homePath }, { access: theirs.access, homePath: theirs.facts.homePath });
          const [one, other] = [own.facts.userId, theirs.facts.userId];
          const customers = both(world, [one, other], "customers.list", "customer");
          expect(await ways({ ...theirs, access }), `${one} as ${other}`).toEqual({ listed: customers, filtered: customers, walled: customers });
          for (const key of asked) {
            const found = await rows<{ id: number }>(ownerPool(), sql`SELECT o.id FROM organizations o WHERE ${organizationFilter(scopesOf(access, key), sql`o.id`)}`);
            expect(sorted(found), `${one} as ${other}: ${key}`).toEqual(both(world, [one, other], key, "organization"));
          }
          expect(permissions.filter(({ key, kind }) => kind === "write" && scopesOf(access, key) !== null)).toEqual([]);
          seen += customers.length;
        }
      }
    };
    await untilEnough(() => fc.assert(fc.asyncProperty(randomWorld, check), { numRuns: worlds, endOnFailure: true }), () => seen > 0);
    expect(seen).toBeGreaterThan(0);
  },
  Math.max(600_000, worlds * 3_000),
);
