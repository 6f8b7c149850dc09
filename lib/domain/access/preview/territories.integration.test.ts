import { expect, test } from "vitest";
import { moveTerritory } from "@/lib/domain/territories/commands";
import { customer, grant, operator, organization, person, role, territory, user } from "@/lib/testing/build";
import { previewOf } from "./preview";

test("a territory that leaves another takes away what that one alone gave; what was also given in itself stays", async () => {
  const partner = await organization();
  const outer = await territory();
  const inner = await territory(outer);
  await customer(partner, { territoryId: inner.id });
  const admin = await person(await operator(), ["territories.list", "territories.edit", "customers.list"]);
  const anna = await user(await operator()); // at home where no reach clips a territory: then one inside another is read with it
  const held = await role(await operator(), ["customers.list", "customers.suspend"]);
  await grant({ user: anna }, held, { kind: "territory", ref: outer.id });
  await grant({ user: anna }, held, { kind: "territory", ref: inner.id, level: "read" });

  const { steps } = await previewOf(admin, (viewer) => moveTerritory(viewer, { territoryId: inner.id, parentId: null }));

  const lost = steps.filter(({ userId, lost }) => userId === anna.id && lost.records > 0).map(({ permission }) => permission);
  expect(lost).toEqual(["customers.suspend"]);
});
