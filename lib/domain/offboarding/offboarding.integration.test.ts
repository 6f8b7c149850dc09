import { expect, test, vi } from "vitest";
import { roleTemplates } from "@/lib/access/templates";
import type { Permission } from "@/lib/access/permissions";
import { openSession, viewerOfToken } from "@/lib/auth/session";
import { hashToken, newApiToken } from "@/lib/platform/token";
import * as build from "@/lib/testing/build";
import { offboardUser, undoOffboarding } from "./commands";
import { getBelongings, getReceipt, latestReceiptOf } from "./queries";

const ownerRights = roleTemplates.find(({ key }) => key === "partner-owner")!.permissions;
const origin = { ip: null, device: null };

/** A partner with somebody who leaves: two customers, a token, a session, and a team of their own that gives `customers.view`. */
async function leaving(adminRights: readonly Permission[] = ownerRights) {
  const partner = await build.organization();
  const admin = await build.person(partner, adminRights);
  const leaver = await build.user(partner, { passwordHash: "x", jobRole: "Account manager" });
  const heir = await build.user(partner, { jobRole: "account manager" });
  const role = await build.role(partner, ["customers.view", "customers.edit"]);
  await build.grant({ user: leaver }, role, { kind: "own" });
  await build.grant({ user: heir }, role, { kind: "own" });
  const customers = [await build.customer(partner, { accountManagerId: leaver.id }), await build.customer(partner, { accountManagerId: leaver.id })];
  const team = await build.group(partner, [leaver]);
  const token = newApiToken();
  await build.owner().apiToken.create({ data: { userId: leaver.id, name: "script", tokenHash: hashToken(token) } });
  await openSession(leaver.id, origin);
  return { partner, admin, leaver, heir, customers, team, token, role };
}

const managerOf = async (id: number) => (await build.owner().customer.findUniqueOrThrow({ where: { id }, select: { accountManagerId: true } })).accountManagerId;
const assigneeOf = async (id: number) => (await build.owner().task.findUniqueOrThrow({ where: { id } })).assigneeId;
const receiptIdOf = async (userId: number) => (await build.owner().offboarding.findFirstOrThrow({ where: { userId }, orderBy: { id: "desc" } })).id;

test("what somebody leaves behind is told, with colleagues who may already work with it", async () => {
  const { admin, leaver, heir, team, customers } = await leaving();

  expect(await getBelongings(admin, leaver.id)).toMatchObject({
    user: { id: leaver.id, isIn: true },
    blocked: null,
    sessions: 1,
    tokens: 1,
    tokenNames: ["script"],
    customers: { total: 2, mine: 2, names: customers.map(({ name }) => name).sort() },
    // Of equals the one with the same job role.
    heirs: [{ id: heir.id, mayEdit: 2, mayOpen: 2 }, { id: admin.facts.userId, mayEdit: 2, mayOpen: 2 }],
    groups: [{ id: team.id, name: team.name }],
    invitations: { total: 0, mine: 0, names: [] },
  });
  expect(await build.owner().user.findUniqueOrThrow({ where: { id: leaver.id } })).toMatchObject({ status: "active", version: 1 });
});

test("everything goes over in one transaction, with a receipt, and comes back with an undo", async () => {
  const { admin, leaver, heir, customers, team, token } = await leaving();

  const task = await build.owner().task.create({ data: { title: "Call Bryggen", organizationId: admin.facts.homePath[0]!, assigneeId: leaver.id, createdById: heir.id }, select: { id: true } });
  expect((await getBelongings(admin, leaver.id)).tasks).toEqual(["Call Bryggen"]);

  const { id, href } = await offboardUser(admin, { userId: leaver.id, customersTo: heir.id, groupsTo: heir.id, tasksTo: heir.id });

  expect(href).toBe(`/users/offboardings/${id}`);
  expect(await assigneeOf(task.id)).toBe(heir.id);
  expect(await Promise.all(customers.map((customer) => managerOf(customer.id)))).toEqual([heir.id, heir.id]);
  expect(await build.owner().groupMember.count({ where: { groupId: team.id, userId: heir.id } })).toBe(1);
  expect(await viewerOfToken(token, origin)).toBeNull();
  const receipt = await getReceipt(admin, id);
  expect(receipt).toMatchObject({ user: { id: leaver.id }, by: admin.facts.name, sessionsEnded: 1, tokensEnded: 1, canUndo: true, undoneAt: null });
  expect(receipt.items.map(({ kind, heir }) => [kind, heir])).toEqual([["customer", heir.name], ["customer", heir.name], ["group", heir.name], ["task", heir.name], ["token", null]]);
  const logged = await build.owner().activity.findMany({ where: { actorId: admin.facts.userId }, orderBy: { id: "asc" }, select: { action: true } });
  expect(logged.map(({ action }) => action)).toEqual(["customers.reassign", "customers.reassign", "groups.manage-members", "tasks.hand-over", "users.deactivate", "users.offboard"]);

  await undoOffboarding(admin, { offboardingId: id });

  expect(await Promise.all(customers.map((customer) => managerOf(customer.id)))).toEqual([leaver.id, leaver.id]);
  expect(await build.owner().groupMember.count({ where: { groupId: team.id, userId: heir.id } })).toBe(0);
  expect((await viewerOfToken(token, origin))?.facts.userId).toBe(leaver.id);
  expect((await getReceipt(admin, id)).items.map(({ isRestored }) => isRestored)).toEqual([true, true, true, true, true]);
  expect(await assigneeOf(task.id)).toBe(leaver.id);
  await expect(undoOffboarding(admin, { offboardingId: id })).rejects.toMatchObject({ code: "conflict" });
});

test("an undo gives back what is still as the leaving made it, and says what is not", async () => {
  const { partner, admin, leaver, heir, customers, team, token } = await leaving();
  const { id } = await offboardUser(admin, { userId: leaver.id, customersTo: heir.id, groupsTo: heir.id });
  const third = await build.user(partner);
  await build.owner().customer.update({ where: { id: customers[0]!.id }, data: { accountManagerId: third.id } });
  await build.owner().groupMember.deleteMany({ where: { groupId: team.id, userId: heir.id } });
  await build.owner().apiToken.updateMany({ where: { tokenHash: hashToken(token) }, data: { expiresAt: new Date(Date.now() - 1) } });

  const { message } = await undoOffboarding(admin, { offboardingId: id });

  expect(message).toContain("1 thing is theirs again. 3 stay as they are");
  expect(await Promise.all(customers.map((customer) => managerOf(customer.id)))).toEqual([third.id, leaver.id]);
  const { items, undoneBy } = await getReceipt(admin, id);
  expect(undoneBy).toBe(admin.facts.name);
  expect(items.filter(({ isRestored }) => !isRestored).map(({ kind, note }) => [kind, note])).toEqual([
    ["customer", expect.stringContaining(`No longer with ${heir.name}`) as string],
    ["group", "Nobody had to be taken out of it any more."],
    ["token", expect.stringContaining("Its time is over") as string],
  ]);
});

test("after seven days, after another leaving, or with an account that has ended there is no undo", async () => {
  const { admin, leaver } = await leaving();
  await offboardUser(admin, { userId: leaver.id });
  const first = await receiptIdOf(leaver.id);
  await offboardUser(admin, { userId: leaver.id });
  const second = await receiptIdOf(leaver.id);

  await expect(undoOffboarding(admin, { offboardingId: first })).rejects.toMatchObject({ code: "conflict" });
  await build.owner().user.update({ where: { id: leaver.id }, data: { expiresAt: new Date(Date.now() - 1) } });
  await expect(undoOffboarding(admin, { offboardingId: second })).rejects.toMatchObject({ code: "conflict" });
  await build.owner().user.update({ where: { id: leaver.id }, data: { expiresAt: null } });
  vi.useFakeTimers({ now: Date.now() + 7 * 86_400_000 + 60_000, toFake: ["Date"] });
  try {
    expect(await getReceipt(admin, second)).toMatchObject({ canUndo: false });
    await expect(undoOffboarding(admin, { offboardingId: second })).rejects.toMatchObject({ code: "conflict" });
  } finally {
    vi.useRealTimers();
  }
  expect(await latestReceiptOf(admin, leaver.id)).toMatchObject({ id: second, canUndo: true });
});

test("the sole holder of full access is refused with the reason, and nothing of theirs moves", async () => {
  const { partner, leaver, heir, customers } = await leaving();
  await build.grant({ user: leaver }, await build.role(partner, ownerRights));
  await build.owner().grant.deleteMany({ where: { role: { organizationId: partner.id }, userId: { notIn: [leaver.id, heir.id] } } });
  const above = await build.person(await build.operator(), ownerRights, { kind: "subtree", ref: partner.id });

  expect((await getBelongings(above, leaver.id)).blocked).toContain("Nobody with full access would be left");
  await expect(offboardUser(above, { userId: leaver.id, customersTo: heir.id })).rejects.toMatchObject({ code: "conflict" });
  expect(await managerOf(customers[0]!.id)).toBe(leaver.id);
});

test("an heir must be listed, able to sign in, and at home where the customers are; nobody hands over what they may not", async () => {
  const { partner, admin, leaver, heir, customers } = await leaving();
  const [out, elsewhere, below] = [await build.user(partner, { status: "deactivated" }), await build.user(await build.organization()), await build.user(await build.organization(partner))];
  for (const { id } of [out, elsewhere, below, leaver]) {
    await expect(offboardUser(admin, { userId: leaver.id, customersTo: id })).rejects.toMatchObject({ code: "invalid", fields: { customersTo: expect.any(String) as string } });
  }
  const noReassign = await build.person(partner, ["users.view", "users.deactivate", "customers.list"]);
  const { id } = await offboardUser(noReassign, { userId: leaver.id, customersTo: heir.id });
  expect(await managerOf(customers[0]!.id)).toBe(leaver.id);
  expect((await getReceipt(noReassign, id)).items).toEqual([]);
});

test("nobody gives themselves more by taking a leaver's customers over, nor another by a group they could not fill", async () => {
  const { partner, leaver, heir, customers } = await leaving();
  const admin = await build.person(partner, ["users.view", "users.deactivate", "groups.view", "groups.manage-members", "customers.reassign"]);
  await build.grant({ user: { id: admin.facts.userId } }, await build.role(partner, ["customers.edit"]), { kind: "own" });
  const group = await build.group(partner, [leaver]);
  await build.grant({ group }, await build.role(partner, ["customers.delete"]));
  const seen = await build.viewer({ id: admin.facts.userId });

  await expect(offboardUser(seen, { userId: leaver.id, customersTo: seen.facts.userId })).rejects.toMatchObject({ code: "refused" });
  await expect(offboardUser(seen, { userId: leaver.id, groupsTo: heir.id })).rejects.toMatchObject({ code: "refused" });
  expect(await managerOf(customers[0]!.id)).toBe(leaver.id);
});

test("a stranger finds no receipt, a reader is refused, and names in it are those one may see", async () => {
  const { partner, admin, leaver, heir } = await leaving();
  const { id } = await offboardUser(admin, { userId: leaver.id, customersTo: heir.id });
  const stranger = await build.person(await build.organization(), ownerRights);
  const reader = await build.person(partner, ["users.view", "customers.view"]);
  const blind = await build.person(partner, ["users.deactivate"]);

  await expect(getReceipt(stranger, id)).rejects.toMatchObject({ code: "not-found" });
  await expect(undoOffboarding(stranger, { offboardingId: id })).rejects.toMatchObject({ code: "not-found" });
  await expect(getReceipt(reader, id)).rejects.toMatchObject({ code: "refused" });
  await expect(getBelongings(reader, leaver.id)).rejects.toMatchObject({ code: "refused" });
  expect((await getReceipt(blind, id)).items).toEqual([]);
  expect(await latestReceiptOf(reader, leaver.id)).toBeNull();
});

test("the receipt tells what nobody took over, until it is handed over or all is undone", async () => {
  const { admin, leaver, heir } = await leaving();
  await build.owner().task.create({ data: { title: "Call Bryggen", organizationId: admin.facts.homePath[0]!, assigneeId: leaver.id }, select: { id: true } });

  const { id } = await offboardUser(admin, { userId: leaver.id, tasksTo: heir.id });
  expect((await getReceipt(admin, id)).left).toEqual({ customers: 2, groups: 1, tasks: 0, invitations: 0 });

  const { id: later } = await offboardUser(admin, { userId: leaver.id, customersTo: heir.id, groupsTo: heir.id });
  expect((await getReceipt(admin, later)).left).toEqual({ customers: 0, groups: 0, tasks: 0, invitations: 0 });
  expect((await getReceipt(admin, id)).left).toBeNull();
  await undoOffboarding(admin, { offboardingId: later });
  expect((await getReceipt(admin, later)).left).toBeNull();
});
