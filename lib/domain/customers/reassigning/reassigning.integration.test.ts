import { expect, test } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import * as build from "@/lib/testing/build";
import { previewOf } from "../../access/preview/preview";
import { editCustomer, reassignCustomer } from "../commands";
import type { NewPlace } from "../moving";
import { listCustomers } from "../queries";
import { reassignMany, undoReassignment } from "./commands";
import { listIn } from "./list";
import { getReassignment, listToReassign, ownReassignments } from "./queries";
import { reassignManyInput } from "./schema";

const rights = ["customers.list", "customers.view", "customers.reassign", "organizations.list", "territories.list"] as const;
const homesOf = async (keys: string) => (await build.owner().customer.findMany({ where: { key: { startsWith: keys } }, orderBy: { id: "asc" }, select: { organizationId: true } })).map(({ organizationId }) => organizationId);

const reassign = (viewer: Viewer, query: string, place: NewPlace) => reassignMany(viewer, { query, place: { organizationId: undefined, territoryId: undefined, accountManagerId: undefined, ...place } });

test("all of a filtered list move though each leaves the filter as it goes; nothing beside it does; a second time nothing happens", async () => {
  const above = await build.organization();
  const [from, to] = [await build.organization(above), await build.organization(above)];
  const viewer = await build.person(above, rights);
  for (let at = 0; at < 120; at++) await build.customer(from, { key: `RM${above.id}-${at}` });
  const archived = await build.customer(from, { archivedAt: new Date() });
  const query = `?organization=${from.id}&sort=name`;

  expect(await reassign(viewer, query, { organizationId: to.id })).toMatchObject({ done: 120, already: 0, stay: [] });
  expect(new Set(await homesOf(`RM${above.id}-`))).toEqual(new Set([to.id]));
  expect((await build.owner().customer.findUniqueOrThrow({ where: { id: archived.id } })).organizationId, "archived ones are not in the list").toBe(from.id);
  const told = await build.owner().activity.findMany({ where: { action: "customers.reassign", recordType: "customer", organizationId: to.id }, select: { before: true, after: true } });
  expect(told).toHaveLength(120);
  expect(told[0]).toMatchObject({ before: { organizationId: from.id }, after: { organizationId: to.id } });

  expect(await reassign(viewer, query, { organizationId: to.id })).toMatchObject({ done: 0, already: 0, stay: [] });
  expect(await reassign(viewer, `?organization=${to.id}`, { organizationId: to.id, territoryId: null })).toMatchObject({ done: 0, already: 120 });
});

test("whoever may be seen and not moved stays and is told; whoever may not be seen is neither moved nor told", async () => {
  const above = await build.organization();
  const [mine, seen, hidden] = [await build.organization(above), await build.organization(above), await build.organization(above)];
  const [moves, stays, unseen] = [await build.customer(mine), await build.customer(seen), await build.customer(hidden)];
  const east = await build.territory();
  const person = await build.user(above);
  await build.grant({ user: person }, await build.role(above, rights), { kind: "direct", ref: mine.id });
  await build.grant({ user: person }, await build.role(above, ["customers.list", "customers.view"]), { kind: "direct", ref: seen.id });

  const { stay, done } = await reassign(await build.viewer(person), "", { territoryId: east.id });

  expect(done).toBe(1);
  expect(stay).toEqual([{ id: stays.id, name: stays.name, reason: "You may not do this with this customer. It needs the permission customers.reassign." }]);
  const placed = await build.owner().customer.findMany({ where: { id: { in: [moves.id, stays.id, unseen.id] } }, orderBy: { id: "asc" }, select: { territoryId: true } });
  expect(placed.map(({ territoryId }) => territoryId)).toEqual([east.id, null, null]);
});

test("a place that is not the viewer's to fill leaves everybody where they are", async () => {
  const above = await build.organization();
  const [mine, far] = [await build.organization(above), await build.organization(above)];
  const customer = await build.customer(mine);
  const viewer = await build.person(mine, rights);

  await expect(reassign(viewer, "", { organizationId: far.id })).rejects.toMatchObject({ code: "conflict", message: "Nobody was reassigned. Choose a partner from the list." });
  expect((await build.owner().customer.findUniqueOrThrow({ where: { id: customer.id } })).organizationId).toBe(mine.id);
  const reader = await build.person(mine, ["customers.list", "customers.view"]);
  await expect(reassign(reader, "", { organizationId: mine.id })).rejects.toMatchObject({ code: "refused", permission: "customers.reassign" });
});

test.for([
  ["nothing", {}, "organizationId"],
  ["a territory and none", { territoryId: "1", noTerritory: "true" }, "territoryId"],
  ["a manager and none", { accountManagerId: "1", noManager: "true" }, "accountManagerId"],
] as const)("%s as the new place is told at its field", ([, place, field]) => {
  const { error } = reassignManyInput.safeParse({ query: "", ...place });
  expect(error?.issues.map(({ path }) => path.join("."))).toEqual([field]);
});

test("an empty picker leaves as it is, a tick makes none", () => {
  expect(reassignManyInput.parse({ query: "?a=b", organizationId: "", territoryId: "", noTerritory: "true", accountManagerId: "7" })).toEqual({
    query: "?a=b",
    place: { organizationId: undefined, territoryId: null, accountManagerId: 7 },
  });
});

test.for(["status=nope", "organization=abc", "territory=0,-1", "program=x&status=active", "manager=1.5"])("a filter that holds nothing known matches nobody instead of everybody: %s", async (query) => {
  const partner = await build.organization();
  await build.customer(partner);
  const viewer = await build.person(partner, rights);

  const { rows, total } = await listCustomers(viewer, listIn(`?${query}`));
  expect([rows, total]).toEqual([[], { count: 0, exact: true }]);
  expect(await reassign(viewer, `?${query}`, { territoryId: null })).toMatchObject({ done: 0, already: 0, stay: [] });
  expect((await listCustomers(viewer, listIn(`?${query}&search=customer`))).rows).toEqual([]);
});

test("what changes for whom is worked out for the whole list, however long", async () => {
  const above = await build.organization();
  const [from, to] = [await build.organization(above), await build.organization(above)];
  const viewer = await build.person(above, rights);
  for (const home of [from, to]) await build.grant({ user: await build.user(home) }, await build.role(home, ["customers.list"]), { kind: "direct", ref: home.id });
  await build.owner().customer.createMany({ data: Array.from({ length: 450 }, (_, at) => ({ key: `RL${above.id}-${at}`, name: `Long ${at}`, organizationId: from.id })) });

  expect(await listToReassign(viewer, listIn(`?organization=${from.id}`))).toMatchObject({ count: 450, partners: [{ count: 450 }] });
  const { people, lost, gained } = await previewOf(viewer, (viewer) => reassign(viewer, `?organization=${from.id}`, { organizationId: to.id }));
  expect([people, lost.byPermission[0]!.records, gained.byPermission[0]!.records]).toEqual([2, 450, 450]);
  expect(await homesOf(`RL${above.id}-`), "a look changes nothing").toEqual(Array.from({ length: 450 }, () => from.id));
  expect(await ownReassignments(viewer)).toEqual([]);
});

/** Customers of two partners in two territories, moved to a third one; whoever did it, and the receipt. */
async function moved() {
  const above = await build.organization();
  const [one, two, to] = [await build.organization(above), await build.organization(above), await build.organization(above)];
  const [east, west] = [await build.territory(), await build.territory()];
  const customers = [await build.customer(one, { territoryId: east.id }), await build.customer(one), await build.customer(two, { territoryId: west.id }), await build.customer(two, { territoryId: east.id })];
  const viewer = await build.person(above, [...rights, "customers.edit"]);
  const { done, receipt } = await reassign(viewer, "", { organizationId: to.id, territoryId: west.id });
  expect(done).toBe(4);
  const places = async () => {
    const found = await build.owner().customer.findMany({ where: { id: { in: customers.map(({ id }) => id) } }, orderBy: { id: "asc" }, select: { organizationId: true, territoryId: true } });
    return found.map(({ organizationId, territoryId }) => [organizationId, territoryId]);
  };
  return { above, one, two, to, east, west, customers, viewer, reassignmentId: receipt!.id, places };
}

test("a reassignment is undone: each customer goes back to where it was, and a second time nothing can be", async () => {
  const { one, two, to, east, west, viewer, reassignmentId, places } = await moved();
  expect(await places()).toEqual([[to.id, west.id], [to.id, west.id], [to.id, west.id], [to.id, west.id]]);
  expect(await ownReassignments(viewer)).toMatchObject([{ id: reassignmentId, count: 4, undoneAt: null }]);
  expect(await getReassignment(viewer, reassignmentId)).toMatchObject({ total: 4, seen: 4, canUndo: true, by: viewer.facts.name });

  expect(await undoReassignment(viewer, { reassignmentId })).toMatchObject({ message: "4 customers are back where they were." });

  expect(await places()).toEqual([[one.id, east.id], [one.id, null], [two.id, west.id], [two.id, east.id]]);
  const receipt = await getReassignment(viewer, reassignmentId);
  expect([receipt.canUndo, receipt.undoneBy, receipt.customers.map(({ isRestored }) => isRestored)]).toEqual([false, viewer.facts.name, [true, true, true, true]]);
  await expect(undoReassignment(viewer, { reassignmentId })).rejects.toMatchObject({ code: "conflict", message: "This was undone already." });
  const log = await build.owner().activity.findMany({ where: { recordType: "reassignment", recordId: reassignmentId }, orderBy: { id: "asc" }, select: { action: true } });
  expect(log.map(({ action }) => action)).toEqual(["customers.reassign-many", "customers.undo-reassignment"]);
});

test("a customer that was moved again since stays, and an edit of its profile is no move", async () => {
  const { one, east, west, viewer, customers, reassignmentId, places } = await moved();
  const [edited, again] = [customers[0]!, customers[1]!];
  await editCustomer(viewer, { customerId: edited.id, version: 2, name: "Another name" });
  await reassignCustomer(viewer, { customerId: again.id, version: 2, organizationId: one.id });

  expect(await undoReassignment(viewer, { reassignmentId })).toMatchObject({ message: "3 customers are back where they were. 1 stays as it is; the receipt says why." });

  const stands = await places();
  expect(stands[0]).toEqual([one.id, east.id]);
  expect(stands[1], "its territory was not put back either").toEqual([one.id, west.id]);
  const { customers: told } = await getReassignment(viewer, reassignmentId);
  expect(told[0]).toMatchObject({ id: again.id, isRestored: false, note: "Moved again since. It stays as it is." });
});

test("nobody undoes what they do not see all of, or could not do themselves; whoever sees nothing of it finds no receipt", async () => {
  const { above, to, customers, reassignmentId, places } = await moved();
  const before = await places();
  const reader = await build.person(to, ["customers.list", "customers.view"]);
  await expect(getReassignment(reader, reassignmentId)).rejects.toMatchObject({ code: "refused" });
  const stranger = await build.person(await build.organization(), rights);
  await expect(getReassignment(stranger, reassignmentId)).rejects.toMatchObject({ code: "not-found" });
  await expect(undoReassignment(stranger, { reassignmentId })).rejects.toMatchObject({ code: "not-found" });
  const some = await build.user(above);
  await build.grant({ user: some }, await build.role(above, rights), { kind: "customers", customers: [customers[0]!] });
  await expect(undoReassignment(await build.viewer(some), { reassignmentId })).rejects.toMatchObject({ code: "refused", permission: "customers.list" });
  const fromTo = await build.person(to, rights);
  expect(await undoReassignment(fromTo, { reassignmentId })).toMatchObject({ message: "No customer is back where they were. 4 stay as they are; the receipt says why." });
  expect(await places()).toEqual(before);
});

test("a receipt tells none from what its reader may not know", async () => {
  const { above, to, west, customers, viewer } = await moved();
  const manager = await build.user(above);
  await build.grant({ user: manager }, await build.role(above, rights), { kind: "direct", ref: to.id });
  const { receipt } = await reassign(viewer, "", { accountManagerId: manager.id });
  const reader = await build.person(to, ["customers.list", "customers.view", "customers.reassign"]);
  const first = await ownReassignments(viewer);

  const told = await getReassignment(reader, receipt!.id);
  expect(told.changes).toEqual({ manager: "somebody else" });
  expect(told.customers.find(({ id }) => id === customers[1]!.id)).toMatchObject({ partner: "another partner", territory: "another territory", manager: null });
  const before = await getReassignment(reader, first.at(-1)!.id);
  expect(before.changes).toEqual({ partner: "another partner", territory: "another territory" });
  expect(before.customers.find(({ id }) => id === customers[1]!.id)).toMatchObject({ partner: "another partner", territory: null });
  expect(before.customers.find(({ id }) => id === customers[0]!.id)).toMatchObject({ partner: "another partner", territory: "another territory" });
  const known = await getReassignment(await build.person(above, [...rights, "users.list"]), receipt!.id);
  expect([known.changes, known.customers[0]]).toMatchObject([{ manager: manager.name }, { territory: west.name, manager: null }]);
});

test("after seven days a reassignment stands", async () => {
  const { viewer, reassignmentId } = await moved();
  await build.owner().reassignment.update({ where: { id: reassignmentId }, data: { undoUntil: new Date(Date.now() - 1000) } });
  await expect(undoReassignment(viewer, { reassignmentId })).rejects.toMatchObject({ code: "conflict", message: "The seven days for undoing are over." });
  expect(await ownReassignments(viewer)).toEqual([]);
});
