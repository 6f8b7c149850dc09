import { expect, test } from "vitest";
import type { Permission } from "@/lib/access/permissions";
import { hashToken } from "@/lib/platform/token";
import * as build from "@/lib/testing/build";
import { createOrganization } from "./commands";
import { assignableFirstRoles } from "./first-role";
import { createOrganizationInput } from "./schema";

const logOf = (recordType: string, recordId: number) =>
  build.owner().activity.findMany({ where: { recordType, recordId }, orderBy: { id: "asc" }, select: { action: true, actorId: true, after: true, organizationId: true } });
const stored = (id: number) => build.owner().organization.findUniqueOrThrow({ where: { id } });
const newPartner = (parentId: number, fields: object = {}) =>
  createOrganizationInput.parse({ parentId, name: "Fjord IT", userName: "Ida Berg", userEmail: `ida-${Math.random()}@example.com`, ...fields });

test("a partner is created with its first user, role and one-time link in one step, each logged", async () => {
  const partner = await build.organization();
  const creator = await build.person(partner, ["organizations.create", "users.invite", "customers.edit"]);
  const role = await build.role(partner, ["users.invite", "customers.edit"]);

  const created = await createOrganization(creator, newPartner(partner.id, { roleId: role.id, tier: "gold" }));

  const user = await build.owner().user.findUniqueOrThrow({ where: { id: created.userId }, include: { grants: true, invitations: true } });
  expect(await stored(created.id)).toMatchObject({ name: "Fjord IT", parentId: partner.id, tier: "gold", key: `P-${created.id}` });
  expect(user).toMatchObject({ name: "Ida Berg", status: "invited", organizationId: created.id, passwordHash: null });
  expect(user.grants).toMatchObject([{ roleId: role.id, scopeKind: "subtree", scopeRef: created.id, level: "write", grantedById: creator.facts.userId }]);
  expect(created.invitation).toMatch(/^\/invitation\/[\w-]{43}$/);
  expect(user.invitations.map(({ tokenHash }) => tokenHash)).toEqual([hashToken(created.invitation.split("/")[2]!)]);
  expect(await logOf("organization", created.id)).toMatchObject([{ action: "organizations.create", actorId: creator.facts.userId, organizationId: created.id, after: { name: "Fjord IT", version: 1 } }]);
  expect((await logOf("user", created.userId)).map(({ action }) => action)).toEqual(["users.invite"]);
  expect(JSON.stringify(await build.owner().activity.findMany({ where: { organizationId: created.id }, select: { before: true, after: true } }))).not.toContain(created.invitation.split("/")[2]);
});

test("nothing is created when the role holds more than the creator, the address is taken, or the place is not theirs", async () => {
  const partner = await build.organization();
  const other = await build.organization();
  const creator = await build.person(partner, ["organizations.create", "customers.view"]);
  const direct = await build.person(partner, ["organizations.create", "customers.view"], { kind: "direct", ref: partner.id });
  const reader = await build.person(partner, ["organizations.create"], { level: "read" });
  const strong = await build.role(partner, ["customers.edit"]);
  const weak = await build.role(partner, ["customers.view"]);
  const foreign = await build.role(other, ["customers.view"]);
  const taken = await build.user(other);
  const before = await build.owner().organization.count();

  await expect(createOrganization(creator, newPartner(partner.id, { roleId: strong.id }))).rejects.toMatchObject({ code: "refused", permission: "customers.edit" });
  await expect(createOrganization(direct, newPartner(partner.id, { roleId: weak.id }))).rejects.toMatchObject({ code: "refused" });
  await expect(createOrganization(creator, newPartner(partner.id, { roleId: foreign.id }))).rejects.toMatchObject({ code: "invalid", fields: { roleId: expect.any(String) } });
  await expect(createOrganization(creator, newPartner(partner.id, { userEmail: taken.email.toUpperCase() }))).rejects.toMatchObject({ code: "conflict", fields: { userEmail: expect.any(String) } });
  await expect(createOrganization(creator, newPartner(partner.id, { key: other.key }))).rejects.toMatchObject({ code: "conflict", fields: { key: expect.any(String) } });
  await expect(createOrganization(creator, newPartner(other.id))).rejects.toMatchObject({ code: "invalid", fields: { parentId: expect.any(String) } });
  await expect(createOrganization(reader, newPartner(partner.id))).rejects.toMatchObject({ code: "refused", permission: "organizations.create" });
  expect(await build.owner().organization.count()).toBe(before);
  expect(await build.owner().activity.count({ where: { actorId: creator.facts.userId, outcome: "done" } })).toBe(0);
});

test("only roles that the creator could use there are offered, and the usual one names what is missing", async () => {
  const partner = await build.organization();
  const creator = await build.person(partner, ["organizations.create", "customers.view"]);
  const weak = await build.role(partner, ["customers.view"]);
  await build.role(partner, ["customers.edit"]);
  await build.role(await build.organization(), ["customers.view"]);
  const usual = await build.owner().role.upsert({
    where: { key: "partner-owner" },
    update: {},
    create: { key: "partner-owner", name: "Partner owner", organizationId: (await build.operator()).id, isTemplate: true, permissions: ["customers.edit"] },
  });
  const full = await build.person(partner, ["organizations.create", ...(usual.permissions as ["customers.edit"])]);

  const offered = await assignableFirstRoles(creator, partner.id);

  expect(offered.roles.map(({ id }) => id)).toContain(weak.id);
  expect(offered.roles.map(({ id }) => id)).not.toContain(usual.id);
  expect(offered).toMatchObject({ usual: null, lackedForUsual: expect.arrayContaining(["Edit every field of a customer's profile"]) });
  expect((await assignableFirstRoles(full, partner.id)).usual).toBe(usual.id);
});

test("a manager of a territory gives the first user a role within it, not on the whole partner, and is told so", async () => {
  const above = await build.organization();
  const north = await build.territory();
  const fjord = await build.territory(north);
  await build.owner().organization.update({ where: { id: above.id }, data: { territoryId: north.id } });
  const rights: Permission[] = ["organizations.create", "territories.assign", "territories.list", "grants.give", "users.invite", "customers.edit"];
  const manager = await build.person(above, rights, { kind: "territory", ref: north.id });
  const role = await build.role(above, ["customers.edit", "users.invite"]);
  const fields = { parentId: above.id, userName: "First", roleId: role.id };
  const create = (more: object) => createOrganization(manager, createOrganizationInput.parse({ ...fields, name: "Fjordnett", userEmail: `f-${Math.random()}@example.com`, ...more }));

  const offered = await assignableFirstRoles(manager, above.id);
  expect(offered.roles).toEqual([]);
  expect(offered.within).toMatchObject({ territories: [north.name], roles: expect.arrayContaining([expect.objectContaining({ id: role.id })]) });
  await expect(create({ territoryId: fjord.id })).rejects.toMatchObject({ code: "refused" });
  await expect(create({ roleWithin: "territory" })).rejects.toMatchObject({ code: "invalid", fields: { territoryId: expect.any(String) } });
  const { id, userId } = await create({ roleWithin: "territory", territoryId: fjord.id });

  expect(await build.owner().grant.findMany({ where: { userId }, select: { scopeKind: true, scopeRef: true, narrowTerritoryId: true } })).toEqual([{ scopeKind: "subtree", scopeRef: id, narrowTerritoryId: fjord.id }]);
});
