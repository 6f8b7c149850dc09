import { expect, test } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import { listCustomers } from "@/lib/domain/customers/queries";
import { customerList } from "@/lib/domain/customers/schema";
import * as build from "@/lib/testing/build";
import { assignCustomers, assignOrganizations, createTerritory, deleteTerritory, moveTerritory, renameTerritory } from "./commands";
import { getTerritory, listTerritories, lookupTerritories, territoryGrants, territoryTree } from "./queries";
import { territoryList } from "./schema";

const customersOf = async (viewer: Viewer) => (await listCustomers(viewer, customerList.parse({}))).rows.map(({ id }) => id);
const again = (viewer: Viewer) => build.viewer({ id: viewer.facts.userId });
const logOf = (recordType: string, recordId: number) =>
  build.owner().activity.findMany({ where: { recordType, recordId, outcome: "done" }, orderBy: { id: "asc" }, select: { action: true, actorId: true, before: true, after: true } });
const stored = (id: number) => build.owner().territory.findUnique({ where: { id }, select: { name: true, parentId: true, version: true } });
const planner = async () => build.person(await build.operator(), ["territories.edit"]);

test("a territory is created, renamed and moved, each with its log row; two renames at once clash", async () => {
  const viewer = await planner();
  const north = await build.territory();

  const { id } = await createTerritory(viewer, { name: "Lofoten", parentId: null });
  await renameTerritory(viewer, { territoryId: id, version: 1, name: "Lofoten og Vesterålen" });
  await moveTerritory(viewer, { territoryId: id, parentId: north.id });
  const clash = renameTerritory(viewer, { territoryId: id, version: 1, name: "Vesterålen" });

  await expect(clash).rejects.toMatchObject({ code: "stale", clashes: [{ field: "name", theirs: "Lofoten og Vesterålen" }] });
  expect(await stored(id)).toEqual({ name: "Lofoten og Vesterålen", parentId: north.id, version: 3 });
  expect(await logOf("territory", id)).toMatchObject([
    { action: "territories.create", actorId: viewer.facts.userId, after: { name: "Lofoten", key: `T-${id}`, version: 1 } },
    { action: "territories.edit", before: { name: "Lofoten" }, after: { version: 2 } },
    { action: "territories.move", before: { parentId: null }, after: { parentId: north.id, version: 3 } },
  ]);
});

test("whoever holds a territory changes it and what is below, not what is beside or above; a partner's people none", async () => {
  const north = await build.territory();
  const [inside, beside] = [await build.territory(north), await build.territory()];
  const local = await build.person(await build.operator(), ["territories.edit"], { kind: "territory", ref: north.id });
  const partner = await build.person(await build.organization(), ["territories.edit"]);
  const reader = await build.person(await build.operator(), ["territories.edit"], { level: "read" });

  await renameTerritory(local, { territoryId: inside.id, version: 1, name: "Inner" });
  await expect(renameTerritory(local, { territoryId: beside.id, version: 1, name: "Mine" })).rejects.toMatchObject({ code: "refused", permission: "territories.edit" });
  await expect(moveTerritory(local, { territoryId: inside.id, parentId: beside.id })).rejects.toMatchObject({ code: "refused" });
  await expect(createTerritory(local, { name: "Top" })).rejects.toMatchObject({ code: "refused" });
  await expect(renameTerritory(partner, { territoryId: inside.id, version: 2, name: "Ours" })).rejects.toMatchObject({ code: "refused", permission: "territories.edit" });
  await expect(renameTerritory(reader, { territoryId: inside.id, version: 2, name: "Read" })).rejects.toMatchObject({ code: "refused" });
  await expect(renameTerritory(local, { territoryId: 2_000_000_000, version: 1, name: "Nothing" })).rejects.toMatchObject({ code: "not-found" });
  expect([(await getTerritory(local, inside.id)).can.edit, (await getTerritory(local, beside.id)).can.edit, (await getTerritory(partner, inside.id)).can.edit]).toEqual([true, false, false]);
  expect((await logOf("territory", beside.id)).length).toBe(0);
});

test("a territory never stands below itself, also when two opposite moves meet", async () => {
  const viewer = await planner();
  const north = await build.territory();
  const inner = await build.territory(await build.territory(north));

  await expect(moveTerritory(viewer, { territoryId: north.id, parentId: inner.id })).rejects.toMatchObject({ code: "conflict" });
  for (let round = 0; round < 8; round++) {
    const [a, b] = [await build.territory(), await build.territory()];
    const answers = await Promise.allSettled([moveTerritory(viewer, { territoryId: a.id, parentId: b.id }), moveTerritory(viewer, { territoryId: b.id, parentId: a.id })]);
    expect(answers.filter(({ status }) => status === "rejected")).toMatchObject([{ reason: { code: "conflict" } }]);
  }
});

test("access by a territory follows a move, and nobody moves one to where they would see more themselves", async () => {
  const root = await build.operator();
  const partner = await build.organization();
  const [north, south] = [await build.territory(), await build.territory()];
  const fjord = await build.territory(south);
  const customer = await build.customer(partner, { territoryId: fjord.id });
  const northern = await build.person(root, ["customers.view"], { kind: "territory", ref: north.id });
  const both = await build.person(root, ["territories.edit"]);
  await build.grant({ user: { id: both.facts.userId } }, await build.role(root, ["customers.view"]), { kind: "territory", ref: north.id });

  await expect(moveTerritory(await again(both), { territoryId: fjord.id, parentId: north.id })).rejects.toMatchObject({ code: "refused" });
  expect(await customersOf(await again(northern))).toEqual([]);
  await moveTerritory(await planner(), { territoryId: fjord.id, parentId: north.id });
  expect(await customersOf(await again(northern))).toEqual([customer.id]);
});

test("only an empty territory is deleted; what is in the way is said, hidden customers included", async () => {
  const viewer = await planner();
  const partner = await build.organization();
  const territory = await build.territory();
  const attempt = () => deleteTerritory(viewer, { territoryId: territory.id });
  const blocked = async (words: string) => expect(attempt()).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining(words) });

  const below = await build.territory(territory);
  await blocked("other territories");
  await build.owner().territory.delete({ where: { id: below.id } });
  const customer = await build.customer(partner, { territoryId: territory.id });
  await blocked("customers");
  await build.owner().customer.update({ where: { id: customer.id }, data: { territoryId: null } });
  await build.owner().organization.update({ where: { id: partner.id }, data: { territoryId: territory.id } });
  await blocked("partners");
  await build.owner().organization.update({ where: { id: partner.id }, data: { territoryId: null } });
  const someone = await build.user(partner);
  const grant = await build.grant({ user: someone }, await build.role(partner, ["customers.list"]), { kind: "territory", ref: territory.id });
  await blocked("access");
  await build.owner().grant.delete({ where: { id: grant.id } });
  const group = await build.group(partner, [], { type: "rule", rule: { territory: [territory.key] } });
  await blocked("rule");
  await build.owner().group.delete({ where: { id: group.id } });
  await attempt();

  expect(await stored(territory.id)).toBeNull();
  expect(await logOf("territory", territory.id)).toMatchObject([{ action: "territories.delete", before: { name: territory.name } }]);
});

test("assigning partners and customers acts at once, is logged on each, and happens for all or none", async () => {
  const partner = await build.organization();
  const territory = await build.territory();
  const [one, two] = [await build.customer(partner), await build.customer(partner)];
  const hidden = await build.customer(await build.organization());
  const viewer = await build.person(partner, ["territories.assign", "organizations.view", "customers.view"]);
  const local = await build.person(partner, ["customers.view"], { kind: "territory", ref: territory.id });

  await expect(assignCustomers(viewer, { territoryId: territory.id, customers: [one.id, hidden.id] })).rejects.toMatchObject({ code: "not-found" });
  expect(await customersOf(await again(local))).toEqual([]);
  await assignCustomers(viewer, { territoryId: territory.id, customers: [one.id, two.id] });
  await assignOrganizations(viewer, { territoryId: territory.id, organizations: [partner.id] });
  expect((await customersOf(await again(local))).sort()).toEqual([one.id, two.id].sort());
  expect(await logOf("customer", one.id)).toMatchObject([{ action: "territories.assign", before: { territoryId: null }, after: { territoryId: territory.id, version: 2 } }]);
  expect(await logOf("organization", partner.id)).toMatchObject([{ action: "territories.assign", actorId: viewer.facts.userId, after: { territoryId: territory.id } }]);
  await assignCustomers(viewer, { territoryId: null, customers: [one.id] });
  expect(await customersOf(await again(local))).toEqual([two.id]);
  await expect(assignCustomers(viewer, { territoryId: 2_000_000_000, customers: [one.id] })).rejects.toMatchObject({ code: "invalid" });
});

test("assigning needs its permission on each record before and after, and gives nobody more themselves", async () => {
  const partner = await build.organization();
  const shop = await build.organization(partner);
  const [mine, other] = [await build.territory(), await build.territory()];
  const seer = await build.person(partner, ["territories.list", "organizations.view", "customers.view"]);
  await build.grant({ user: { id: seer.facts.userId } }, await build.role(partner, ["territories.assign"]), { kind: "territory", ref: mine.id });
  const local = await again(seer);
  await build.owner().organization.update({ where: { id: shop.id }, data: { territoryId: mine.id } });
  const assigner = await build.person(partner, ["territories.assign", "organizations.view"]);
  await build.grant({ user: { id: assigner.facts.userId } }, await build.role(partner, ["organizations.edit"]), { kind: "territory", ref: other.id });
  const stranger = await build.person(await build.organization(), ["territories.assign", "organizations.view"]);

  await expect(assignOrganizations(local, { territoryId: mine.id, organizations: [partner.id] })).rejects.toMatchObject({ code: "refused", permission: "territories.assign" });
  await expect(assignOrganizations(local, { territoryId: other.id, organizations: [shop.id] })).rejects.toMatchObject({ code: "refused", permission: "territories.assign" });
  await expect(assignOrganizations(await again(assigner), { territoryId: other.id, organizations: [shop.id] })).rejects.toMatchObject({ code: "refused", permission: "organizations.edit" });
  await expect(assignOrganizations(stranger, { territoryId: mine.id, organizations: [shop.id] })).rejects.toMatchObject({ code: "not-found" });
  expect((await build.owner().organization.findUniqueOrThrow({ where: { id: shop.id } })).territoryId).toBe(mine.id);
});

test("lists, tree and picker show every territory; partners are counted and access is named within the reader's own", async () => {
  const partner = await build.organization();
  const north = await build.territory(undefined, { name: `Ærøy ${partner.id}` });
  const inner = await build.territory(north, { name: `Indre ${partner.id}` });
  await build.organization(partner, { territoryId: inner.id });
  await build.organization(undefined, { territoryId: inner.id });
  const reader = await build.person(partner, ["territories.list", "organizations.list", "grants.list"]);
  const plain = await build.person(partner, ["territories.list"]);
  const someone = await build.user(partner, { name: "Ida Berg" });
  await build.grant({ user: someone }, await build.role(partner, ["customers.list"]), { kind: "territory", ref: north.id });
  await build.grant({ user: await build.user(await build.organization()) }, await build.role(partner, ["customers.list"]), { kind: "territory", ref: inner.id });

  const found = (await listTerritories(reader, territoryList.parse({ search: `aroy ${partner.id}` }))).rows;
  const { nodes } = await territoryTree(reader, [north.id]);

  expect(found).toMatchObject([{ id: north.id, childCount: 1, organizationCount: 1 }]);
  expect(nodes.find(({ id }) => id === north.id)?.children).toMatchObject([{ id: inner.id, organizationCount: 1 }]);
  expect(await lookupTerritories(plain, `indre ${partner.id}`)).toMatchObject([{ id: inner.id, above: north.name }]);
  expect((await getTerritory(plain, inner.id)).organizationCount).toBe(0);
  expect((await territoryGrants(reader, inner.id)).map(({ holderName, placeId }) => [holderName, placeId])).toEqual([["Ida Berg", north.id]]);
  expect(await territoryGrants(plain, inner.id)).toEqual([]);
});
