import { expect, test } from "vitest";
import { roleTemplates } from "@/lib/access/templates";
import type { Viewer } from "@/lib/access/viewer";
import * as build from "@/lib/testing/build";
import { cloneUser } from "./cloning";
import { cloneUserInput } from "./schema";

const ownerRights = roleTemplates.find(({ key }) => key === "partner-owner")!.permissions;
const address = () => `clone-${Math.random().toString(36).slice(2)}@example.com`;
const clone = (viewer: Viewer, fields: object) => cloneUser(viewer, cloneUserInput.parse({ name: "Kaja", email: address(), ...fields }));
const stateOf = (id: number) =>
  build.owner().user.findUniqueOrThrow({
    where: { id },
    include: { memberships: { select: { groupId: true, until: true } }, grants: { select: { roleId: true, scopeKind: true, scopeRef: true, until: true, customers: { select: { customerId: true } } } }, tokens: true, sessions: true },
  });
const left = async (organizationId: number) => [await build.owner().user.count({ where: { organizationId } }), await build.owner().grant.count({ where: { user: { organizationId } } }), await build.owner().activity.count({ where: { organizationId } })];

async function world() {
  const partner = await build.organization();
  const owner = await build.person(partner, ownerRights);
  const [role, customer] = [await build.role(partner, ["customers.edit"]), await build.customer(partner)];
  const until = new Date(Date.now() + 5 * 86_400_000);
  const source = await build.user(partner, { phone: "+47 1", jobRole: "sales", region: "north", readOnly: true, expiresAt: until, passwordHash: "secret-hash" });
  const group = await build.group(partner);
  await build.owner().groupMember.create({ data: { groupId: group.id, userId: source.id, until } });
  await build.grant({ user: source }, role, { kind: "customers", customers: [customer], until });
  return { partner, owner, role, customer, until, source, group };
}

test("a clone has what was chosen of access, groups, times and settings, and is invited with a link; never anything personal", async () => {
  const { partner, owner, role, customer, until, source, group } = await world();

  const whole = await clone(owner, { userId: source.id, permissions: true, memberships: true, expiry: true, settings: true });
  const bare = await clone(owner, { userId: source.id });
  const home = await clone(owner, { userId: source.id, permissions: true, scope: "home" });

  expect(whole.link).toMatch(/^\/invitation\//);
  const nothing = { phone: null, passwordHash: null, status: "invited", tokens: [], sessions: [], organizationId: partner.id };
  expect(await stateOf(whole.id)).toMatchObject({ ...nothing, jobRole: "sales", region: "north", readOnly: true, expiresAt: until, memberships: [{ groupId: group.id, until }], grants: [{ roleId: role.id, scopeKind: "customers", until, customers: [{ customerId: customer.id }] }] });
  expect(await stateOf(bare.id)).toMatchObject({ ...nothing, jobRole: null, region: null, readOnly: false, expiresAt: null, memberships: [], grants: [] });
  expect(await stateOf(home.id)).toMatchObject({ grants: [{ scopeKind: "direct", scopeRef: partner.id, until: null }] });
  const log = await build.owner().activity.findFirst({ where: { recordType: "user", recordId: whole.id, action: "users.clone" } });
  expect(log).toMatchObject({ actorId: owner.facts.userId, after: expect.objectContaining({ from: source.name, fromId: source.id }) });
  expect(JSON.stringify(log!.after)).not.toContain("secret-hash");
});

test("nobody clones more than they could give, what they may not see, or a person they may not clone; nothing is left behind", async () => {
  const { partner, source, group } = await world();
  const weak = await build.person(partner, ["users.clone", "grants.give", "groups.manage-members", "customers.view", "roles.list"]);
  const blind = await build.person(partner, ["users.clone"]);
  const reader = await build.person(partner, ["users.view"]);
  const stranger = await build.person(await build.organization(), ownerRights);
  await build.grant({ group }, await build.role(partner, ["customers.delete"]));
  const before = await left(partner.id);

  await expect(clone(weak, { userId: source.id, permissions: true })).rejects.toMatchObject({ code: "refused", permission: "customers.edit" });
  await expect(clone(weak, { userId: source.id, memberships: true })).rejects.toMatchObject({ code: "refused", permission: "customers.delete" });
  await expect(clone(blind, { userId: source.id, memberships: true })).rejects.toMatchObject({ code: "conflict", fields: { memberships: expect.any(String) } });
  await expect(clone(blind, { userId: source.id, permissions: true })).rejects.toMatchObject({ code: "refused", permission: "grants.list" });
  await expect(clone(reader, { userId: source.id })).rejects.toMatchObject({ code: "refused", permission: "users.clone" });
  await expect(clone(stranger, { userId: source.id })).rejects.toMatchObject({ code: "not-found" });
  await expect(clone(weak, { userId: source.id, email: source.email })).rejects.toMatchObject({ code: "conflict", fields: { email: expect.any(String) } });
  expect(await left(partner.id)).toEqual(before);
});

test("settings that a rule group looks at are judged: a clone in sales is not brought into what sales may do", async () => {
  const { partner, source } = await world();
  const group = await build.group(partner, [], { type: "rule", rule: { jobRole: ["sales"] } });
  await build.grant({ group }, await build.role(partner, ["customers.delete"]));
  const weak = await build.person(partner, ["users.clone", "customers.edit"]);

  await expect(clone(weak, { userId: source.id, settings: true })).rejects.toMatchObject({ code: "refused", permission: "customers.delete" });
  await clone(weak, { userId: source.id });
});
