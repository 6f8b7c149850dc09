import { expect, test } from "vitest";
import { permissions } from "@/lib/access/permissions";
import * as build from "@/lib/testing/build";
import { bring, ended, run } from "@/lib/testing/import-file";
import { checkImport, makeTerritories } from "./commands";
import { getImport } from "./queries";
import { readingOf } from "./schema";

const inFile = ["imports.run", "customers.create", "customers.edit", "territories.list", "organizations.list"] as const;

/** A file whose places stand in one column with their states, read by parts, as far as its first check. */
async function withStates() {
  const partner = await build.organization();
  const [there, alba, brin] = [await build.territory(undefined, { name: `There ${partner.id}` }), `Alba ${partner.id}`, `Brin ${partner.id}`];
  const text = `number,name,location\nT-${partner.id},One,"Town, ${there.name}"\nA-${partner.id},Two,"Alton, ${alba}"\nB-${partner.id},Three,"Alton, ${alba.toUpperCase()}"\nC-${partner.id},Four,"Burn, ${brin}"\nD-${partner.id},Five,Nowhere\n`;
  const mapping = { key: 0, name: 1, city: readingOf(2, "before"), territory: readingOf(2, "behind") };
  const root = await build.operator();
  const user = await build.user(root);
  await build.grant({ user }, await build.role(root, permissions.map(({ key }) => key)), { kind: "everything" });
  return { partner, there, alba, brin, text, mapping, viewer: await build.viewer(user) };
}

test("territories that a file names and that are not there are made from it, once each, and then every row is right", async () => {
  const { partner, there, alba, brin, text, mapping, viewer } = await withStates();
  const above = await build.territory();
  const importId = await bring(viewer, text);
  await checkImport(viewer, { importId, mapping, organizationId: partner.id });
  await ended(viewer, importId);
  const checked = await getImport(viewer, importId);
  expect(checked.totals).toMatchObject({ created: 2, wrong: 3 });
  expect(checked.missingTerritories.map((name) => name.toLowerCase())).toEqual([alba.toLowerCase(), brin.toLowerCase()]);

  await makeTerritories(viewer, { importId, parentId: above.id });
  await ended(viewer, importId);

  expect(await getImport(viewer, importId)).toMatchObject({ status: "checked", totals: { created: 5, wrong: 0 }, missingTerritories: [] });
  const made = await build.owner().territory.findMany({ where: { parentId: above.id }, orderBy: { name: "asc" }, select: { id: true, name: true } });
  expect(made.map(({ name }) => name.toLowerCase())).toEqual([alba.toLowerCase(), brin.toLowerCase()]);
  await run(viewer, importId);
  const customers = await build.owner().customer.findMany({ where: { organizationId: partner.id }, orderBy: { key: "asc" }, select: { city: true, territoryId: true } });
  expect(customers.map(({ city, territoryId }) => [city, territoryId])).toEqual([["Alton", made[0]!.id], ["Alton", made[0]!.id], ["Burn", made[1]!.id], ["Nowhere", null], ["Town", there.id]]);
  await expect(makeTerritories(viewer, { importId, parentId: above.id })).rejects.toMatchObject({ code: "conflict" });
  expect(await build.owner().activity.count({ where: { recordType: "territory", action: "territories.create", recordId: { in: made.map(({ id }) => id) } } })).toBe(2);
});

test("whoever may not change territories makes none by a file", async () => {
  const { partner, text, mapping } = await withStates();
  const viewer = await build.person(partner, inFile);
  const importId = await bring(viewer, text);
  await checkImport(viewer, { importId, mapping, organizationId: partner.id });
  await ended(viewer, importId);
  expect((await getImport(viewer, importId)).missingTerritories).toHaveLength(2);

  await expect(makeTerritories(viewer, { importId })).rejects.toMatchObject({ code: "refused", permission: "territories.edit" });
  expect((await getImport(viewer, importId)).missingTerritories).toHaveLength(2);
});
