import type { Page } from "@playwright/test";
import * as build from "@/lib/testing/build";
import { expect, test } from "./fixtures/portal";

/** The address of a customer that no other test, and no other run of this one, changes. */
const customerOf = async () => `/customers/${(await build.customer(await build.organization())).id}`;

/** Saves, and waits until the customer stands there: a page that is left before loses what it was saving. */
async function save(page: Page, href: string): Promise<void> {
  await page.getByRole("button", { name: "Save customer" }).click();
  await page.waitForURL((url) => url.pathname === href);
}

test("two people edit one customer: different fields merge, the same field asks with the other's name", async ({ signInAs, another }) => {
  const ingrid = await signInAs("operator");
  const href = await customerOf();
  const second = await another("operator");
  await ingrid.goto(`${href}/edit`);
  await second.goto(`${href}/edit`);

  await second.getByLabel("City").fill("Tromsdalen");
  await save(second, href);
  await ingrid.getByLabel("Street").fill("Storgata 99");
  await save(ingrid, href);

  await ingrid.goto(href);
  await expect(ingrid.getByText("Tromsdalen")).toBeVisible();
  await expect(ingrid.getByText("Storgata 99")).toBeVisible();
});

test("a clash shows both values and who saved the other; nothing typed is lost", async ({ signInAs, another }) => {
  const ingrid = await signInAs("operator");
  const href = await customerOf();
  const jonas = await another("operator");
  await ingrid.goto(`${href}/edit`);
  await jonas.goto(`${href}/edit`);

  await jonas.getByLabel("Phone").fill("+47 00 11 11 11");
  await jonas.getByLabel("Street").fill("Nygata 7");
  await save(jonas, href);
  await ingrid.getByLabel("Phone").fill("+47 00 22 22 22");
  await ingrid.getByLabel("Comment").fill("Call before noon");
  await ingrid.getByRole("button", { name: "Save customer" }).click();

  await expect(ingrid.getByText("Somebody changed this customer while you were editing it")).toBeVisible();
  await expect(ingrid.getByText("+47 00 11 11 11")).toBeVisible();
  await expect(ingrid.getByLabel("Comment")).toHaveValue("Call before noon");

  await ingrid.getByRole("radio", { name: /^Yours/ }).check();
  await ingrid.getByRole("button", { name: "Save customer" }).click();
  await expect(ingrid.getByText("Call before noon")).toBeVisible();
  await expect(ingrid.getByText("+47 00 22 22 22")).toBeVisible();
  await expect(ingrid.getByText("Nygata 7"), "what the other changed besides stays").toBeVisible();
});

test("whoever goes back after a save finds the form with what was saved, and can go on", async ({ signInAs }) => {
  const page = await signInAs("operator");
  const href = await customerOf();
  await page.goto(href);
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await page.getByLabel("City").fill("Ytterby");
  await save(page, href);
  await page.goBack();
  await expect(page.getByLabel("City")).toHaveValue("Ytterby");
  await page.getByLabel("City").fill("Innerby");
  await save(page, href);
  await expect(page.getByText("Innerby")).toBeVisible();
});
