import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures/portal";

/** Signs in at the provider as whoever has this address there, and agrees to what is asked. */
async function enterAs(page: Page, login: string): Promise<void> {
  await page.goto("/sign-in?next=/customers");
  await page.getByRole("button", { name: "Continue with Acme" }).click();
  await page.locator("input[name=login]").fill(login);
  await page.locator("input[name=password]").fill("anything");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
}

test("a person comes in by the provider that confirms their address, and is led to the page that was asked for", async ({ another }) => {
  const page = await another();
  await enterAs(page, "sigrid@nordnet.example");

  await expect(page).toHaveURL(/\/customers$/);
  await expect(page.getByRole("heading", { name: "Customers" })).toBeVisible();
});

test("an address that the provider does not confirm leads nowhere, and the sign-in page says why", async ({ another }) => {
  const page = await another();
  await enterAs(page, "unverified.marit@fjordlink.example");

  await expect(page.getByText("does not confirm your email address")).toBeVisible();
  await expectAccessible(page);
  await page.goto("/customers");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("nobody with that address: only people of the configured domains get an account, which may nothing yet", async ({ another }) => {
  const stranger = await another();
  await enterAs(stranger, "somebody@elsewhere.example");
  await expect(stranger.getByText("Ask your administrator for an invitation")).toBeVisible();

  const newcomer = await another();
  await enterAs(newcomer, `ida.${Date.now()}@acme.example`);
  await expect(newcomer.getByRole("heading", { name: "You may not do this" })).toBeVisible();
});
