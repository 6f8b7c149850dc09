import { expect, test } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import * as build from "@/lib/testing/build";
import { listCustomers } from "./queries";
import { listIn, reassignMany } from "./reassigning-many";
import { reassignManyInput, type ReassignManyInput } from "./schema";

const rights = ["customers.list", "customers.view", "customers.reassign", "organizations.list", "territories.list"] as const;
const homesOf = async (keys: string) => (await build.owner().customer.findMany({ where: { key: { startsWith: keys } }, orderBy: { id: "asc" }, select: { organizationId: true } })).map(({ organizationId }) => organizationId);

/** Goes through the whole list, part by part; answers what became of it and of how many parts it was. */
async function wholeList(viewer: Viewer, query: string, place: ReassignManyInput["place"]) {
  const sum = { done: 0, already: 0, stay: [] as string[], parts: 0 };
  for (let after: string | null = null, isFirst = true; isFirst || after !== null; isFirst = false) {
    const part = await reassignMany(viewer, { query, after, place });
    sum.done += part.done;
    sum.already += part.already;
    sum.stay.push(...part.stay.map(({ name, reason }) => `${name}: ${reason}`));
    sum.parts += 1;
    after = part.next;
  }
  return sum;
}

test("all of a filtered list move though each leaves the filter as it goes; nothing beside it does; a second time nothing happens", async () => {
  const above = await build.organization();
  const [from, to] = [await build.organization(above), await build.organization(above)];
  const viewer = await build.person(above, rights);
  for (let at = 0; at < 120; at++) await build.customer(from, { key: `RM${above.id}-${at}` });
  const archived = await build.customer(from, { archivedAt: new Date() });
  const query = `?organization=${from.id}&sort=name`;

  expect(await wholeList(viewer, query, { organizationId: to.id, territoryId: undefined, accountManagerId: undefined })).toEqual({ done: 120, already: 0, stay: [], parts: 2 });
  expect(new Set(await homesOf(`RM${above.id}-`))).toEqual(new Set([to.id]));
  expect((await build.owner().customer.findUniqueOrThrow({ where: { id: archived.id } })).organizationId, "archived ones are not in the list").toBe(from.id);
  const told = await build.owner().activity.findMany({ where: { action: "customers.reassign", recordType: "customer", organizationId: to.id }, select: { before: true, after: true } });
  expect(told).toHaveLength(120);
  expect(told[0]).toMatchObject({ before: { organizationId: from.id }, after: { organizationId: to.id } });

  expect(await wholeList(viewer, query, { organizationId: to.id, territoryId: undefined, accountManagerId: undefined })).toMatchObject({ done: 0, already: 0, stay: [] });
  expect(await wholeList(viewer, `?organization=${to.id}`, { organizationId: to.id, territoryId: null, accountManagerId: undefined })).toMatchObject({ done: 0, already: 120 });
});

test("whoever may be seen and not moved stays and is told; whoever may not be seen is neither moved nor told", async () => {
  const above = await build.organization();
  const [mine, seen, hidden] = [await build.organization(above), await build.organization(above), await build.organization(above)];
  const [moves, stays, unseen] = [await build.customer(mine), await build.customer(seen), await build.customer(hidden)];
  const east = await build.territory();
  const person = await build.user(above);
  await build.grant({ user: person }, await build.role(above, rights), { kind: "direct", ref: mine.id });
  await build.grant({ user: person }, await build.role(above, ["customers.list", "customers.view"]), { kind: "direct", ref: seen.id });

  const { stay, done } = await wholeList(await build.viewer(person), "", { organizationId: undefined, territoryId: east.id, accountManagerId: undefined });

  expect(done).toBe(1);
  expect(stay).toEqual([`${stays.name}: You may not do this with this customer. It needs the permission customers.reassign.`]);
  const placed = await build.owner().customer.findMany({ where: { id: { in: [moves.id, stays.id, unseen.id] } }, orderBy: { id: "asc" }, select: { territoryId: true } });
  expect(placed.map(({ territoryId }) => territoryId)).toEqual([east.id, null, null]);
});

test("a place that is not the viewer's to fill leaves everybody where they are", async () => {
  const above = await build.organization();
  const [mine, far] = [await build.organization(above), await build.organization(above)];
  const customer = await build.customer(mine);
  const viewer = await build.person(mine, rights);

  const { done, stay } = await wholeList(viewer, "", { organizationId: far.id, territoryId: undefined, accountManagerId: undefined });
  expect([done, stay]).toEqual([0, [`${customer.name}: Choose a partner from the list.`]]);
  const reader = await build.person(mine, ["customers.list", "customers.view"]);
  await expect(reassignMany(reader, { query: "", after: null, place: { organizationId: mine.id, territoryId: null, accountManagerId: null } })).rejects.toMatchObject({ code: "refused", permission: "customers.reassign" });
});

test.for([
  ["nothing", {}, "organizationId"],
  ["a territory and none", { territoryId: "1", noTerritory: "true" }, "territoryId"],
  ["a manager and none", { accountManagerId: "1", noManager: "true" }, "accountManagerId"],
] as const)("%s as the new place is told at its field", ([, place, field]) => {
  const { error } = reassignManyInput.safeParse({ query: "", after: "", ...place });
  expect(error?.issues.map(({ path }) => path.join("."))).toEqual([field]);
});

test("an empty picker leaves as it is, a tick makes none", () => {
  expect(reassignManyInput.parse({ query: "?a=b", after: "", organizationId: "", territoryId: "", noTerritory: "true", accountManagerId: "7" })).toEqual({
    query: "?a=b",
    after: null,
    place: { organizationId: undefined, territoryId: null, accountManagerId: 7 },
  });
});

test.for(["status=nope", "organization=abc", "territory=0,-1", "program=x&status=active", "manager=1.5"])("a filter that holds nothing known matches nobody instead of everybody: %s", async (query) => {
  const partner = await build.organization();
  await build.customer(partner);
  const viewer = await build.person(partner, rights);

  const { rows, total } = await listCustomers(viewer, listIn(`?${query}`));
  expect([rows, total]).toEqual([[], { count: 0, exact: true }]);
  expect(await wholeList(viewer, `?${query}`, { organizationId: undefined, territoryId: null, accountManagerId: undefined })).toMatchObject({ done: 0, already: 0, stay: [] });
  expect((await listCustomers(viewer, listIn(`?${query}&search=customer`))).rows).toEqual([]);
});
