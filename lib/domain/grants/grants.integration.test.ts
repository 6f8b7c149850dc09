import { expect, test } from "vitest";
import { allowed, can } from "@/lib/access/decide";
import type { Permission } from "@/lib/access/permissions";
import * as build from "@/lib/testing/build";
import { changeGrant, giveGrant, revokeGrant } from "./commands";
import { getGrant } from "./queries";
import { giveGrantInput } from "./schema";

const giving: Permission[] = ["grants.give", "grants.revoke", "organizations.list", "roles.list"];
const parse = (fields: object) => giveGrantInput.parse({ kind: "everything", level: "read", ...fields });
const stored = (id: number) => build.owner().grant.findUniqueOrThrow({ where: { id }, include: { customers: true, exceptCustomers: true } });
const logOf = (id: number) => build.owner().activity.findMany({ where: { recordType: "grant", recordId: id }, orderBy: { id: "asc" } });

/** A partner with one below, an administrator of the partner who may do everything with customers, and somebody to give to. */
async function world() {
  const partner = await build.organization();
  const below = await build.organization(partner);
  const admin = await build.person(partner, [...giving, "customers.edit", "customers.suspend"]);
  const role = await build.role(partner, ["customers.edit"], { name: `Editors ${partner.id}` });
  return { partner, below, admin, role, ida: await build.user(partner, { name: "Ida Holm" }) };
}

/** What a refused command must leave: no grant for the person, no row in the log of their home. */
async function expectNothing(person: { id: number }, home: { id: number }) {
  expect(await build.owner().grant.count({ where: { userId: person.id } })).toBe(0);
  expect(await build.owner().activity.count({ where: { organizationId: home.id, recordType: "grant" } })).toBe(0);
}

test("access given counts on the next request, and the log tells who gave what to whom", async () => {
  const { partner, admin, role, ida } = await world();
  const bryggen = await build.customer(partner);

  const given = await giveGrant(admin, parse({ userId: ida.id, roleId: role.id, kind: "customers", customers: [bryggen.id], level: "write", until: "2999-12-31", reason: "Summer" }));

  const after = await build.viewer(ida);
  expect(can(after, "customers.edit")).toBe(true);
  expect(await getGrant(admin, given.id)).toMatchObject({ holderName: "Ida Holm", roleName: role.name, scope: bryggen.name, level: "write", state: "current", grantedByName: admin.facts.name, can: { change: true, revoke: true } });
  expect(await logOf(given.id)).toMatchObject([
    {
      actorId: admin.facts.userId,
      action: "grants.give",
      recordName: `${role.name} for Ida Holm`,
      organizationId: partner.id,
      after: { scope: `1 customer: ${bryggen.id}`, level: "write", until: "2999-12-31", reason: "Summer", holder: "Ida Holm", role: role.name, version: 1 },
    },
  ]);
});

test("access that is revoked is gone on the next request", async () => {
  const { partner, admin, role, ida } = await world();
  const given = await giveGrant(admin, parse({ userId: ida.id, roleId: role.id, kind: "direct", organizationId: partner.id, level: "write" }));
  const before = await build.viewer(ida);
  const customer = await build.customer(partner);

  await revokeGrant(admin, { grantId: given.id });

  expect(can(before, "customers.edit")).toBe(true);
  expect(can(await build.viewer(ida), "customers.list")).toBe(false);
  expect((await logOf(given.id)).at(-1)).toMatchObject({ action: "grants.revoke", before: { scope: `organization ${partner.id} alone`, holder: "Ida Holm" } });
  await expect(revokeGrant(admin, { grantId: given.id })).rejects.toMatchObject({ code: "not-found" });
  expect(customer.id).toBeGreaterThan(0);
});

test("nobody gives to themselves, neither directly nor to a group they are in, nor changes what they hold", async () => {
  const { partner, role, admin } = await world();
  const me = { id: admin.facts.userId };
  const inner = await build.group(partner, [me]);
  const outer = await build.group(partner);
  await build.owner().groupNesting.create({ data: { groupId: outer.id, memberId: inner.id } });
  const viewer = await build.viewer(me);
  const own = await build.owner().grant.findFirstOrThrow({ where: { userId: me.id } });

  await expect(giveGrant(viewer, parse({ userId: me.id, roleId: role.id }))).rejects.toMatchObject({ code: "refused", permission: "grants.give", fields: { userId: expect.any(String) } });
  for (const group of [inner, outer]) {
    await expect(giveGrant(viewer, parse({ groupId: group.id, roleId: role.id }))).rejects.toMatchObject({ code: "refused", fields: { groupId: expect.any(String) } });
  }
  await expect(changeGrant(viewer, { grantId: own.id, version: 1, level: "read" })).rejects.toMatchObject({ code: "refused" });
  expect((await getGrant(viewer, own.id)).can.change).toBe(false);
});

test("nobody gives what they lack: permission, level, scope, and later customers are judged by giving and by changing", async () => {
  const { partner, below, role, ida } = await world();
  const strong = await build.role(partner, ["customers.edit", "users.invite"]);
  const sub = await build.user(below);
  const [here, there] = [await build.customer(partner), await build.customer(below)];
  const giver = await build.user(partner);
  await build.grant({ user: giver }, await build.role(partner, giving));
  await build.grant({ user: giver }, await build.role(partner, ["customers.edit"]), { kind: "subtree", ref: below.id });
  await build.grant({ user: giver }, await build.role(partner, ["customers.list"]));
  const viewer = await build.viewer(giver);
  const give = (fields: object) => giveGrant(viewer, parse({ userId: ida.id, roleId: role.id, level: "write", ...fields }));

  for (const fields of [
    { kind: "everything" },
    { kind: "direct", organizationId: partner.id },
    { kind: "customers", customers: [there.id, here.id] },
    { kind: "own" },
    { kind: "subtree", organizationId: below.id, roleId: strong.id },
    { kind: "subtree", organizationId: partner.id, level: "read", roleId: strong.id, exceptOrganizations: [below.id] },
  ]) {
    await expect(give(fields), JSON.stringify(fields)).rejects.toMatchObject({ code: "refused", permission: expect.any(String), fields: { roleId: expect.stringContaining("more than you may do there yourself") } });
  }
  await expectNothing(ida, partner);
  const given = await give({ kind: "subtree", organizationId: below.id });
  await give({ kind: "customers", customers: [there.id] });
  await giveGrant(viewer, parse({ userId: sub.id, roleId: role.id, kind: "everything", level: "write" }));
  const change = (fields: object) => changeGrant(viewer, { grantId: given.id, version: 1, ...fields });
  await expect(change({ kind: "everything" })).rejects.toMatchObject({ code: "refused", fields: { roleId: expect.any(String) } });
  await expect(change({ roleId: strong.id })).rejects.toMatchObject({ code: "refused" });
  expect(await stored(given.id)).toMatchObject({ scopeKind: "subtree", scopeRef: below.id, roleId: role.id, version: 1 });
  expect(await logOf(given.id)).toHaveLength(1);
});

test("a scope that covers nothing, or names what is hidden, is refused at its field", async () => {
  const { partner, below, admin, role, ida } = await world();
  const elsewhere = await build.organization();
  const far = await build.customer(elsewhere);
  const inside = await build.customer(partner);
  const sub = await build.user(below);
  const territory = await build.territory();
  const give = (fields: object) => giveGrant(admin, parse({ userId: ida.id, roleId: role.id, ...fields }));
  const refusals: [object, string][] = [
    [{ kind: "customers" }, "customers"],
    [{ kind: "customers", customers: [far.id] }, "customers"],
    [{ kind: "customers", customers: [inside.id], exceptCustomers: [inside.id] }, "exceptCustomers"],
    [{ kind: "customers", customers: [inside.id], userId: sub.id }, "customers"],
    [{ kind: "subtree" }, "organizationId"],
    [{ kind: "direct", organizationId: elsewhere.id }, "organizationId"],
    [{ kind: "direct", organizationId: partner.id, userId: sub.id }, "organizationId"],
    [{ kind: "territory" }, "territoryId"],
    [{ kind: "territory", territoryId: territory.id }, "territoryId"],
    [{ kind: "everything", narrowProgramId: 999_999 }, "narrowProgramId"],
    [{ kind: "everything", exceptOrganizations: [partner.id] }, "exceptOrganizations"],
    [{ kind: "subtree", organizationId: below.id, exceptOrganizations: [below.id] }, "exceptOrganizations"],
    [{ kind: "everything", exceptCustomers: [far.id] }, "exceptCustomers"],
    [{ kind: "everything", from: "2998-01-02", until: "2998-01-02" }, "until"],
    [{ kind: "everything", until: "2001-01-01" }, "until"],
  ];

  for (const [fields, field] of refusals) {
    await expect(give(fields), JSON.stringify(fields)).rejects.toMatchObject({ code: "invalid", fields: { [field]: expect.any(String) } });
  }
  for (const fields of [{ kind: "most" }, { until: "31.12.2026" }, { until: "2026-02-31" }, { customers: ["x"] }, { source: "import" }, { roleId: "" }]) {
    expect(giveGrantInput.safeParse({ userId: ida.id, roleId: role.id, kind: "own", level: "read", ...fields }).success, JSON.stringify(fields)).toBe(false);
  }
  await expectNothing(ida, partner);
});

test("a role fits people of the organization that owns it, or below; archived and foreign ones do not", async () => {
  const { partner, below, admin, ida } = await world();
  const give = async (role: { id: number }, person = ida) => giveGrant(admin, parse({ userId: person.id, roleId: role.id }));
  const archived = await build.role(partner, ["customers.list"]);
  await build.owner().role.update({ where: { id: archived.id }, data: { archivedAt: new Date() } });

  await expect(give(await build.role(below, ["customers.list"]))).rejects.toMatchObject({ code: "invalid", fields: { roleId: expect.stringContaining("only be given to people") } });
  await expect(give(await build.role(await build.organization(), ["customers.list"]))).rejects.toMatchObject({ code: "invalid", fields: { roleId: "Choose a role from the list." } });
  await expect(give(archived)).rejects.toMatchObject({ code: "invalid", fields: { roleId: expect.stringContaining("archived") } });
  await give(await build.role(await build.operator(), ["customers.list"]));
  await give(await build.role(below, ["customers.list"]), await build.user(below));
});

test("strangers find neither holder nor grant; readers are told what is missing", async () => {
  const { partner, role, ida, admin } = await world();
  const given = await giveGrant(admin, parse({ userId: ida.id, roleId: role.id }));
  const stranger = await build.person(await build.organization(), [...giving, "customers.edit"]);
  const reader = await build.person(partner, ["grants.list"]);
  const halfReader = await build.person(partner, [...giving, "users.list"], { level: "read" });
  const elsewhere = await build.person(partner, ["users.list"]);
  await build.grant({ user: { id: elsewhere.facts.userId } }, await build.role(partner, giving), { kind: "direct", ref: (await build.organization(partner)).id });

  await expect(giveGrant(stranger, parse({ userId: ida.id, roleId: role.id }))).rejects.toMatchObject({ code: "invalid", fields: { userId: "Choose a user from the list." } });
  await expect(giveGrant(await build.viewer({ id: elsewhere.facts.userId }), parse({ userId: ida.id, roleId: role.id }))).rejects.toMatchObject({ code: "refused", permission: "grants.give" });
  await expect(getGrant(stranger, given.id)).rejects.toMatchObject({ code: "not-found" });
  for (const [viewer, code] of [[stranger, "not-found"], [reader, "refused"], [halfReader, "refused"]] as const) {
    await expect(changeGrant(viewer, { grantId: given.id, version: 1, level: "write" })).rejects.toMatchObject({ code });
    await expect(revokeGrant(viewer, { grantId: given.id })).rejects.toMatchObject({ code });
  }
  expect(await getGrant(reader, given.id)).toMatchObject({ can: { change: false, revoke: false } });
  expect(await stored(given.id)).toMatchObject({ level: "read", version: 1 });
});

test("edits of different parts merge, edits of the same part clash in words, and the other's can be kept", async () => {
  const { partner, below, admin, role, ida } = await world();
  const mara = await build.person(partner, [...giving, "customers.edit"], { fields: { name: "Mara" } });
  const given = await giveGrant(admin, parse({ userId: ida.id, roleId: role.id, kind: "direct", organizationId: partner.id }));
  const whole = { grantId: given.id, version: 1, roleId: role.id, kind: "direct" as const, organizationId: partner.id, level: "read" as const, from: null, until: null, reason: null };

  await changeGrant(mara, { ...whole, kind: "subtree", organizationId: below.id });
  await changeGrant(admin, { ...whole, reason: "For the summer" });
  expect(await stored(given.id)).toMatchObject({ scopeKind: "subtree", scopeRef: below.id, reason: "For the summer", version: 3 });
  const clash = changeGrant(admin, { ...whole, kind: "everything" });
  await expect(clash).rejects.toMatchObject({ code: "stale", version: 3, clashes: [{ field: "scope", yours: "everything", theirs: `${below.name} and all below it`, by: "Mara" }] });
  await changeGrant(admin, { ...whole, kind: "everything", level: "write", reason: "For the summer", version: 3, scope: "kept" });
  expect(await stored(given.id)).toMatchObject({ scopeKind: "subtree", level: "write", version: 4 });
  expect((await logOf(given.id)).map(({ before }) => before)).toEqual([
    null,
    { scope: `organization ${partner.id} alone` },
    { reason: null },
    { level: "read" },
  ]);
});

test("changing a list of customers writes the difference and logs counts and ids", async () => {
  const { partner, admin, role, ida } = await world();
  const [a, b, c] = [await build.customer(partner), await build.customer(partner), await build.customer(partner)];
  const given = await giveGrant(admin, parse({ userId: ida.id, roleId: role.id, kind: "customers", customers: [b.id, a.id] }));

  await changeGrant(admin, { grantId: given.id, version: 1, kind: "customers", customers: [b.id, c.id] });

  const { customers } = await stored(given.id);
  expect(customers.map(({ customerId }) => customerId).sort()).toEqual([b.id, c.id].sort());
  expect((await logOf(given.id)).at(-1)).toMatchObject({ action: "grants.change", before: { scope: `2 customers: ${a.id}, ${b.id}` }, after: { scope: `2 customers: ${b.id}, ${c.id}`, version: 2 } });
  const viewer = await build.viewer(ida);
  expect(allowed(viewer.access, "customers.view", [given.id * 16 + 5, partner.id * 16 + 1])).toBe(true);
});

test("a grant that names customers the viewer may not see can be revoked, not changed", async () => {
  const { partner, below, admin, role } = await world();
  const sub = await build.user(below);
  const shared = await build.customer(below);
  const given = await giveGrant(admin, parse({ userId: sub.id, roleId: role.id, kind: "customers", customers: [shared.id] }));
  const blind = await build.person(partner, ["grants.give", "grants.revoke"]);

  expect(await getGrant(blind, given.id)).toMatchObject({ scope: "chosen customers", hides: true, places: { customers: [] }, can: { change: false, revoke: true } });
  await expect(changeGrant(blind, { grantId: given.id, version: 1, kind: "customers", customers: [] })).rejects.toMatchObject({ code: "refused", permission: "customers.list" });
  await revokeGrant(blind, { grantId: given.id });
});

test("somebody with full access stays, whether access is revoked, ended or lowered", async () => {
  const partner = await build.organization();
  const role = await build.role(partner, ["users.invite", "users.edit", "users.deactivate", "grants.give", "grants.revoke"]);
  const keeper = await build.user(partner);
  const last = await build.grant({ user: keeper }, role);
  const above = await build.person(await build.operator(), ["grants.give", "grants.revoke", "users.invite", "users.edit", "users.deactivate"]);

  const left = { code: "conflict", message: expect.stringContaining("Nobody with full access") };
  await expect(revokeGrant(above, { grantId: last.id })).rejects.toMatchObject(left);
  await expect(changeGrant(above, { grantId: last.id, version: 1, level: "read" })).rejects.toMatchObject(left);
  await expect(changeGrant(above, { grantId: last.id, version: 1, until: new Date("2999-01-01") })).rejects.toMatchObject(left);
  expect(await stored(last.id)).toMatchObject({ level: "write", until: null, version: 1 });
  expect(await logOf(last.id)).toEqual([]);
  await build.grant({ user: await build.user(partner) }, role);
  await revokeGrant(above, { grantId: last.id });
});

test("a security group carries one scope: the next access must have it, and a change takes all of it along", async () => {
  const { partner, below, admin, role } = await world();
  const member = await build.user(partner);
  const group = await build.group(partner, [member], { type: "security" });
  const other = await build.role(partner, ["customers.suspend"]);
  const give = (fields: object) => giveGrant(admin, parse({ groupId: group.id, roleId: role.id, kind: "direct", organizationId: partner.id, ...fields }));

  const first = await give({});
  await expect(give({ roleId: other.id, kind: "everything" })).rejects.toMatchObject({ code: "invalid", fields: { kind: expect.stringContaining("one scope") } });
  const second = await give({ roleId: other.id });
  await changeGrant(admin, { grantId: first.id, version: 1, kind: "subtree", organizationId: below.id });
  expect(await stored(second.id)).toMatchObject({ scopeKind: "subtree", scopeRef: below.id, version: 2 });
  expect((await logOf(second.id)).at(-1)).toMatchObject({ action: "grants.change", after: { scope: `organization ${below.id} and below` } });
});
