import * as build from "@/lib/testing/build";
import { choose, expect, expectAccessible, expectNoSidewaysScroll, test } from "./fixtures/portal";
import { narrow } from "./fixtures/pages";

test("all customers of a filtered list go to another partner, and whoever sees them follows", async ({ signInAs, another }) => {
  const [from, to] = [await build.organization(undefined, { name: "Larch Net" }), await build.organization(undefined, { name: "Maple Net" })];
  const amount = 130;
  for (let at = 0; at < amount; at++) await build.customer(from, { name: `Larch customer ${at}` });
  const reader = await build.user(to);
  await build.grant({ user: reader }, await build.role(to, ["customers.list", "customers.view"]), { kind: "direct", ref: to.id });
  const page = await signInAs("operator");

  await page.goto(`/customers?organization=${from.id}&sort=name`);
  await page.getByRole("link", { name: "Reassign all" }).click();
  await expect(page.getByRole("heading", { name: `Reassign ${amount} customers` })).toBeVisible();
  await expect(page.getByText("Larch customer 0, Larch customer 1, ")).toBeVisible();
  await expectAccessible(page);
  const reassign = page.getByRole("button", { name: `Reassign ${amount} customers` });
  await reassign.click();
  await expect(page.getByText("Choose what becomes different: partner, territory or account manager.").first()).toBeVisible();

  await choose(page, "New partner", "Maple Net");
  await reassign.click();
  await expect(page.getByText(`${amount} customers were reassigned.`)).toBeVisible();
  await expectAccessible(page);
  const theirs = await another(reader.email as `${string}@${string}`);
  await theirs.goto("/customers");
  await expect(theirs.getByText(`${amount} customers you may see.`)).toBeVisible();
  await page.getByRole("link", { name: "Back to the list" }).click();
  await expect(page.getByText("Nothing matches.")).toBeVisible();

  await page.goto(`/customers/reassign?organization=${to.id}&search=customer+12`);
  await choose(page, "New partner", "Larch Net");
  await page.getByRole("button", { name: /^Reassign \d+ customers$/ }).click();
  await expect(page.getByRole("dialog").getByText(/1 person loses on \d+ customers/), "of a list this short it is shown first what changes for whom").toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/\d+ customers were reassigned\./)).toBeVisible();

  await page.setViewportSize(narrow);
  await page.goto(`/customers/reassign?organization=${to.id}`);
  await expect(page.getByText(/Larch customer \d+, Larch customer \d+, /)).toBeVisible();
  await expectNoSidewaysScroll(page);
});

test("a list without a filter says so before anybody is moved; whoever may not move is shown no such page", async ({ signInAs, another }) => {
  const page = await signInAs("operator");
  await page.goto("/customers/reassign");
  await expect(page.getByText("none: all customers that you may see")).toBeVisible();

  const desk = await another("astrid@nordnet.example");
  await desk.goto("/customers");
  await expect(desk.getByRole("link", { name: "Reassign all" })).toHaveCount(0);
  await desk.goto("/customers/reassign");
  await expect(desk.getByRole("heading", { name: "You may not do this" })).toBeVisible();
});
