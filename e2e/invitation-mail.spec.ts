import { linkInOutbox } from "./fixtures/outbox";
import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { tabTo } from "./fixtures/keyboard";
import { expect, expectAccessible, expectNoSidewaysScroll, test } from "./fixtures/portal";

const password = "seven green boats row home";
const address = () => `vreni-${randomUUID().slice(0, 8)}@example.com`;

/** Adds a user, who is invited by mail; answers their address. */
async function invitedBy(owner: Page): Promise<string> {
  const email = address();
  await owner.goto("/users/new");
  await owner.getByLabel("Name", { exact: true }).fill("Vreni Aschauer");
  await owner.getByLabel("Email").fill(email);
  await owner.getByRole("button", { name: "Add user" }).click();
  await expect(owner.getByText("the mail waits in the")).toBeVisible();
  return email;
}

/** By keyboard alone. */
async function comeIn(guest: Page, link: string): Promise<void> {
  await guest.goto(link);
  await expect(guest.getByLabel("Password", { exact: true })).toBeFocused();
  await guest.keyboard.type(password);
  await tabTo(guest, guest.getByLabel("Password again"));
  await guest.keyboard.type(password);
  await guest.keyboard.press("Enter");
  await expect(guest.getByRole("heading", { name: /^Hello/ })).toBeVisible();
}

test("invited by mail: the invited person finds the mail, sets a password and is at home; the link works once", async ({ signInAs, another }) => {
  const email = await invitedBy(await signInAs("partnerOwner"));

  const guest = await another();
  const link = await linkInOutbox(guest, email);
  await expectAccessible(guest);
  await comeIn(guest, link);

  const late = await another();
  await late.goto(link);
  await expect(late.getByRole("heading", { name: "This link is no longer good" })).toBeVisible();
});

test("until the start page is there, whoever has set their first password is told that it comes", async ({ signInAs, another }) => {
  const email = await invitedBy(await signInAs("partnerOwner"));
  const guest = await another();
  await guest.goto(await linkInOutbox(guest, email));
  let letGo = () => {};
  const held = new Promise<void>((go) => (letGo = go));
  await guest.route((url) => url.pathname === "/", async (route) => {
    await held;
    await route.continue();
  });
  await guest.getByLabel("Password", { exact: true }).fill(password);
  await guest.getByLabel("Password again").fill(password);
  await guest.getByRole("button", { name: "Set password and sign in" }).click();
  await expect(guest.getByRole("heading", { name: "Your password is set" })).toBeVisible();
  await expectAccessible(guest);
  letGo();
  await expect(guest.getByRole("heading", { name: /^Hello/ })).toBeVisible();
});

test("a link opened where somebody else is signed in says so before and after, and never shows the other's pages as an answer", async ({ signInAs, another }) => {
  const email = await invitedBy(await signInAs("partnerOwner"));
  const link = await linkInOutbox(await another(), email);
  const shared = await another("frontDesk");
  await shared.goto(link);
  await expect(shared.getByText("Astrid Holm is signed in in this browser")).toBeVisible();
  await expectAccessible(shared);
  await comeIn(await another(), link);

  await shared.reload();
  await expect(shared.getByRole("heading", { name: "This link is no longer good" })).toBeVisible();
  await shared.getByRole("link", { name: "Go on as Astrid Holm" }).click();
  await expect(shared.getByRole("heading", { name: /^Hello/ })).toBeVisible();
});

test("several at once: wrong lines are named together, then each gets a mail; a lost link is asked for anew", async ({ signInAs, another }) => {
  const [one, two] = [address(), address()];
  const marit = await signInAs("partnerOwner");
  await marit.goto("/users/new/many");
  await marit.getByLabel("People").fill(`Vreni <${one}>\nnobody\n${two}, a@b@c`);
  await marit.getByRole("button", { name: "Invite", exact: true }).click();
  await expect(marit.getByText("“nobody” in line 2 is no address.").first()).toBeVisible();
  await expect(marit.getByText("“a@b@c” in line 3 is no address.").first()).toBeVisible();
  await marit.getByLabel("People").fill(`Vreni <${one}>\n${two}\nmarit@fjordlink.example`);
  await marit.getByRole("button", { name: "Invite", exact: true }).click();
  await expect(marit.getByRole("heading", { name: "2 people are invited", exact: true })).toBeVisible();
  await expect(marit.getByRole("region", { name: "Known already" })).toContainText("marit@fjordlink.example");
  await expectAccessible(marit);

  const guest = await another();
  await guest.goto("/invitation/new-link");
  await guest.getByLabel("Email").fill("nobody-here@example.com");
  await guest.getByRole("button", { name: "Send me a new link" }).click();
  await expect(guest.getByText("If there is an open invitation")).toBeVisible();
  await comeIn(guest, await linkInOutbox(guest, two));
});

test("the pages of mail and invitations look right to those who are not signed in", async ({ page }) => {
  for (const path of ["/dev/outbox", "/invitation/new-link", "/invitation/a-link-that-is-not-good-any-more"]) {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto(path);
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: "dark" });
    await expectAccessible(page);
    await page.setViewportSize({ width: 320, height: 640 });
    await expectNoSidewaysScroll(page);
  }
});
