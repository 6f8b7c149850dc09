import { expect, test } from "vitest";
import { allowed } from "@/lib/access/decide";
import { scopeId } from "@/lib/access/scope-id";
import { roleTemplates } from "@/lib/access/templates";
import type { Viewer } from "@/lib/access/viewer";
import { listCustomers } from "@/lib/domain/customers/queries";
import { customerList } from "@/lib/domain/customers/schema";
import { createGroup } from "@/lib/domain/groups/commands";
import { createGroupInput } from "@/lib/domain/groups/schema";
import * as build from "@/lib/testing/build";
import { inviteUser } from "./commands";
import { inviteUserInput } from "./schema";

const ownerRights = roleTemplates.find(({ key }) => key === "partner-owner")!.permissions;
const password = { entry: "password", password: "four quiet tall trees" };
const invite = (viewer: Viewer, fields: object) => {
  const email = `new-${Math.random().toString(36).slice(2)}@example.com`;
  return inviteUser(viewer, inviteUserInput.parse({ name: "Ida", email, ...password, ...fields }));
};
const customersOf = async (id: number) => (await listCustomers(await build.viewer({ id }), customerList.parse({}))).rows.map(({ name }) => name);
const groupsOf = (userId: number) => build.owner().group.findMany({ where: { members: { some: { userId } } }, select: { id: true, name: true, type: true } });

async function world() {
  const partner = await build.organization();
  const owner = await build.person(partner, ownerRights);
  const hotel = await build.customer(partner, { name: "Bryggen Hotell" });
  const bakery = await build.customer(partner, { name: "Åsane Bakeri" });
  return { partner, owner, hotel, bakery, role: await build.role(partner, ["customers.edit"]) };
}

test("a person invited for one customer is in a security group named after it, and sees that customer alone", async () => {
  const { partner, owner, hotel, role } = await world();

  const { id } = await invite(owner, { organizationId: partner.id, access: "customers", roleId: role.id, customers: [hotel.id] });

  expect(await groupsOf(id)).toMatchObject([{ name: "Bryggen Hotell", type: "security" }]);
  expect(await customersOf(id)).toEqual(["Bryggen Hotell"]);
});

test("the next person for the same customers and role joins the same group; other customers make another", async () => {
  const { partner, owner, hotel, bakery, role } = await world();
  const both = { organizationId: partner.id, access: "customers", roleId: role.id, customers: [bakery.id, hotel.id] };

  const [first, second] = [await invite(owner, both), await invite(owner, { ...both, customers: [hotel.id, bakery.id] })];
  const [reader, other] = [await invite(owner, { ...both, level: "read" }), await invite(owner, { ...both, customers: [hotel.id] })];

  const groups = await Promise.all([first, second, reader, other].map(async ({ id }) => (await groupsOf(id)).map(({ name }) => name)));
  const named = groups.map(([name]) => name);
  expect(named[0]).toBe(named[1]);
  expect([named[2], named[3]]).toEqual([`${named[0]} 2`, "Bryggen Hotell"]);
  expect(await customersOf(first.id)).toEqual(["Bryggen Hotell", "Åsane Bakeri"].sort((a, b) => a.localeCompare(b, "en")));
  expect(await customersOf(other.id)).toEqual(["Bryggen Hotell"]);
});

test("whoever may not give access to a customer, or cannot see it, leaves neither person nor group behind", async () => {
  const { partner, owner, hotel, role } = await world();
  const strange = await build.customer(await build.organization());
  const weak = await build.person(partner, ["users.invite", "groups.create", "groups.manage-members", "grants.give", "roles.list", "customers.view"]);
  const before = await build.owner().user.count({ where: { organizationId: partner.id } });

  await expect(invite(weak, { organizationId: partner.id, access: "customers", roleId: role.id, customers: [hotel.id] })).rejects.toMatchObject({ code: "refused" });
  await expect(invite(owner, { organizationId: partner.id, access: "customers", roleId: role.id, customers: [hotel.id, strange.id] })).rejects.toMatchObject({ code: "invalid" });

  expect(await build.owner().user.count({ where: { organizationId: partner.id } })).toBe(before);
  expect(await build.owner().group.count({ where: { organizationId: partner.id } })).toBe(0);
});

test("a security group gets its scope with its making: full access, or a list that later members see", async () => {
  const { partner, owner, hotel, role } = await world();
  const make = (fields: object) => createGroup(owner, createGroupInput.parse({ organizationId: partner.id, type: "security", roleId: role.id, ...fields }));

  const full = await make({ name: "All of it", scope: "everything" });
  await make({ name: "One", scope: "customers", customers: [hotel.id] });
  const { id } = await invite(owner, { organizationId: partner.id, groups: [full.id] });

  const { access } = await build.viewer({ id });
  expect(allowed(access, "customers.edit", [scopeId("subtree", partner.id)])).toBe(true);
  expect(await build.owner().grant.findMany({ where: { group: { organizationId: partner.id } }, select: { scopeKind: true }, orderBy: { id: "asc" } })).toEqual([
    { scopeKind: "everything" },
    { scopeKind: "customers" },
  ]);
  expect(() => createGroupInput.parse({ organizationId: 1, name: "A", type: "security", scope: "customers", roleId: 1 })).toThrow();
});
