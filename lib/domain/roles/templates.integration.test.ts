import { expect, test } from "vitest";
import { roleTemplates } from "@/lib/access/templates";
import * as build from "@/lib/testing/build";
import { ensureTemplates } from "./templates";

test("the ready templates are made once, logged, and never overwritten", async () => {
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
