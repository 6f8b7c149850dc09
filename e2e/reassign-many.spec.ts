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
  await expect(page.getByText("Larch customer 0, Larch customer 1, Larch customer 10 and 127 others")).toBeVisible();
  await expectAccessible(page);
  const reassign = page.getByRole("button", { name: `Reassign ${amount} customers` });
  await reassign.click();
  await expect(page.getByText("Choose what becomes different: partner, territory or account manager.").first()).toBeVisible();

  await choose(page, "New partner", "Maple Net");
  await reassign.click();
  const looked = page.getByRole("dialog", { name: "What changes" });
  await expect(looked.getByText(`1 person gains on ${amount} customers`), "of a list of any length it is shown first what changes for whom").toBeVisible();
  await expectAccessible(page);
  await looked.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(`${amount} customers were reassigned.`)).toBeVisible();
  await expectAccessible(page);
  const theirs = await another(reader.email as `${string}@${string}`);
  await theirs.goto("/customers");
  await expect(theirs.getByText(`${amount} customers you may see.`)).toBeVisible();

  await page.getByRole("link", { name: "see the receipt" }).click();
  await expect(page.getByRole("heading", { name: `Reassignment of ${amount} customers` })).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "Larch customer 0" })).toContainText("Larch Net");
  await expectAccessible(page);
  await page.setViewportSize(narrow);
  await expectNoSidewaysScroll(page);

  await page.goto("/activity");
  await page.getByRole("link", { name: `${amount} customers` }).first().click();
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Undo the reassignment" }).click();
  await expect(looked.getByText(`1 person loses on ${amount} customers`)).toBeVisible();
  await looked.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(`${amount} customers are back where they were.`)).toBeVisible();
  await expect(page.getByText("Put back").first()).toBeVisible();
  await theirs.reload();
  await expect(theirs.getByText("No customers you may see.")).toBeVisible();

  await page.goto(`/customers/reassign?organization=${from.id}`);
  await expect(page.getByText(`Larch Net (${amount})`)).toBeVisible();
  await expect(page.getByRole("region", { name: "Reassigned by you in the last seven days" }).getByRole("listitem").first()).toContainText("Undone");
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
