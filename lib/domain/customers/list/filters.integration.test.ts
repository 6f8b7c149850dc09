import fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { scopesOf } from "@/lib/access/decide";
import { readGuard, settled } from "@/lib/domain/access/guard";
import { viewerOf } from "@/lib/domain/access/viewers";
import { listCustomers } from "@/lib/domain/customers/queries";
import { customerList } from "@/lib/domain/customers/schema";
import { oracleAllows } from "@/lib/testing/oracle";
import { ownDatabase } from "@/lib/testing/own-database";
import { randomWorld, worldNow } from "@/lib/testing/random-world";
import { storeWorld } from "@/lib/testing/store-world";
import type { World, WorldCustomer } from "@/lib/testing/world";

const worlds = Number(process.env.PORTICO_WORLDS ?? 15);

beforeAll(async () => {
  await ownDatabase("filters");
  vi.useFakeTimers({ toFake: ["Date"], now: worldNow });
});
afterAll(() => void vi.useRealTimers());

type Node = { id: number; parentId: number | null };

/** The place and all above it. */
function pathOf(nodes: readonly Node[], id: number | null): number[] {
  const node = nodes.find((one) => one.id === id);
  return node ? [node.id, ...pathOf(nodes, node.parentId)] : [];
}

type Filters = Record<"organization" | "territory" | "program" | "manager", number[]>;

/** What the filters of the list mean, read from the world itself: one of each group that was chosen from. */
function meets(world: World, customer: WorldCustomer, filters: Filters): boolean {
  const programs = world.programs.filter(({ enrollments }) =>
    enrollments.some(({ organizationId, from, until }) => organizationId === customer.organizationId && from <= world.now && (until === null || until > world.now)),
  );
  const held: Filters = {
    organization: pathOf(world.organizations, customer.organizationId),
    territory: pathOf(world.territories, customer.territoryId),
    program: programs.map(({ id }) => id),
    manager: customer.accountManagerId === null ? [] : [customer.accountManagerId],
  };
  return (Object.keys(filters) as (keyof Filters)[]).every((name) => filters[name].length === 0 || filters[name].some((id) => held[name].includes(id)));
}

const places = fc.oneof({ weight: 2, arbitrary: fc.constant<number[]>([]) }, { weight: 3, arbitrary: fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 3 }) });
const chosen = fc.record({ organization: places, territory: places, program: places, manager: places });

async function check(world: World, choices: readonly Filters[]): Promise<void> {
  await storeWorld(world);
  const nodes = { organization: world.organizations, territory: world.territories, program: world.programs, manager: world.users };
  const idsOf = (name: keyof Filters, picked: number[]) => (nodes[name].length === 0 ? [] : [...new Set(picked.map((at) => nodes[name][at % nodes[name].length]!.id))]);
  for (const { id } of world.users) {
    const viewer = await viewerOf(id, await settled(await readGuard()));
    if (!viewer || !scopesOf(viewer.access, "customers.list")) continue;
    const visible = world.customers.filter((customer) => oracleAllows(world, id, "customers.list", { type: "customer", id: customer.id }));
    for (const choice of choices) {
      const filters = Object.fromEntries((Object.keys(choice) as (keyof Filters)[]).map((name) => [name, idsOf(name, choice[name])])) as Filters;
      const asked = Object.fromEntries(Object.entries(filters).map(([name, ids]) => [name, ids.map(String)]));
      const page = await listCustomers(viewer, { ...customerList.parse({}), filters: asked });
      const right = visible.filter((customer) => meets(world, customer, filters)).map((customer) => customer.id);
      expect(page.rows.map((row) => row.id).sort((a, b) => a - b), JSON.stringify({ person: id, filters })).toEqual(right.sort((a, b) => a - b));
      expect(page.total).toEqual({ count: right.length, exact: true });
    }
  }
}

test(
  "in random worlds every choice of filters shows what the model lets the person see of it, each customer once",
  () => fc.assert(fc.asyncProperty(randomWorld, fc.array(chosen, { minLength: 4, maxLength: 6 }), check), { numRuns: worlds, endOnFailure: true }),
  600_000,
);
