import { expect, test } from "vitest";
import { can } from "@/lib/access/decide";
import type { Permission } from "@/lib/access/permissions";
import * as build from "@/lib/testing/build";
import { archiveRole, createRole, editRole, restoreRole } from "./commands";
import { getRole, listRoles, lookupRoles } from "./queries";
import { createRoleInput, editRoleInput, roleList } from "./schema";

type Viewer = Awaited<ReturnType<typeof build.viewer>>;

const all: Permission[] = ["roles.create", "roles.edit", "roles.archive", "grants.list", "customers.edit", "organizations.list"];
const names = async (viewer: Viewer, params: Record<string, string> = {}) => (await listRoles(viewer, roleList.parse(params))).rows.map(({ name }) => name);
const logOf = (roleId: number) => build.owner().activity.findMany({ where: { recordType: "role", recordId: roleId }, orderBy: { id: "asc" } });
const stored = (id: number) => build.owner().role.findUniqueOrThrow({ where: { id } });

test("an administrator of a partner creates a role, and the log says what it allows", async () => {
  const partner = await build.organization();
  const admin = await build.person(partner, all);

  const made = await createRole(admin, { organizationId: partner.id, name: "Contacts", permissions: ["customers.edit-contact"] });

  expect(made).toMatchObject({ version: 1, href: `/roles/${made.id}` });
  expect(await getRole(admin, made.id)).toMatchObject({ name: "Contacts", permissions: ["customers.edit-contact"], grantCount: 0, can: { edit: true, archive: true } });
  const log = await logOf(made.id);
  expect(log).toMatchObject([{ actorId: admin.facts.userId, action: "roles.create", organizationId: partner.id, after: { permissions: ["customers.edit-contact"], version: 1 } }]);
});

test("bad input, a taken name and permissions the creator lacks leave nothing behind", async () => {
  const partner = await build.organization();
  const admin = await build.person(partner, all);
  const role = await build.role(partner, ["customers.list"], { name: "Desk" });
  const make = (fields: object) => createRole(admin, { organizationId: partner.id, name: "New", permissions: ["customers.list"], ...fields });

  expect(createRoleInput.safeParse({ organizationId: "1", name: "New", permissions: [""] }).error?.issues[0]).toMatchObject({ path: ["permissions"], message: "Choose at least one permission." });
  expect(createRoleInput.safeParse({ organizationId: "1", name: "New", permissions: ["customers.fly"] }).success).toBe(false);
  expect(createRoleInput.safeParse({ organizationId: "1", name: "New", permissions: ["customers.list"], isFromAbove: true }).success).toBe(false);
  await expect(make({ name: "Desk" })).rejects.toMatchObject({ code: "conflict", fields: { name: expect.stringContaining("Desk") } });
  await expect(make({ permissions: ["users.invite"] })).rejects.toMatchObject({ code: "refused", permission: "users.list", fields: { permissions: expect.any(String) } });
  await expect(make({ organizationId: (await build.organization()).id })).rejects.toMatchObject({ code: "invalid", fields: { organizationId: expect.any(String) } });
  expect(await build.owner().role.count({ where: { organizationId: partner.id, name: "New" } })).toBe(0);
  expect(await build.owner().activity.count({ where: { organizationId: partner.id, action: "roles.create" } })).toBe(0);
  expect(await logOf(role.id)).toEqual([]);
});

test("the list shows the roles of the reach and those from above that can be used, and nobody else's", async () => {
  const partner = await build.organization();
  const below = await build.organization(partner);
  const sibling = await build.organization();
  const word = `Zinnober${partner.id}`;
  for (const [home, name] of [[await build.operator(), "operator"], [partner, "own"], [below, "below"], [sibling, "sibling"]] as const) {
    await build.role(home, ["customers.list"], { name: `${word} ${name}` });
  }
  const reader = await build.person(partner, ["roles.view"]);
  const deep = await build.person(below, ["roles.view"]);

  expect(await names(reader, { search: word })).toEqual([`${word} below`, `${word} operator`, `${word} own`]);
  expect(await names(deep, { search: word })).toEqual([`${word} below`, `${word} operator`, `${word} own`]);
  const rows = (await listRoles(deep, roleList.parse({ search: word }))).rows;
  expect(rows.map(({ isFromAbove }) => isFromAbove)).toEqual([false, true, true]);
  expect((await lookupRoles(reader, word, partner.id)).map(({ name }) => name)).toEqual([`${word} operator`, `${word} own`]);
  expect((await lookupRoles(reader, word, below.id)).map(({ name }) => name)).toEqual([`${word} below`, `${word} operator`, `${word} own`]);
  expect(await names(reader, { search: word, organization: String(below.id) })).toEqual([`${word} below`]);
});

test("a page at a time gives every role once in both directions, with broken cursors read as none", async () => {
  const partner = await build.organization();
  for (let n = 0; n < 30; n++) await build.role(partner, ["customers.list"], { name: `Row ${partner.id} ${String(n).padStart(2, "0")}` });
  const reader = await build.person(partner, ["roles.view"]);
  for (const sort of ["name", "-name", "updated", "-updated"]) {
    const params = { sort, limit: "25", search: `Row ${partner.id}` };
    const first = await listRoles(reader, roleList.parse(params));
    const second = await listRoles(reader, roleList.parse({ ...params, after: first.next! }));
    const back = await listRoles(reader, roleList.parse({ ...params, before: second.previous! }));
    const ids = [...first.rows, ...second.rows].map(({ id }) => id);
    expect([first.total.count, new Set(ids).size, second.next]).toEqual([30, 30, null]);
    expect(back.rows.map(({ id }) => id)).toEqual(first.rows.map(({ id }) => id));
    const forged = Buffer.from(JSON.stringify([sort.replace("-", ""), "x\0", 2 ** 40])).toString("base64url");
    expect((await listRoles(reader, roleList.parse({ ...params, after: forged }))).rows).toHaveLength(25);
  }
});

test("a stranger finds no such role, a reader and a user from below are told what is missing", async () => {
  const partner = await build.organization();
  const role = await build.role(partner, ["customers.list"]);
  const edit = (viewer: Viewer) => editRole(viewer, { roleId: role.id, version: 1, name: "Mine" });
  const stranger = await build.person(await build.organization(), all);
  const reader = await build.person(partner, all, { level: "read" });
  const below = await build.person(await build.organization(partner), all);

  await expect(getRole(stranger, role.id)).rejects.toMatchObject({ code: "not-found" });
  await expect(edit(stranger)).rejects.toMatchObject({ code: "not-found" });
  await expect(archiveRole(stranger, { roleId: role.id })).rejects.toMatchObject({ code: "not-found" });
  await expect(edit(reader)).rejects.toMatchObject({ code: "refused", permission: "roles.edit" });
  await expect(edit(below)).rejects.toMatchObject({ code: "refused", permission: "roles.edit" });
  expect((await getRole(below, role.id)).can).toEqual({ edit: false, archive: false, clone: false, publish: false });
  expect(await logOf(role.id)).toEqual([]);
  expect((await stored(role.id)).version).toBe(1);
});

test("different fields of two editors merge, the same field clashes with both values", async () => {
  const partner = await build.organization();
  const role = await build.role(partner, ["customers.list"], { name: "Desk" });
  const mara = await build.person(partner, all, { fields: { name: "Mara" } });
  const jonas = await build.person(partner, all);
  const edit = (viewer: Viewer, fields: object) => editRole(viewer, editRoleInput.parse({ roleId: role.id, version: 1, name: "Desk", ...fields }));

  await edit(mara, { permissions: ["customers.view"] });
  await edit(jonas, { permissions: ["customers.list"], description: "For the front." });
  expect(await stored(role.id)).toMatchObject({ permissions: ["customers.view"], description: "For the front.", version: 3 });
  await expect(edit(jonas, { permissions: ["customers.edit"] })).rejects.toMatchObject({
    code: "stale",
    version: 3,
    clashes: [{ field: "permissions", yours: "customers.edit", theirs: "customers.view", by: "Mara" }],
  });
  expect(editRoleInput.parse({ roleId: 1, version: 1, permissions: "customers.view,customers.list" }).permissions).toEqual(["customers.list", "customers.view"]);
  const log = await logOf(role.id);
  expect(log.map(({ before, after }) => [before, after])).toEqual([
    [{ permissions: ["customers.list"] }, { permissions: ["customers.view"], version: 2 }],
    [{ description: null }, { description: "For the front.", version: 3 }],
  ]);
});

test("adding to a role is giving to all its holders: refused where one would gain what the editor lacks there", async () => {
  const partner = await build.organization();
  const below = await build.organization(partner);
  const role = await build.role(partner, ["customers.list"]);
  const narrow = await build.person(below, ["customers.list"]);
  const holder = await build.user(partner);
  const editor = await build.user(partner);
  await build.grant({ user: editor }, await build.role(partner, ["roles.edit"]));
  await build.grant({ user: editor }, await build.role(partner, ["customers.edit"]), { kind: "subtree", ref: below.id });
  const edit = async (permissions: Permission[]) => editRole(await build.viewer(editor), { roleId: role.id, version: (await stored(role.id)).version, permissions });

  await build.grant({ user: { id: narrow.facts.userId } }, role, { kind: "direct", ref: below.id });
  await edit(["customers.edit"]);
  expect(can(await build.viewer({ id: narrow.facts.userId }), "customers.edit")).toBe(true);
  await edit(["customers.list"]);
  await build.grant({ user: holder }, role);
  await expect(edit(["customers.edit"])).rejects.toMatchObject({ code: "refused", permission: expect.stringMatching(/^customers[.]/) });
  await expect(edit(["users.list"])).rejects.toMatchObject({ code: "refused", permission: "users.list" });
  await build.owner().grant.updateMany({ where: { userId: holder.id }, data: { until: new Date(Date.now() - 1000) } });
  await edit(["customers.edit"]);
  expect((await stored(role.id)).permissions).toEqual(["customers.edit"]);
});

test("nobody adds to a role that they hold themselves, directly or through a group; taking away is free", async () => {
  const partner = await build.organization();
  const role = await build.role(partner, ["customers.list", "groups.list"]);
  for (const through of ["user", "group"] as const) {
    const editor = await build.person(partner, all);
    const to = { id: editor.facts.userId };
    await build.grant(through === "user" ? { user: to } : { group: await build.group(partner, [to]) }, role, { kind: "direct", ref: partner.id });
    const viewer = await build.viewer(to);
    const { version } = await stored(role.id);
    await expect(editRole(viewer, { roleId: role.id, version, permissions: ["customers.view", "groups.list"] })).rejects.toMatchObject({ code: "refused", permission: "roles.edit" });
  }
  const last = await build.person(partner, all);
  await editRole(last, { roleId: role.id, version: 1, permissions: ["customers.list"] });
  expect((await stored(role.id)).permissions).toEqual(["customers.list"]);
});

test("a permission taken out of a role is gone at the holder's next request, unless nobody with full access would stay", async () => {
  const partner = await build.organization();
  const keeping: Permission[] = ["users.invite", "users.edit", "users.deactivate", "grants.give", "grants.revoke"];
  const role = await build.role(partner, [...keeping, "customers.edit"]);
  const keeper = await build.user(partner);
  await build.grant({ user: keeper }, role);
  const editor = await build.person(await build.operator(), ["roles.edit"]);

  await editRole(editor, { roleId: role.id, version: 1, permissions: keeping });
  expect(can(await build.viewer(keeper), "customers.edit")).toBe(false);
  await expect(editRole(editor, { roleId: role.id, version: 2, permissions: ["grants.give"] })).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("Nobody with full access") });
  expect((await stored(role.id)).permissions).toEqual(keeping);
  expect(await logOf(role.id)).toHaveLength(1);
});

test("a role is archived only when no grant uses it, and can be brought back", async () => {
  const partner = await build.organization();
  const role = await build.role(partner, ["customers.list"], { name: "Old desk" });
  const admin = await build.person(partner, all);
  const grant = await build.grant({ user: await build.user(partner) }, role);

  await expect(archiveRole(admin, { roleId: role.id })).rejects.toMatchObject({ code: "conflict", message: "1 grant still uses this role. Revoke or change them first." });
  await build.owner().grant.delete({ where: { id: grant.id } });
  await archiveRole(admin, { roleId: role.id });
  await archiveRole(admin, { roleId: role.id });
  expect(await names(admin, { search: "Old desk" })).toEqual([]);
  expect(await names(admin, { search: "Old desk", status: "archived" })).toEqual(["Old desk"]);
  expect(await lookupRoles(admin, "Old desk")).toEqual([]);
  await restoreRole(admin, { roleId: role.id });
  expect(await names(admin, { search: "Old desk" })).toEqual(["Old desk"]);
  expect((await logOf(role.id)).map(({ action }) => action)).toEqual(["roles.archive", "roles.restore"]);
});
