import type { Page } from "@playwright/test";
import * as build from "@/lib/testing/build";
import { choose, expect, expectAccessible, expectNoSidewaysScroll, saveAsShown, test } from "./fixtures/portal";
import { narrow } from "./fixtures/pages";

const rowOf = (page: Page, group: string) => page.getByRole("region", { name: "Groups they are in" }).getByRole("listitem").filter({ has: page.getByRole("combobox", { name: group }) });

async function openForAll(page: Page, partner: { id: number }, names: readonly string[]) {
  await page.goto(`/users?organization=${partner.id}`);
  for (const name of names) await page.getByRole("checkbox", { name: new RegExp(name) }).check();
  await page.getByRole("region", { name: "Selected rows" }).getByRole("link", { name: "Change groups" }).click();
  await expect(page.getByRole("heading", { name: `Groups of ${names.length} people` })).toBeVisible();
}

test("three people of mixed groups are moved from one to another in one step, and each is right afterwards", async ({ signInAs }) => {
  const partner = await build.organization(undefined, { name: "Alder Net" });
  const names = ["Alder Ada", "Alder Bo", "Alder Cleo"];
  const [ada, bo, cleo] = [await build.user(partner, { name: names[0] }), await build.user(partner, { name: names[1] }), await build.user(partner, { name: names[2] })];
  const [north, south, spare] = [await build.group(partner, [ada, bo], { name: "Alder north" }), await build.group(partner, [cleo], { name: "Alder south" }), await build.group(partner, [], { name: "Alder spare" })];
  const role = await build.role(partner, ["customers.list"]);
  await build.customer(partner);
  await build.grant({ group: south }, role, { kind: "direct", ref: partner.id });
  const page = await signInAs("operator");

  await openForAll(page, partner, names);
  for (const name of names) await expect(page.getByRole("region", { name: "Who is meant" }).getByRole("link", { name })).toBeVisible();
  await expect(rowOf(page, "Alder north")).toContainText("2 of 3 are in it");
  await expect(rowOf(page, "Alder south")).toContainText("1 of 3 is in it");
  await expect(page.getByRole("combobox", { name: "Alder north" })).toHaveAccessibleDescription("2 of 3 are in it");
  await expectAccessible(page);
  await page.setViewportSize(narrow);
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);

  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Choose for at least one group what becomes different.").first()).toBeVisible();
  await page.getByRole("combobox", { name: "Alder north" }).selectOption({ label: "Take all of them out" });
  await page.getByRole("combobox", { name: "Alder south" }).selectOption({ label: "Put all of them in" });
  await choose(page, "Put all of them into", "Alder spare");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("dialog", { name: "What changes" })).toBeVisible();
  const shown = await saveAsShown(page);
  expect(shown).toContain("2 people gain");
  expect(shown).not.toContain("Alder Cleo");
  await expect(page.getByText("3 people were put into 2 groups. 2 people were taken out of 1 group.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Users", level: 1 })).toBeVisible();

  const inside = async ({ id }: { id: number }) => (await build.owner().groupMember.findMany({ where: { groupId: id }, orderBy: { userId: "asc" } })).map(({ userId }) => userId);
  const all = [ada.id, bo.id, cleo.id];
  expect([await inside(north), await inside(south), await inside(spare)]).toEqual([[], all, all]);
  await page.setViewportSize({ width: 1280, height: 800 });
  await openForAll(page, partner, names);
  await expect(rowOf(page, "Alder south")).toContainText("3 of 3 are in it");
  await expect(page.getByRole("combobox", { name: "Alder south" }).getByRole("option")).toHaveText(["Leave as it is", "Take all of them out"]);
  await expect(page.getByRole("combobox", { name: "Alder north" })).toHaveCount(0);
});

test("what is refused stays in the form and says at which group; whoever manages no members is shown no such way", async ({ signInAs, another }) => {
  const partner = await build.organization(undefined, { name: "Birch Net" });
  const people = [await build.user(partner, { name: "Birch Ada" }), await build.user(partner, { name: "Birch Bo" })];
  const group = await build.group(partner, people.slice(0, 1), { name: "Birch group" });
  await build.grant({ group }, await build.role(partner, ["customers.view"]), { kind: "direct", ref: partner.id });
  const manager = await build.person(partner, ["users.list", "users.view", "groups.list", "groups.manage-members"], { kind: "subtree", ref: partner.id, fields: { name: "Birch Mara" } });
  const { email } = await build.owner().user.findUniqueOrThrow({ where: { id: manager.facts.userId } });
  const reader = await build.user(partner, { name: "Birch Reader" });
  await build.grant({ user: reader }, await build.role(partner, ["users.list", "groups.list"]), { kind: "subtree", ref: partner.id });
  const page = await signInAs(email as `${string}@${string}`);

  await openForAll(page, partner, ["Birch Ada", "Birch Bo"]);
  await page.getByRole("combobox", { name: "Birch group" }).selectOption({ label: "Put all of them in" });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(rowOf(page, "Birch group")).toContainText("Birch group: This would give more than you may do there yourself");
  await expect(page.getByRole("combobox", { name: "Birch group" })).toHaveValue(`${group.id}:all`);
  await expectAccessible(page);

  const theirs = await another(reader.email as `${string}@${string}`);
  await theirs.goto("/users");
  await expect(theirs.getByRole("link", { name: "Birch Ada" })).toBeVisible();
  await expect(theirs.getByRole("checkbox")).toHaveCount(0);
  await theirs.goto(`/users/groups?users=${people[0]!.id}`);
  await expect(theirs.getByRole("heading", { name: "You may not do this" })).toBeVisible();
});
