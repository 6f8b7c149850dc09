import { expect, test } from "vitest";
import { allowed, can } from "@/lib/access/decide";
import type { Permission } from "@/lib/access/permissions";
import { scopeId } from "@/lib/access/scope-id";
import * as build from "@/lib/testing/build";
import { previewed } from "../access/preview/preview";
import { cloneDraft, cloneRole } from "./clone";
import { getRole } from "./queries";
import { cloneRoleInput } from "./schema";

const cloner: Permission[] = ["roles.clone", "organizations.list", "customers.edit", "grants.give", "users.list"];
const stored = (id: number) => build.owner().role.findUniqueOrThrow({ where: { id } });
const grantsOf = (roleId: number) => build.owner().grant.findMany({ where: { roleId }, orderBy: { id: "asc" }, include: { customers: true } });
const count = (organizationId: number) => build.owner().role.count({ where: { organizationId } });

test("a clone of a template knows it and its version, and the log says where it came from", async () => {
  const partner = await build.organization();
  const template = await build.role(await build.operator(), ["customers.edit", "customers.view"], { isTemplate: true, name: `Desk ${partner.id}` });
  const admin = await build.person(partner, cloner);

  const draft = await cloneDraft(admin, template.id);
  const made = await cloneRole(admin, cloneRoleInput.parse({ roleId: template.id, organizationId: partner.id, name: draft.name }));

  expect(draft).toMatchObject({ name: `Copy of Desk ${partner.id}`, permissions: ["customers.view", "customers.edit"] });
  expect(await stored(made.id)).toMatchObject({ organizationId: partner.id, templateId: template.id, templateVersion: 1, isTemplate: false, permissions: draft.permissions });
  expect((await getRole(admin, made.id)).lineage).toMatchObject({ templateId: template.id, number: 1, latest: 1, more: [], lacks: [], proposal: [] });
  expect((await cloneDraft(admin, template.id)).name).toBe(`Copy of Desk ${partner.id} 2`);
  const log = await build.owner().activity.findMany({ where: { recordType: "role", recordId: made.id } });
  expect(log).toMatchObject([{ actorId: admin.facts.userId, action: "roles.clone", organizationId: partner.id, after: { clonedFromId: template.id, templateId: template.id, templateVersion: 1 } }]);
});

test("a clone of a clone knows the same template at the version its source stands at; a clone of a plain role knows none", async () => {
  const partner = await build.organization();
  const template = await build.role(partner, ["customers.view"], { isTemplate: true });
  const admin = await build.person(partner, cloner);
  const clone = async (roleId: number, name: string) => stored((await cloneRole(admin, { roleId, organizationId: partner.id, name })).id);
  const first = await clone(template.id, "First");
  await build.owner().role.update({ where: { id: template.id }, data: { permissions: ["customers.view", "customers.edit"] } });
  expect(await clone(first.id, "Second")).toMatchObject({ templateId: template.id, templateVersion: 1, permissions: ["customers.view"] });
  expect(await clone(template.id, "Third")).toMatchObject({ templateId: template.id, templateVersion: 2 });
  const plain = await build.role(partner, ["customers.list"]);
  expect(await clone(plain.id, "Fourth")).toMatchObject({ templateId: null, templateVersion: null });
});

test("what the cloner lacks is left out and counted, and refused by name when it was picked", async () => {
  const partner = await build.organization();
  const template = await build.role(await build.operator(), ["customers.edit", "customers.suspend", "organizations.move"], { isTemplate: true });
  const admin = await build.person(partner, cloner);
  const input = { roleId: template.id, organizationId: partner.id, name: "Ours" };

  await expect(cloneRole(admin, { ...input, permissions: ["customers.edit", "organizations.move"] })).rejects.toMatchObject({
    code: "refused",
    permission: "organizations.view",
    fields: { permissions: expect.stringContaining("Move a partner") },
  });
  await expect(cloneRole(admin, { ...input, permissions: ["users.list"] })).rejects.toMatchObject({ code: "invalid", fields: { permissions: expect.stringContaining("users.list") } });
  expect(await count(partner.id)).toBe(1);
  const made = await cloneRole(admin, input);
  expect(made.message).toContain("3 permissions that you do not have yourself were left out.");
  expect((await stored(made.id)).permissions).toEqual(["organizations.list", "customers.edit"].sort());
  const poor = await build.person(partner, ["roles.clone"]);
  const foreign = await build.role(partner, ["imports.run"]);
  await expect(cloneRole(poor, { ...input, name: "Other", roleId: foreign.id })).rejects.toMatchObject({ code: "invalid", fields: { permissions: expect.any(String) } });
});

test("a taken name, a foreign partner, a hidden and an archived role, each refused with the field named and nothing made", async () => {
  const partner = await build.organization();
  const other = await build.organization();
  const role = await build.role(partner, ["customers.view"], { name: "Desk" });
  const admin = await build.person(partner, cloner);
  const clone = (fields: object) => cloneRole(admin, { roleId: role.id, organizationId: partner.id, name: "New", ...fields });
  const before = await count(partner.id);

  await expect(clone({ name: "Desk" })).rejects.toMatchObject({ code: "conflict", fields: { name: expect.stringContaining("Desk") } });
  await expect(clone({ organizationId: other.id })).rejects.toMatchObject({ code: "invalid", fields: { organizationId: expect.any(String) } });
  await expect(clone({ organizationId: (await build.operator()).id })).rejects.toMatchObject({ code: "invalid", fields: { organizationId: expect.any(String) } });
  await expect(clone({ roleId: (await build.role(other, ["customers.view"])).id })).rejects.toMatchObject({ code: "not-found" });
  await build.owner().role.update({ where: { id: role.id }, data: { archivedAt: new Date() } });
  await expect(clone({})).rejects.toMatchObject({ code: "invalid", fields: { roleId: expect.stringContaining("archived") } });
  expect(await count(partner.id)).toBe(before);
  expect(await count(other.id)).toBe(1);
});

test("a stranger finds nothing to clone, a reader and one without the permission are told which is missing", async () => {
  const partner = await build.organization();
  const role = await build.role(partner, ["customers.view"]);
  const input = { roleId: role.id, organizationId: partner.id, name: "Mine" };
  const reader = await build.person(partner, cloner, { level: "read" });
  const nobody = await build.person(partner, ["roles.view"]);
  const stranger = await build.person(await build.organization(), cloner);

  await expect(cloneRole(stranger, input)).rejects.toMatchObject({ code: "not-found" });
  await expect(cloneDraft(stranger, role.id)).rejects.toMatchObject({ code: "not-found" });
  await expect(cloneRole(reader, input)).rejects.toMatchObject({ code: "refused", permission: "roles.clone" });
  await expect(cloneRole(nobody, input)).rejects.toMatchObject({ code: "refused", permission: "roles.clone" });
  await expect(cloneDraft(nobody, role.id)).rejects.toMatchObject({ code: "refused", permission: "roles.clone" });
});

test("with its holders, the clone is given where and as long as the other role was, but never to oneself", async () => {
  const partner = await build.organization();
  const below = await build.organization(partner);
  const until = new Date(Date.now() + 86_400_000);
  const role = await build.role(partner, ["customers.edit"]);
  const [ida, ole] = [await build.user(partner), await build.user(below)];
  const customer = await build.customer(partner);
  await build.grant({ user: ida }, role, { kind: "customers", customers: [customer], until });
  await build.grant({ user: ole }, role, { kind: "subtree", ref: below.id, level: "read" });
  await build.grant({ user: await build.user(partner) }, role, { until: new Date(Date.now() - 1000) });
  const admin = await build.person(partner, cloner);
  await build.grant({ user: { id: admin.facts.userId } }, role);
  const clone = (name: string, fields: object) => cloneRole(admin, { roleId: role.id, organizationId: partner.id, name, members: true, ...fields });

  const same = await clone("Same", { scope: true, expiry: true });
  expect(same.message).toContain("It was given to 2 holders");
  expect(await grantsOf(same.id)).toMatchObject([
    { userId: ida.id, scopeKind: "customers", customers: [{ customerId: customer.id }], until, level: "write", grantedById: admin.facts.userId },
    { userId: ole.id, scopeKind: "subtree", scopeRef: below.id, until: null, level: "read" },
  ]);
  const home = await clone("Home", {});
  expect(await grantsOf(home.id)).toMatchObject([
    { userId: ida.id, scopeKind: "direct", scopeRef: partner.id, until: null },
    { userId: ole.id, scopeKind: "direct", scopeRef: below.id, until: null },
  ]);
  expect([can(await build.viewer(ida), "customers.edit"), can(await build.viewer(ole), "customers.view")]).toEqual([true, true]);
  const without = await cloneRole(admin, { roleId: role.id, organizationId: below.id, name: "Below", members: true, scope: true });
  expect((await grantsOf(without.id)).map(({ userId }) => userId)).toEqual([ole.id]);
});

test("a holder who may not be given it stops the whole clone, by name", async () => {
  const partner = await build.organization();
  const below = await build.organization(partner);
  const role = await build.role(partner, ["customers.edit"]);
  const ida = await build.user(below, { name: "Ida Berg" });
  await build.grant({ user: ida }, role, { kind: "subtree", ref: partner.id });
  const someone = await build.user(partner);
  const rights = await build.role(partner, [...cloner, "grants.list"]);
  await build.grant({ user: someone }, rights, { kind: "subtree", ref: below.id });
  await build.grant({ user: someone }, await build.role(partner, ["roles.view"]));
  const narrow = await build.viewer(someone);
  expect(allowed(narrow.access, "customers.edit", [scopeId("direct", partner.id), scopeId("subtree", partner.id)])).toBe(false);
  const input = { roleId: role.id, organizationId: below.id, name: "Ours", members: true };

  const admin = await build.person(partner, ["roles.clone", "grants.give", "customers.view", "organizations.list"]);
  await expect(cloneRole(admin, { ...input, permissions: ["customers.view"] })).resolves.toMatchObject({ version: 1 });
  const outOfReach = await build.customer(partner);
  await build.grant({ user: ida }, role, { kind: "customers", customers: [outOfReach] });
  await expect(cloneRole(narrow, { ...input, name: "Second", scope: true })).rejects.toMatchObject({ fields: { members: expect.stringContaining("Ida Berg") } });
  expect(await build.owner().role.count({ where: { organizationId: below.id, name: "Second" } })).toBe(0);
  const plain = await build.person(below, ["roles.clone", "customers.edit"]);
  await expect(cloneRole(plain, { ...input, name: "Third" })).rejects.toMatchObject({ code: "refused", permission: "grants.give" });
});

test("a clone for the other role's holders is looked at first, then saved as it was seen", async () => {
  const partner = await build.organization();
  const role = await build.role(partner, ["customers.edit"]);
  const below = await build.organization(partner);
  const ida = await build.user(below);
  await build.customer(below);
  await build.grant({ user: ida }, role, { kind: "customers", customers: [await build.customer(below)] });
  const admin = await build.person(partner, cloner);
  const input = { roleId: role.id, organizationId: partner.id, name: "Seen", members: true };
  const ask = (token: string | null) => previewed({ viewer: admin, name: "cloneRole", input, command: () => cloneRole(admin, input), token });

  const look = await ask(null);
  if (!("preview" in look)) throw new Error("It was saved unseen.");
  expect(look.preview).toMatchObject({ people: 1, lost: [] });
  expect(await build.owner().role.count({ where: { organizationId: partner.id, name: "Seen" } })).toBe(0);
  const done = await ask(look.preview.token);
  if (!("saved" in done)) throw new Error("It was asked again.");
  expect(await grantsOf(done.saved.id)).toMatchObject([{ userId: ida.id, scopeKind: "direct", scopeRef: below.id }]);
});
