import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { choose, expect, firstColumn, menuOf, saveAsShown, test } from "./fixtures/portal";

const password = "four words in a row";
const unique = () => randomUUID().slice(0, 8);
const addressOf = (word: string) => `${word}-${unique()}@example.com` as const;

/** Opens the one-time link that stands on the giver's page in the other browser, sets a password and so comes in. */
async function comeIn(giver: Page, guest: Page): Promise<string> {
  const link = await giver.getByRole("textbox", { name: "Invitation link" }).inputValue();
  await guest.goto(link);
  await guest.getByLabel("Password", { exact: true }).fill(password);
  await guest.getByLabel("Password again").fill(password);
  await guest.getByRole("button", { name: "Set password and sign in" }).click();
  await expect(guest.getByRole("heading", { name: /^Hello/ })).toBeVisible();
  return link;
}

async function fillPartner(page: Page, name: string, email: string): Promise<void> {
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Name of the person").fill("Vreni Aschauer");
  await page.getByLabel("Email").fill(email);
}

async function openPartner(page: Page, name: string): Promise<void> {
  await page.goto(`/organizations?search=${encodeURIComponent(name)}`);
  await page.getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

test("a channel manager brings a partner on; its first user comes in by the link, once, and holds only what is given then", async ({ signInAs, another }) => {
  const [jonas, ingrid, vreni] = [await signInAs("channelManager"), await another("operator"), await another()];
  const name = `Lechtal Netz ${unique()}`;
  await openPartner(jonas, "Augsburg Online");
  await jonas.getByRole("link", { name: "New partner below it" }).click();
  const email = addressOf("vreni");
  await fillPartner(jonas, name, email);
  await jonas.getByRole("button", { name: "Create partner" }).click();
  expect(await saveAsShown(jonas)).toContain("1 partner");
  const link = await comeIn(jonas, vreni);
  await expect(menuOf(vreni)).toHaveText(["Home", "Tasks"]);

  await ingrid.goto(`/users?search=${email}`);
  await ingrid.getByRole("link", { name: "Vreni Aschauer" }).click();
  await ingrid.getByRole("link", { name: "Give access" }).click();
  await choose(ingrid, "Role", "Partner owner");
  await ingrid.getByRole("radio", { name: /^Everything they reach/ }).check();
  await ingrid.getByRole("radio", { name: /^Read and write/ }).check();
  await ingrid.getByRole("button", { name: "Give access" }).click();
  await saveAsShown(ingrid);
  await expect(ingrid.getByRole("heading", { level: 1, name: "Partner owner for Vreni Aschauer" })).toBeVisible();

  await vreni.goto("/organizations");
  await expect(firstColumn(vreni)).toHaveText([name]);
  const again = await another();
  await again.goto(link);
  await expect(again.getByRole("heading", { name: "This link is no longer good" })).toBeVisible();
});

test("a partner owner makes a sub-partner whose first user sees it and nothing beside or above it", async ({ signInAs, another }) => {
  const [marit, guest] = [await signInAs("partnerOwner"), await another()];
  const name = `Sognefjord Nett ${unique()}`;
  await marit.goto("/organizations/new");
  await fillPartner(marit, name, addressOf("sogn"));
  await marit.getByRole("radio", { name: /^Partner owner/ }).check();
  await marit.getByRole("button", { name: "Create partner" }).click();
  const look = marit.getByRole("dialog", { name: "What changes" });
  await expect(look.getByRole("listitem").filter({ hasText: "Once the invitation is accepted" })).toContainText(`Vreni Aschauer`);
  await expect(look.getByRole("listitem").filter({ hasText: "Vreni Aschauer" })).toContainText(name);
  await saveAsShown(marit);
  await comeIn(marit, guest);

  await guest.goto("/organizations");
  await expect(firstColumn(guest)).toHaveText([name]);
  await guest.goto("/customers");
  await expect(guest.getByText("No customers yet")).toBeVisible();
});

test("a partner owner invites somebody with a role; their menu is what was given", async ({ signInAs, another }) => {
  const [marit, guest] = [await signInAs("partnerOwner"), await another()];
  await marit.goto("/users/new");
  await marit.getByLabel("Name", { exact: true }).fill("Torunn Vik");
  await marit.getByLabel("Email").fill(addressOf("torunn"));
  await choose(marit, "Role", "Manager");
  await marit.getByRole("button", { name: "Add user" }).click();
  await saveAsShown(marit);
  await comeIn(marit, guest);

  await expect(menuOf(guest)).toHaveText(["Home", "Tasks", "Customers"]);
  await guest.goto("/customers");
  await expect(guest.getByRole("link", { name: "New customer" })).toBeVisible();
  await expect(guest.getByRole("cell", { name: "Bergen Bredbånd" })).toHaveCount(0);
});
