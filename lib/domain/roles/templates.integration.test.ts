import { expect, test } from "vitest";
import { roleTemplates } from "@/lib/access/templates";
import * as build from "@/lib/testing/build";
import { ensureTemplates } from "./templates";

test("the ready templates are made once, logged, and what is edited in them stays", async () => {
  const { id: operatorId } = await build.operator();
  const ensure = () => build.owner().$transaction((tx) => ensureTemplates(tx, operatorId));

  const keys = roleTemplates.map(({ key }) => key);
  // Another test file on this database may have made some of them by hand; those stay as they are, unlogged.
  const there = (await build.owner().role.findMany({ where: { key: { in: keys } }, select: { id: true } })).map(({ id }) => id);
  const first = await ensure();
  await build.owner().role.update({ where: { key: "manager" }, data: { permissions: ["customers.list"], version: 2 } });
  const second = await ensure();

  expect(second).toEqual(first);
  expect([...first.keys()].sort()).toEqual(roleTemplates.map(({ key }) => key).sort());
  const made = await build.owner().role.findMany({ where: { id: { in: [...first.values()] } }, select: { id: true, key: true, isTemplate: true, organizationId: true, permissions: true } });
  expect(made.filter(({ id }) => !there.includes(id)).every((role) => role.isTemplate && role.organizationId === operatorId)).toBe(true);
  expect(made.find(({ key }) => key === "manager")!.permissions).toEqual(["customers.list"]);
  const logged = await build.owner().activity.findMany({ where: { action: "roles.create", recordId: { in: [...first.values()].filter((id) => !there.includes(id)) } }, select: { actorName: true } });
  expect(logged.map(({ actorName }) => actorName)).toEqual(keys.slice(there.length).map(() => "Portico"));
});

test("what a release adds to a ready template is published as its next version, three ways", async () => {
  const { id: operatorId } = await build.operator();
  const ensure = () => build.owner().$transaction((tx) => ensureTemplates(tx, operatorId));
  const ids = await ensure();
  const id = ids.get("channel-manager")!;
  const { permissions: shipped } = roleTemplates.find(({ key }) => key === "channel-manager")!;
  const without = (...keys: string[]) => shipped.filter((key) => !keys.includes(key));
  // As if an earlier release had brought it without access.explain, and somebody had since added one permission and taken out another.
  const edited = [...without("access.explain", "customers.export"), "customers.suspend"];
  await build.owner().role.update({ where: { id }, data: { readyPermissions: without("access.explain"), permissions: edited } });

  await ensure();
  await ensure();

  const after = await build.owner().role.findUniqueOrThrow({ where: { id }, select: { permissions: true, readyPermissions: true } });
  expect(new Set(after.permissions)).toEqual(new Set([...edited, "access.explain"]));
  expect(after.readyPermissions).toEqual(shipped);
  const versions = await build.owner().roleVersion.findMany({ where: { roleId: id }, orderBy: { number: "desc" }, take: 2 });
  expect(versions).toMatchObject([{ permissions: after.permissions, note: "New permissions of this release", publishedByName: "Portico" }, { permissions: edited }]);
  expect(await build.owner().activity.count({ where: { recordType: "role", recordId: id, action: "roles.publish" } })).toBe(1);
});
