import { expect, test } from "vitest";
import type { Permission } from "@/lib/access/permissions";
import * as build from "@/lib/testing/build";
import { compareRoles } from "./compare";
import { denialReasons, lockReasons } from "./locks";

test("roles stand side by side; what only one of them allows differs, however it comes by it", async () => {
  const partner = await build.organization();
  const [one, two] = [await build.role(partner, ["customers.view"]), await build.role(partner, ["customers.list", "imports.run"])];
  const reader = await build.person(partner, ["roles.view"]);

  const { roles, rows } = await compareRoles(reader, [one.id, two.id, one.id]);

  expect(roles.map(({ id }) => id)).toEqual([one.id, two.id]);
  expect(rows.filter(({ differs }) => differs)).toEqual([
    { key: "customers.view", held: ["granted", "off"], differs: true },
    { key: "imports.run", held: ["off", "granted"], differs: true },
  ]);
  expect(rows.find(({ key }) => key === "customers.list")).toEqual({ key: "customers.list", held: ["implied", "granted"], differs: false });
  const foreign = await build.role(await build.organization(), ["customers.view"]);
  await expect(compareRoles(reader, [one.id, foreign.id])).rejects.toMatchObject({ code: "not-found" });
  await expect(compareRoles(await build.person(partner, ["customers.view"]), [one.id])).rejects.toMatchObject({ code: "refused", permission: "roles.view" });
});

test("a locked permission says who could add it: people by name where they may be listed, else their organization", async () => {
  const partner = await build.organization(undefined, { name: "Fjordlink" });
  const editor = await build.person(partner, ["roles.edit", "users.list"]);
  const lender: Permission[] = ["roles.edit", "customers.edit"];
  await build.person(partner, lender, { fields: { name: "Marit Vik" } });
  await build.person(partner, lender, { fields: { name: "Capped", readOnly: true } });
  await build.person(partner, lender, { fields: { name: "Ended" }, until: new Date(Date.now() - 1000) });
  const reasons = await lockReasons(editor);
  expect(reasons["customers.view"]).toBe("You do not have it yourself. Marit Vik could add it.");
  expect(reasons).not.toHaveProperty("roles.edit");
  const blind = await build.person(partner, ["roles.edit"]);
  expect((await lockReasons(blind))["customers.edit"]).toBe("You do not have it yourself. People of Fjordlink could add it.");
});

test("what the limit of the partner or one above leaves out does not work, nor does a write that is given for reading only", async () => {
  const above = await build.organization(undefined, { name: "Nordlys", hasGuardrail: true, guardrail: ["customers.edit", "roles.view", "organizations.list"] });
  const partner = await build.organization(above, { name: "Pennine", hasGuardrail: true, guardrail: ["customers.edit-contact", "roles.view"] });
  const viewer = await build.person(above, ["roles.view", "organizations.list"]);
  const reasons = await denialReasons(viewer, { organizationId: partner.id, isOnlyRead: true });
  expect(reasons["customers.edit"]).toBe("Does not work here: the limit of Pennine leaves it out.");
  expect(reasons["customers.suspend"]).toContain("Pennine");
  expect(reasons["customers.edit-contact"]).toBe("Does not work yet: all access given with this role is for reading only.");
  expect(reasons).not.toHaveProperty("customers.view");
  expect(await denialReasons(viewer, { organizationId: (await build.organization()).id })).toEqual({});
});
