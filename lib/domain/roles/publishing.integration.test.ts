import { expect, test } from "vitest";
import { can, heldPermissions } from "@/lib/access/decide";
import type { Permission } from "@/lib/access/permissions";
import * as build from "@/lib/testing/build";
import { createRole, editRole } from "./commands";
import { offerTemplate, publishTemplate, rollBackTemplate, withdrawTemplate } from "./publishing";
import { getRole, listVersions } from "./queries";
import { createRoleInput, publishTemplateInput } from "./schema";

const publisher: Permission[] = ["roles.publish", "roles.create", "roles.edit", "customers.edit", "customers.suspend", "users.view"];
const stored = (id: number) => build.owner().role.findUniqueOrThrow({ where: { id } });
const versionsOf = (roleId: number) => build.owner().roleVersion.findMany({ where: { roleId }, orderBy: { number: "asc" } });
const logOf = (roleId: number) => build.owner().activity.findMany({ where: { recordType: "role", recordId: roleId }, orderBy: { id: "asc" } });

test("a template is created with its first version, by its author's name", async () => {
  const partner = await build.organization();
  const author = await build.person(partner, publisher, { fields: { name: "Mara Lind" } });
  const input = createRoleInput.parse({ organizationId: partner.id, name: "Desk", permissions: "customers.view", isTemplate: "true" });
  const { id } = await createRole(author, input);

  expect(await getRole(author, id)).toMatchObject({ isTemplate: true, number: 1, clones: { count: 0, open: 0 } });
  expect(await versionsOf(id)).toMatchObject([{ number: 1, permissions: ["customers.view"], publishedById: author.facts.userId, publishedByName: "Mara Lind" }]);
  const creator = await build.person(partner, ["roles.create", "customers.view"]);
  await expect(createRole(creator, { ...input, name: "Other" })).rejects.toMatchObject({ code: "refused", permission: "roles.publish" });
});

test("a role is offered and withdrawn, twice without a second row", async () => {
  const partner = await build.organization();
  const role = await build.role(partner, ["customers.view"]);
  const admin = await build.person(partner, publisher);

  await offerTemplate(admin, { roleId: role.id, note: "For every desk" });
  await offerTemplate(admin, { roleId: role.id });
  expect(await versionsOf(role.id)).toMatchObject([{ number: 1, note: "For every desk", publishedById: admin.facts.userId }]);
  await withdrawTemplate(admin, { roleId: role.id });
  await withdrawTemplate(admin, { roleId: role.id });
  expect(await stored(role.id)).toMatchObject({ isTemplate: false, version: 3 });
  expect((await logOf(role.id)).map(({ action }) => action)).toEqual(["roles.publish", "roles.withdraw"]);
  await build.owner().role.update({ where: { id: role.id }, data: { archivedAt: new Date() } });
  await expect(offerTemplate(admin, { roleId: role.id })).rejects.toMatchObject({ code: "invalid", fields: { roleId: expect.any(String) } });
});

test("publishing acts on whoever holds the template itself, and is the only way to change what it allows", async () => {
  const partner = await build.organization();
  const template = await build.role(partner, ["customers.view"], { isTemplate: true });
  const holder = await build.user(partner);
  await build.grant({ user: holder }, template);
  const admin = await build.person(partner, publisher);

  const saved = await publishTemplate(admin, { roleId: template.id, version: 1, permissions: ["customers.edit"], note: "Desks edit now" });

  expect(saved).toMatchObject({ version: 2, href: `/roles/${template.id}/versions`, message: expect.stringContaining("Version 2") });
  expect(can(await build.viewer(holder), "customers.edit")).toBe(true);
  expect(await listVersions(admin, template.id)).toMatchObject([
    { number: 2, note: "Desks edit now", publishedByName: admin.facts.name, added: ["customers.edit", "customers.edit-contact"], removed: [] },
    { number: 1, added: [], removed: [] },
  ]);
  expect(await logOf(template.id)).toMatchObject([
    { action: "roles.publish", before: { permissions: ["customers.view"] }, after: { permissions: ["customers.edit"], publishedVersion: 2, note: "Desks edit now", version: 2 } },
  ]);
  await expect(editRole(admin, { roleId: template.id, version: 2, permissions: ["customers.view"] })).rejects.toMatchObject({ code: "invalid", fields: { permissions: expect.stringContaining("publishing") } });
  await editRole(admin, { roleId: template.id, version: 2, name: "Renamed", permissions: ["customers.edit"] });
  expect(await versionsOf(template.id)).toHaveLength(2);
});

test("a rolled back version gives everybody exactly the access they had at it", async () => {
  const partner = await build.organization();
  const template = await build.role(partner, ["customers.edit", "users.view"], { isTemplate: true });
  const people = [await build.user(partner), await build.user(await build.organization(partner)), await build.user(partner)];
  await build.grant({ user: people[0]! }, template, { kind: "direct", ref: partner.id });
  await build.grant({ group: await build.group(partner, [people[1]!]) }, template, { level: "read" });
  await build.grant({ user: people[2]! }, await build.role(partner, ["customers.list"]));
  const admin = await build.person(partner, publisher);
  const accessOf = async () =>
    Promise.all(
      people.map(async (each) => {
        const { access } = await build.viewer(each);
        return { held: heldPermissions(access), of: [...access.of].map((index) => (index === 255 ? null : access.sets[index])) };
      }),
    );
  const before = await accessOf();
  await publishTemplate(admin, { roleId: template.id, version: 1, permissions: ["customers.suspend"] });
  expect(await accessOf()).not.toEqual(before);

  const saved = await rollBackTemplate(admin, { roleId: template.id, version: 2, number: 1, note: "Too early" });

  expect(await accessOf()).toEqual(before);
  expect(saved.message).toContain("version 1");
  expect(await versionsOf(template.id)).toMatchObject([{ number: 1 }, { number: 2 }, { number: 3, restoredNumber: 1, note: "Too early", permissions: ["customers.edit", "users.view"] }]);
  expect((await logOf(template.id)).map(({ action }) => action)).toEqual(["roles.publish", "roles.roll-back"]);
  await expect(rollBackTemplate(admin, { roleId: template.id, version: 3, number: 1 })).rejects.toMatchObject({ code: "invalid", fields: { number: expect.any(String) } });
  await expect(rollBackTemplate(admin, { roleId: template.id, version: 3, number: 9 })).rejects.toMatchObject({ code: "invalid", fields: { number: expect.any(String) } });
});

test("bad input, a stale version, more than one has and one's own role publish nothing", async () => {
  const partner = await build.organization();
  const template = await build.role(partner, ["customers.view"], { isTemplate: true });
  const admin = await build.person(partner, publisher);
  const publish = (fields: object, viewer = admin) => publishTemplate(viewer, { roleId: template.id, version: 1, permissions: ["customers.edit"], ...fields });

  expect(publishTemplateInput.safeParse({ roleId: 1, version: 1, permissions: ["customers.fly"] }).error?.issues[0]?.path).toEqual(["permissions"]);
  await expect(publish({ permissions: ["customers.view", "customers.list"] })).rejects.toMatchObject({ code: "invalid", fields: { permissions: expect.any(String) } });
  await expect(publish({ permissions: ["imports.run"] })).rejects.toMatchObject({ code: "refused", permission: "imports.run", fields: { permissions: expect.any(String) } });
  const plain = await build.role(partner, ["customers.view"]);
  await expect(publish({ roleId: plain.id })).rejects.toMatchObject({ code: "invalid", fields: { roleId: expect.stringContaining("not a template") } });
  const person = { id: admin.facts.userId };
  await build.grant({ user: person }, template, { kind: "direct", ref: partner.id });
  await expect(publish({}, await build.viewer(person))).rejects.toMatchObject({ code: "refused", permission: "roles.edit", fields: { permissions: expect.any(String) } });
  const other = await build.person(partner, publisher, { fields: { name: "Jonas" } });
  await publish({}, other);
  await expect(publish({ permissions: ["customers.suspend"] }, await build.person(partner, publisher))).rejects.toMatchObject({ code: "stale", clashes: [{ field: "permissions", by: "Jonas" }] });
  expect((await stored(template.id)).permissions).toEqual(["customers.edit"]);
  expect(await versionsOf(template.id)).toHaveLength(2);
});

test("a stranger finds no template, a reader, one below and one without the permission are told which is missing", async () => {
  const partner = await build.organization();
  const template = await build.role(partner, ["customers.view"], { isTemplate: true });
  const home = await build.organization();
  const viewers = {
    stranger: await build.person(home, publisher),
    reader: await build.person(partner, publisher, { level: "read" }),
    below: await build.person(await build.organization(partner), publisher),
    nobody: await build.person(partner, ["roles.edit", "customers.edit"]),
  };
  for (const [who, viewer] of Object.entries(viewers)) {
    const answer = who === "stranger" ? { code: "not-found" } : { code: "refused", permission: "roles.publish" };
    await expect(publishTemplate(viewer, { roleId: template.id, version: 1, permissions: ["customers.edit"] })).rejects.toMatchObject(answer);
    await expect(rollBackTemplate(viewer, { roleId: template.id, version: 1, number: 1 })).rejects.toMatchObject(answer);
    await expect(offerTemplate(viewer, { roleId: template.id })).rejects.toMatchObject(answer);
    await expect(withdrawTemplate(viewer, { roleId: template.id })).rejects.toMatchObject(answer);
  }
  await expect(listVersions(viewers.stranger, template.id)).rejects.toMatchObject({ code: "not-found" });
  expect(await listVersions(viewers.below, template.id)).toHaveLength(1);
  expect(await versionsOf(template.id)).toHaveLength(1);
  expect(await logOf(template.id)).toEqual([]);
});

test("nobody with full access left stops a version, and the database keeps a version of what was written another way", async () => {
  const partner = await build.organization();
  const keeping: Permission[] = ["users.invite", "users.edit", "users.deactivate", "grants.give", "grants.revoke"];
  const template = await build.role(partner, keeping, { isTemplate: true });
  await build.grant({ user: await build.user(partner) }, template);
  const admin = await build.person(await build.operator(), ["roles.publish"]);
  await expect(publishTemplate(admin, { roleId: template.id, version: 1, permissions: ["grants.give"] })).rejects.toMatchObject({ code: "conflict" });
  expect(await versionsOf(template.id)).toHaveLength(1);
  await build.owner().role.update({ where: { id: template.id }, data: { permissions: ["customers.list"], description: "By import" } });
  expect((await versionsOf(template.id))[1]).toMatchObject({ number: 2, permissions: ["customers.list"], description: "By import", publishedById: null });
});
