import { expect, test } from "vitest";
import * as build from "@/lib/testing/build";
import { lookupCustomers } from "./queries";

type Viewer = Awaited<ReturnType<typeof build.viewer>>;
const namesFor = async (viewer: Viewer, words: string, within?: number) => (await lookupCustomers(viewer, words, within)).map(({ name }) => name);

test("a picker shows who is called exactly so before all who are called so among others, each once, and nobody hidden", async () => {
  const [partner, other] = [await build.organization(), await build.organization()];
  const viewer = await build.person(partner, ["customers.list"]);
  await Promise.all(Array.from({ length: 25 }, (_, at) => build.customer(partner, { name: `Anders 1${at}9` })));
  const { key } = await build.customer(partner, { name: "anders 9" });
  await build.customer(other, { name: "Anders 9" });
  await build.customer(partner, { name: "Anders 9", archivedAt: new Date() });

  const found = await namesFor(viewer, "Anders 9");
  expect(found).toHaveLength(20);
  expect(found[0]).toBe("anders 9");
  expect(found.filter((name) => /^anders 9$/i.test(name))).toHaveLength(1);
  expect(await namesFor(viewer, key)).toEqual(["anders 9"]);
  expect(await namesFor(viewer, "")).toHaveLength(20);
});

test("a picker for somebody's access offers what lies at their home and below, by words and by the whole name, and nothing by a home out of reach", async () => {
  const home = await build.organization();
  const [below, beside, far] = [await build.organization(home), await build.organization(), await build.organization()];
  const holder = await build.person(home, ["customers.list"]);
  for (const [organization, name] of [[home, "Birken Nord"], [below, "Birken Ost"], [beside, "Birken West"], [far, "Birken Fern"]] as const) await build.customer(organization, { name });

  expect(await namesFor(holder, "Birken", home.id)).toEqual(["Birken Nord", "Birken Ost"]);
  expect(await namesFor(holder, "Birken", below.id)).toEqual(["Birken Ost"]);
  expect(await namesFor(holder, "Birken Nord", below.id)).toEqual([]);
  expect(await namesFor(holder, "Birken", far.id)).toEqual([]);
});
