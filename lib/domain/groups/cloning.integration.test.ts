import { expect, test } from "vitest";
import type { Permission } from "@/lib/access/permissions";
import { roleTemplates } from "@/lib/access/templates";
import type { Viewer } from "@/lib/access/viewer";
import * as build from "@/lib/testing/build";
import { cloneGroup } from "./cloning";
import { cloneGroupInput } from "./schema";

const ownerRights = roleTemplates.find(({ key }) => key === "partner-owner")!.permissions;
const clone = (viewer: Viewer, fields: object) => cloneGroup(viewer, cloneGroupInput.parse({ name: `Copy ${Math.random()}`, ...fields }));
const stateOf = async (id: number) => {
  const { members, nested, containers, grants, ...group } = await build.owner().group.findUniqueOrThrow({
    where: { id },
    select: {
      ...{ name: true, type: true, rule: true, organizationId: true },
      ...{ members: { select: { userId: true, until: true } }, nested: { select: { memberId: true } }, containers: { select: { groupId: true } } },
      grants: { orderBy: { id: "asc" }, select: { roleId: true, scopeKind: true, scopeRef: true, level: true, until: true, customers: { select: { customerId: true } }, exceptCustomers: { select: { customerId: true } } } },
    },
  });
  return { ...group, members, inside: nested.map((n) => n.memberId), within: containers.map((n) => n.groupId), grants };
};
const left = async (organizationId: number) => [await build.owner().group.count({ where: { organizationId } }), await build.owner().activity.count({ where: { organizationId } })];

async function world(rights: readonly Permission[] = ownerRights) {
  const partner = await build.organization();
  const owner = await build.person(partner, rights);
  const [role, person, customer, spared] = [await build.role(partner, ["customers.edit"]), await build.user(partner), await build.customer(partner), await build.customer(partner)];
  const until = new Date(Date.now() + 5 * 86_400_000);
  const group = await build.group(partner, [], { name: "Source" });
  await build.owner().groupMember.create({ data: { groupId: group.id, userId: person.id, until } });
  await build.grant({ group }, role, { kind: "customers", customers: [customer], until });
  await build.grant({ group }, role, { kind: "everything", level: "read", exceptCustomers: [spared] });
  const [inner, outer] = [await build.group(partner), await build.group(partner)];
  await build.owner().groupNesting.createMany({ data: [{ groupId: group.id, memberId: inner.id }, { groupId: outer.id, memberId: group.id }] });
  return { partner, owner, role, person, customer, spared, group, inner, outer, until };
}

test("a clone takes exactly what was chosen: access with its scope and times, members, groups around it, or none of them", async () => {
  const { owner, role, person, customer, spared, group, inner, outer, until } = await world();

  const whole = await clone(owner, { groupId: group.id, permissions: true, members: true, memberships: true, expiry: true });
  const bare = await clone(owner, { groupId: group.id });
  const endless = await clone(owner, { groupId: group.id, permissions: true, members: true });

  const listed = { roleId: role.id, scopeKind: "customers", scopeRef: null, level: "write", customers: [{ customerId: customer.id }], exceptCustomers: [] };
  const rest = { roleId: role.id, scopeKind: "everything", scopeRef: null, level: "read", until: null, customers: [], exceptCustomers: [{ customerId: spared.id }] };
  expect(await stateOf(whole.id)).toMatchObject({ type: "team", members: [{ userId: person.id, until }], inside: [inner.id], within: [outer.id], grants: [{ ...listed, until }, rest] });
  expect(await stateOf(bare.id)).toMatchObject({ members: [], inside: [], within: [], grants: [] });
  expect(await stateOf(endless.id)).toMatchObject({ members: [{ userId: person.id, until: null }], within: [], grants: [{ ...listed, until: null }, rest] });
  const log = await build.owner().activity.findFirst({ where: { recordType: "group", recordId: whole.id, action: "groups.clone" } });
  expect(log).toMatchObject({ actorId: owner.facts.userId, after: expect.objectContaining({ from: "Source", fromId: group.id, permissions: true, members: true }) });
});

test("the scope can be left behind: chosen customers, or the home partner alone", async () => {
  const { partner, owner, role, spared, group } = await world();

  const scoped = await clone(owner, { groupId: group.id, permissions: true, scope: "customers", customers: [spared.id] });
  const home = await clone(owner, { groupId: group.id, permissions: true, scope: "home" });

  expect((await stateOf(scoped.id)).grants).toMatchObject([{ roleId: role.id, level: "write", customers: [{ customerId: spared.id }] }, { level: "read", customers: [{ customerId: spared.id }] }]);
  expect((await stateOf(home.id)).grants).toMatchObject([{ scopeKind: "direct", scopeRef: partner.id }, { scopeKind: "direct", scopeRef: partner.id }]);
  expect(cloneGroupInput.safeParse({ groupId: 1, name: "A", permissions: true, scope: "customers" }).success).toBe(false);
});

test("a rule group's rule goes with its members, and needs groups.edit-rule", async () => {
  const { partner, owner } = await world();
  const group = await build.group(partner, [], { type: "rule", rule: { jobRole: ["sales"] } });
  const noRule = await build.person(partner, ["groups.clone", "grants.list", "users.list"]);

  expect(await stateOf((await clone(owner, { groupId: group.id, members: true })).id)).toMatchObject({ type: "rule", rule: { jobRole: ["sales"] } });
  await expect(clone(noRule, { groupId: group.id, members: true })).rejects.toMatchObject({ code: "refused", permission: "groups.edit-rule" });
});

test("nobody clones what they could not give, may not see, or may not clone; nothing is left behind", async () => {
  const { partner, group, person } = await world();
  const weak = await build.person(partner, ["groups.clone", "grants.give", "users.list", "customers.view", "groups.manage-members"]);
  const blind = await build.person(partner, ["groups.clone", "groups.manage-members", "organizations.list"]);
  const reader = await build.person(partner, ["groups.view"]);
  const stranger = await build.person(await build.organization(), ownerRights);
  const self = await build.viewer(await build.user(partner).then(async (user) => (await build.grant({ user }, await build.role(partner, ownerRights)), user)));
  await build.owner().groupMember.create({ data: { groupId: group.id, userId: self.facts.userId } });
  const before = await left(partner.id);

  await expect(clone(weak, { groupId: group.id, permissions: true })).rejects.toMatchObject({ code: "refused", permission: "customers.edit" });
  await expect(clone(weak, { groupId: group.id, members: true, memberships: true, name: "Source" })).rejects.toMatchObject({ code: "conflict", fields: { name: expect.any(String) } });
  await expect(clone(blind, { groupId: group.id, members: true })).rejects.toMatchObject({ code: "conflict", fields: { members: expect.any(String) } });
  await expect(clone(blind, { groupId: group.id, permissions: true })).rejects.toMatchObject({ code: "refused", permission: "grants.list" });
  await expect(clone(reader, { groupId: group.id })).rejects.toMatchObject({ code: "refused", permission: "groups.clone" });
  await expect(clone(stranger, { groupId: group.id })).rejects.toMatchObject({ code: "not-found" });
  expect(await left(partner.id)).toEqual(before);
  const { id } = await clone(self, { groupId: group.id, members: true });
  expect((await stateOf(id)).members).toEqual([{ userId: person.id, until: null }]);
});

test("a group is not put into what its people could not be given: a clone into groups around it is judged", async () => {
  const { partner, group, outer } = await world();
  await build.grant({ group: outer }, await build.role(partner, ["customers.delete"]));
  const weak = await build.person(partner, ["groups.clone", "groups.manage-members", "users.list", "customers.edit"]);

  await expect(clone(weak, { groupId: group.id, memberships: true })).rejects.toMatchObject({ code: "refused", permission: "customers.delete" });
});
