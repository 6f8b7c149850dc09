import { expect, test } from "vitest";
import { roleTemplates } from "@/lib/access/templates";
import type { Permission } from "@/lib/access/permissions";
import type { Viewer } from "@/lib/access/viewer";
import { listCustomers } from "@/lib/domain/customers/queries";
import { customerList } from "@/lib/domain/customers/schema";
import { inviteUser } from "@/lib/domain/users/commands";
import { inviteUserInput } from "@/lib/domain/users/schema";
import * as build from "@/lib/testing/build";
import { restoreGroup } from "./commands";
import { proposeSecurityGroup } from "./proposal";
import { proposalInput, securityGroupList, swapSecurityGroupInput, updateSecurityGroupInput } from "./schema";
import { listSecurityGroups, roleBehind } from "./security-queries";
import { swapSecurityGroup } from "./swapping";
import { updateSecurityGroup } from "./updating";

const ownerRights = roleTemplates.find(({ key }) => key === "partner-owner")!.permissions;
const password = { entry: "password", password: "four quiet tall trees" };
const invite = (viewer: Viewer, fields: object) =>
  inviteUser(viewer, inviteUserInput.parse({ name: "Ida", email: `new-${Math.random().toString(36).slice(2)}@example.com`, ...password, ...fields }));
const swap = (viewer: Viewer, fields: object) => swapSecurityGroup(viewer, swapSecurityGroupInput.parse(fields));
const update = (viewer: Viewer, fields: object) => updateSecurityGroup(viewer, updateSecurityGroupInput.parse(fields));
const customersOf = async (id: number) => (await listCustomers(await build.viewer({ id }), customerList.parse({}))).rows.map(({ name }) => name);
const groupsOf = async (userId: number) =>
  (await build.owner().groupMember.findMany({ where: { userId }, select: { group: { select: { id: true, name: true, type: true, isGenerated: true, archivedAt: true } } } })).map(({ group }) => group);
const leftBehind = async (organizationId: number) => ({
  users: await build.owner().user.count({ where: { organizationId } }),
  groups: await build.owner().group.count({ where: { organizationId } }),
  roles: await build.owner().role.count({ where: { organizationId } }),
  log: await build.owner().activity.count({ where: { organizationId } }),
});

async function world(rights: readonly Permission[] = ownerRights) {
  const partner = await build.organization();
  const owner = await build.person(partner, rights);
  const [north, gold] = [await build.territory(), await build.program([partner])];
  const customers = await Promise.all(["Anker", "Bryggen", "Cirkus", "Delta"].map((name) => build.customer(partner, { name })));
  await build.owner().customer.update({ where: { id: customers[3]!.id }, data: { territoryId: north.id } });
  const role = await build.role(partner, ["customers.edit"]);
  const [anker, bryggen, cirkus, delta] = customers as [(typeof customers)[0], (typeof customers)[0], (typeof customers)[0], (typeof customers)[0]];
  return { partner, owner, role, north, gold, anker, bryggen, cirkus, delta };
}

const everybody = ["Anker", "Bryggen", "Cirkus", "Delta"];

test("a person is made with a security group for some customers, all but some, a territory, a program or everything, and sees exactly that", async () => {
  const { partner, owner, role, north, gold, anker, bryggen, cirkus } = await world();
  const cases: [object, string, string[]][] = [
    [{ access: "customers", customers: [anker.id, bryggen.id, cirkus.id] }, "Anker and 2 more", ["Anker", "Bryggen", "Cirkus"]],
    [{ access: "except", exceptCustomers: [anker.id] }, "All but Anker", ["Bryggen", "Cirkus", "Delta"]],
    [{ access: "territory", territoryId: north.id }, `Territory ${north.name}`, ["Delta"]],
    [{ access: "program", programId: gold.id }, `Program ${gold.name}`, everybody],
    [{ access: "everything" }, "Full access", everybody],
    [{ access: "customers", customers: [anker.id], groupName: "The anchor" }, "The anchor", ["Anker"]],
  ];
  for (const [fields, name, sees] of cases) {
    const { id } = await invite(owner, { organizationId: partner.id, roleId: role.id, ...fields });
    expect(await groupsOf(id)).toMatchObject([{ name, type: "security", isGenerated: true }]);
    expect(await customersOf(id), name).toEqual(sees);
  }
});

test("a security group that is there can be chosen, or nothing; another kind of group or a hidden one is refused at the field", async () => {
  const { partner, owner, role, anker } = await world();
  const first = await invite(owner, { organizationId: partner.id, roleId: role.id, access: "customers", customers: [anker.id] });
  const [group] = await groupsOf(first.id);
  const team = await build.group(partner);
  const strange = await build.group(await build.organization(), [], { type: "security" });

  const second = await invite(owner, { organizationId: partner.id, access: "group", groupId: group!.id });
  const third = await invite(owner, { organizationId: partner.id, access: "none" });

  expect(await customersOf(second.id)).toEqual(["Anker"]);
  expect(await groupsOf(third.id)).toEqual([]);
  const before = await leftBehind(partner.id);
  for (const { id } of [team, strange]) {
    await expect(invite(owner, { organizationId: partner.id, access: "group", groupId: id })).rejects.toMatchObject({ code: "invalid", fields: { groupId: expect.any(String) } });
  }
  expect(await leftBehind(partner.id)).toEqual(before);
  for (const missing of [{ access: "customers" }, { access: "except", roleId: role.id }, { access: "territory", roleId: role.id }, { access: "group" }, { access: "everything" }]) {
    expect(inviteUserInput.safeParse({ name: "A", email: "a@example.com", organizationId: partner.id, ...missing }).success).toBe(false);
  }
});

test("nothing stays behind of a person who may not be given the access: no account, group, role or log row", async () => {
  const { partner, role, anker } = await world();
  const weak = await build.person(partner, ["users.invite", "groups.create", "groups.manage-members", "grants.give", "roles.list", "customers.view", "territories.list"]);
  const noGroups = await build.person(partner, ["users.invite", "groups.manage-members", "grants.give", "roles.list", "customers.edit", "organizations.list"]);
  const taken = await build.group(partner, [], { name: "Taken" });
  const strong = await build.person(partner, ownerRights);
  const before = await leftBehind(partner.id);

  await expect(invite(weak, { organizationId: partner.id, roleId: role.id, access: "customers", customers: [anker.id] })).rejects.toMatchObject({ code: "refused", permission: "customers.edit" });
  await expect(invite(weak, { organizationId: partner.id, roleId: role.id, access: "everything" })).rejects.toMatchObject({ code: "refused" });
  await expect(invite(noGroups, { organizationId: partner.id, roleId: role.id, access: "customers", customers: [anker.id] })).rejects.toMatchObject({ code: "refused", permission: "groups.create" });
  await expect(invite(strong, { organizationId: partner.id, roleId: role.id, access: "customers", customers: [anker.id], groupName: taken.name })).rejects.toMatchObject({ code: "conflict" });
  expect(await leftBehind(partner.id)).toEqual(before);
});

test("a proposal tells name and customers, and which group is there; of hidden customers it tells nothing", async () => {
  const { partner, owner, role, anker, bryggen } = await world();
  const strange = await build.customer(await build.organization());
  const propose = (fields: object) => proposeSecurityGroup(owner, proposalInput.parse({ organizationId: partner.id, ...fields }));
  const both = { access: "customers", customers: [bryggen.id, anker.id], roleId: role.id };

  expect(await propose(both)).toEqual({ name: "Anker and Bryggen", isNew: true, customers: "2 customers" });
  await invite(owner, { organizationId: partner.id, ...both });
  expect(await propose(both)).toEqual({ name: "Anker and Bryggen", isNew: false, customers: "2 customers" });
  expect(await propose({ ...both, level: "read" })).toMatchObject({ name: "Anker and Bryggen 2", isNew: true });
  expect(await propose({ access: "everything" })).toEqual({ name: "Full access", isNew: true, customers: "4 customers" });
  expect(await propose({ access: "customers", customers: [strange.id] })).toBeNull();
  expect(await propose({ access: "customers" })).toBeNull();
});

test("moving somebody to full access and back is one step each; the empty generated group is archived, comes back, and the log tells", async () => {
  const { partner, owner, role, anker } = await world();
  const scoped = { access: "customers", customers: [anker.id], roleId: role.id };
  const { id } = await invite(owner, { organizationId: partner.id, ...scoped });
  const [specific] = await groupsOf(id);

  const there = await swap(owner, { userId: id, fromGroupId: specific!.id, access: "everything", roleId: role.id });
  expect(await customersOf(id)).toEqual(everybody);
  expect(await groupsOf(id)).toMatchObject([{ id: there.groupId, name: "Full access" }]);
  expect(await build.owner().group.findUniqueOrThrow({ where: { id: specific!.id } })).toMatchObject({ archivedAt: expect.any(Date) });

  const back = await swap(owner, { userId: id, fromGroupId: there.groupId, ...scoped });
  expect(back.groupId).toBe(specific!.id);
  expect(await customersOf(id)).toEqual(["Anker"]);
  expect(await build.owner().group.findUniqueOrThrow({ where: { id: there.groupId } })).toMatchObject({ archivedAt: expect.any(Date) });
  await restoreGroup(owner, { groupId: there.groupId });
  await swap(owner, { userId: id, fromGroupId: specific!.id, access: "group", groupId: there.groupId });
  expect(await customersOf(id)).toEqual(everybody);

  const log = await build.owner().activity.findMany({ where: { recordType: "user", recordId: id, action: "groups.swap" }, orderBy: { id: "asc" }, select: { actorId: true, before: true, after: true } });
  expect(log[0]).toEqual({ actorId: owner.facts.userId, before: { securityGroup: "Anker", groupId: specific!.id }, after: { securityGroup: "Full access", groupId: there.groupId } });
  expect(log).toHaveLength(3);
});

test("a group made by hand stays when its last person is moved out; the person's time goes along", async () => {
  const { partner, owner, role, anker } = await world();
  const [person, until] = [await build.user(partner), new Date(Date.now() + 86_400_000)];
  const [from, to] = [await build.group(partner, [], { type: "security" }), await build.group(partner, [], { type: "security" })];
  await build.owner().groupMember.create({ data: { groupId: from.id, userId: person.id, until } });
  await build.grant({ group: to }, role, { kind: "customers", customers: [anker] });

  await swap(owner, { userId: person.id, fromGroupId: from.id, access: "group", groupId: to.id });

  expect(await build.owner().group.findUniqueOrThrow({ where: { id: from.id } })).toMatchObject({ archivedAt: null });
  expect(await build.owner().groupMember.findMany({ where: { userId: person.id } })).toEqual([{ groupId: to.id, userId: person.id, from: null, until }]);
});

test("nobody swaps themselves, into more than they may give, or among groups they may not see or change", async () => {
  const { partner, owner, role, anker } = await world();
  const person = await build.user(partner);
  const [from, to] = [await build.group(partner, [person], { type: "security" }), await build.group(partner, [], { type: "security" })];
  await build.grant({ group: to }, role);
  const strong = { userId: person.id, fromGroupId: from.id, access: "group", groupId: to.id };
  const stranger = await build.person(await build.organization(), ownerRights);
  const reader = await build.person(partner, ["groups.view", "users.list"]);
  const weak = await build.person(partner, ["groups.manage-members", "groups.create", "users.list", "customers.view", "roles.list", "grants.give"]);
  const self = await build.user(partner);
  await build.grant({ user: self }, await build.role(partner, ownerRights));
  await build.owner().groupMember.create({ data: { groupId: from.id, userId: self.id } });
  const log = () => build.owner().activity.count({ where: { organizationId: partner.id } });
  const before = await log();

  await expect(swap(stranger, strong)).rejects.toMatchObject({ code: "not-found" });
  await expect(swap(reader, strong)).rejects.toMatchObject({ code: "refused", permission: "groups.manage-members" });
  await expect(swap(weak, strong)).rejects.toMatchObject({ code: "refused", permission: "customers.edit" });
  await expect(swap(weak, { ...strong, access: "customers", customers: [anker.id], roleId: role.id })).rejects.toMatchObject({ code: "refused" });
  await expect(swap(await build.viewer(self), { ...strong, userId: self.id })).rejects.toMatchObject({ code: "refused" });
  await expect(swap(owner, { ...strong, groupId: from.id })).rejects.toMatchObject({ code: "invalid", fields: { groupId: expect.any(String) } });
  await expect(swap(owner, { ...strong, fromGroupId: to.id, groupId: from.id })).rejects.toMatchObject({ code: "conflict" });
  expect((await groupsOf(person.id)).map(({ id }) => id)).toEqual([from.id]);
  expect(await log()).toBe(before);
});

test("of two moves of one person at the same moment exactly one happens, and the person is in exactly one group", async () => {
  const { partner, owner, role, anker, bryggen } = await world();
  for (let round = 0; round < 4; round++) {
    const { id } = await invite(owner, { organizationId: partner.id, roleId: role.id, access: "customers", customers: [anker.id] });
    const [from] = await groupsOf(id);
    const outcomes = await Promise.allSettled([
      swap(owner, { userId: id, fromGroupId: from!.id, access: "everything", roleId: role.id }),
      swap(owner, { userId: id, fromGroupId: from!.id, access: "customers", customers: [bryggen.id], roleId: role.id }),
    ]);

    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
    expect(await groupsOf(id)).toHaveLength(1);
  }
});

test("an update changes the group's own role; a role that others use stays, and the group gets one of its own", async () => {
  const { partner, owner, role, anker, bryggen } = await world();
  const other = await build.user(partner);
  await build.grant({ user: other }, role, { kind: "customers", customers: [anker] });
  const { id } = await invite(owner, { organizationId: partner.id, roleId: role.id, access: "customers", customers: [anker.id] });
  const [group] = await groupsOf(id);
  const grant = await build.owner().grant.findFirstOrThrow({ where: { groupId: group!.id } });
  const rights = async (person: number) => (await build.viewer({ id: person })).facts.grants.map((held) => held.role.permissions);
  const behind = (await roleBehind(owner, grant.id))!;
  expect(behind).toMatchObject({ id: role.id, isOwn: false, permissions: ["customers.edit"] });

  const terms = { grantId: grant.id, roleVersion: behind.version, kind: "customers", level: "write" };
  const first = await update(owner, { ...terms, version: grant.version, roleId: role.id, permissions: ["customers.view", "customers.suspend"], customers: [anker.id, bryggen.id] });

  expect(await rights(id)).toEqual([["customers.view", "customers.suspend"]]);
  expect(await rights(other.id)).toEqual([["customers.edit"]]);
  expect(await customersOf(id)).toEqual(["Anker", "Bryggen"]);
  const own = (await roleBehind(owner, grant.id))!;
  expect(own).toMatchObject({ isOwn: true, name: expect.stringContaining(group!.name) });
  await update(owner, { ...terms, version: first.version, roleId: own.id, roleVersion: own.version, permissions: ["customers.view"], customers: [anker.id] });
  expect((await roleBehind(owner, grant.id))!.id).toBe(own.id);
  expect(await rights(id)).toEqual([["customers.view"]]);
  const late = update(owner, { ...terms, version: grant.version, roleId: role.id, permissions: ["customers.delete"] });
  await expect(late).rejects.toMatchObject({ code: "stale" });
});

test("an update gives nothing the editor lacks and is refused where it may not be made; nothing is left behind", async () => {
  const { partner, role, anker, owner } = await world();
  const group = await build.group(partner, [await build.user(partner)], { type: "security" });
  const grant = await build.grant({ group }, role, { kind: "customers", customers: [anker] });
  await build.grant({ user: await build.user(partner) }, role, { kind: "customers", customers: [anker] });
  const terms = { grantId: grant.id, version: 1, roleId: role.id, roleVersion: 1 };
  const weak = await build.person(partner, ["grants.give", "customers.edit", "roles.list"]);
  const editor = await build.person(partner, ["grants.give", "customers.edit", "roles.clone"]);
  const reader = await build.person(partner, ["grants.list", "groups.view"]);
  const stranger = await build.person(await build.organization(), ownerRights);
  const before = await leftBehind(partner.id);

  await expect(update(weak, { ...terms, permissions: ["customers.view"] })).rejects.toMatchObject({ code: "refused", permission: "roles.clone" });
  await expect(update(editor, { ...terms, permissions: ["customers.edit", "customers.delete"] })).rejects.toMatchObject({ code: "refused", permission: "customers.delete" });
  await expect(update(reader, { ...terms, permissions: ["customers.view"] })).rejects.toMatchObject({ code: "refused", permission: "grants.give" });
  await expect(update(stranger, { ...terms, permissions: ["customers.view"] })).rejects.toMatchObject({ code: "not-found" });
  await expect(update(owner, { ...terms, kind: "customers", customers: [] })).rejects.toMatchObject({ code: "invalid", fields: { customers: expect.any(String) } });
  expect(updateSecurityGroupInput.safeParse({ ...terms, permissions: ["customers.fly"] }).success).toBe(false);
  expect(await leftBehind(partner.id)).toEqual(before);
});

test("the list tells scope, role, people and customers; who may not list access there reads none of it, strangers nothing", async () => {
  const { partner, owner, role, anker, bryggen } = await world();
  await invite(owner, { organizationId: partner.id, roleId: role.id, access: "customers", customers: [anker.id, bryggen.id] });
  await invite(owner, { organizationId: partner.id, roleId: role.id, access: "everything" });
  await build.group(partner, [], { name: "Empty", type: "security" });
  await build.group(partner, [], { name: "A team" });
  const list = async (viewer: Viewer, params = {}) => (await listSecurityGroups(viewer, securityGroupList.parse(params))).rows;

  const rows = await list(owner);
  expect(rows.map(({ name, memberCount, customers, access }) => ({ name, memberCount, count: customers?.count, words: access?.map(({ scope, roleName }) => [roleName, scope]) }))).toEqual([
    { name: "Anker and Bryggen", memberCount: 1, count: 2, words: [[role.name, expect.stringContaining("Anker")]] },
    { name: "Empty", memberCount: 0, count: 0, words: [] },
    { name: "Full access", memberCount: 1, count: 4, words: [[role.name, expect.any(String)]] },
  ]);
  expect((await list(owner, { reach: "full" })).map(({ name }) => name)).toEqual(["Full access"]);
  expect((await list(owner, { reach: "specific" })).map(({ name }) => name)).toEqual(["Anker and Bryggen", "Empty"]);
  const reader = await build.person(partner, ["groups.list"]);
  expect((await list(reader)).map(({ access, customers, memberCount }) => ({ access, customers, memberCount }))).toEqual(Array(3).fill({ access: null, customers: null, memberCount: 0 }));
  expect(await list(reader, { reach: "full" })).toEqual([]);
  expect(await list(await build.person(await build.organization(), ownerRights))).toEqual([]);
});
