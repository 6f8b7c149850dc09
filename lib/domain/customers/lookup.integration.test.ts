import { expect, test } from "vitest";
import * as build from "@/lib/testing/build";
import { lookupCustomers } from "./queries";

const namesFor = async (viewer: Awaited<ReturnType<typeof build.viewer>>, words: string) => (await lookupCustomers(viewer, words)).map(({ name }) => name);

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
