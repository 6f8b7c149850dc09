import type { Page } from "@playwright/test";
import { generate } from "otplib";
import { forgetProofs, newcomer } from "@/lib/testing/session";
import { expect, expectAccessible, expectNoSidewaysScroll, test } from "./fixtures/portal";

type Person = Awaited<ReturnType<typeof newcomer>>;

/** The code that an app shows so many steps from now; the portal takes the next one as well, so no test has to wait for it. */
const codeOf = (secret: string, steps = 0) => generate({ secret: secret.replaceAll(" ", ""), epoch: Math.floor(Date.now() / 1000) + steps * 30 });

const isHome = (page: Page) => expect(page.getByRole("heading", { name: /Hello/ })).toBeVisible();

/** By keyboard alone, as everything here can be done. */
async function typePassword(page: Page, { email, password }: Person): Promise<void> {
  await page.goto("/sign-in");
  await expect(page.getByLabel("Email")).toBeFocused();
  await page.keyboard.type(email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).focus();
  await page.keyboard.press("Enter");
}

async function signOut(page: Page): Promise<void> {
  await page.context().clearCookies({ name: /session/ });
}

/** Sets an app up in the dialog or page that is open; answers its secret and the recovery codes. */
async function setUpApp(page: Page): Promise<{ secret: string; codes: string[] }> {
  await press(page, "Set up an app");
  const secret = await page.getByLabel("Key", { exact: true }).inputValue();
  await expect(page.getByLabel("Code from the app")).toBeFocused();
  await page.keyboard.type(await codeOf(secret));
  await page.keyboard.press("Enter");
  const list = page.getByRole("list", { name: "Recovery codes" });
  await expect(list.getByRole("listitem")).toHaveCount(10);
  return { secret, codes: await list.getByRole("listitem").allInnerTexts() };
}

async function withApp(page: Page): Promise<{ person: Person; secret: string; codes: string[] }> {
  const person = await newcomer();
  await typePassword(page, person);
  await isHome(page);
  await page.goto("/account/security");
  await press(page, "Add an authenticator app");
  const made = await setUpApp(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Copy" }), "codes that are shown once do not go by a slip, and no button that closes is where one begins").toBeFocused();
  await press(page, "I have saved them");
  await expect(page.getByText("10 codes left")).toBeVisible();
  return { person, ...made };
}

/** A device with its own lock, as laptops and phones have. Where a browser would show a list to choose from, it waits like a person who chooses nothing. */
async function addAuthenticator(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
  await page.addInitScript(() => {
    const ask = navigator.credentials.get.bind(navigator.credentials);
    navigator.credentials.get = (options) =>
      options?.mediation === "conditional"
        ? new Promise((_, refuse) => options.signal?.addEventListener("abort", () => refuse(options.signal?.reason as Error)))
        : ask(options);
  });
}

test("an authenticator app is set up and asked for at the next sign-in; a code is taken once", async ({ page }) => {
  const { person, secret } = await withApp(page);
  await signOut(page);
  await typePassword(page, person);
  await expect(page).toHaveURL(/\/sign-in\/verify$/);
  const cookies = (await page.context().cookies()).filter(({ name }) => name.includes("portico."));
  expect(cookies.map(({ name }) => name).sort()).toEqual(expect.arrayContaining(["portico.device", "portico.sign-in"]));
  expect(cookies.filter(({ httpOnly, sameSite }) => !httpOnly || sameSite !== "Lax")).toEqual([]);
  await page.goto("/customers");
  await expect(page).toHaveURL(/\/sign-in\?next=/);

  await page.goto("/sign-in?next=%2Ftasks%3Fsearch%3Dx");
  await page.getByLabel("Email").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByLabel("Code from the app")).toBeFocused();
  await page.keyboard.type("000000");
  await page.keyboard.press("Enter");
  await expect(page.getByText("This code is not right").first()).toBeVisible();
  const code = await codeOf(secret, 1);
  await page.getByLabel("Code from the app").fill(code);
  await page.keyboard.press("Enter");
  await expect(page, "after the second factor comes the page that was asked for").toHaveURL(/\/tasks\?search=x$/);

  await signOut(page);
  await typePassword(page, person);
  await page.getByLabel("Code from the app").fill(code);
  await page.keyboard.press("Enter");
  await expect(page.getByText("it was used already").first()).toBeVisible();
});

test("a recovery code lets in whoever has lost the app, once", async ({ page }) => {
  const { person, codes } = await withApp(page);
  await signOut(page);
  await typePassword(page, person);
  await press(page, "Use a recovery code");
  await page.keyboard.type(codes[3]!.toLowerCase());
  await page.keyboard.press("Enter");
  await isHome(page);
  await page.goto("/account/security");
  await expect(page.getByText("9 codes left")).toBeVisible();

  await signOut(page);
  await typePassword(page, person);
  await press(page, "Use a recovery code");
  await page.keyboard.type(codes[3]!);
  await page.keyboard.press("Enter");
  await expect(page.getByText("it was used already").first()).toBeVisible();
});

test("a passkey is the second step after a password and the only step without one, and is renamed and removed", async ({ page }) => {
  const person = await newcomer();
  await addAuthenticator(page);
  await typePassword(page, person);
  await isHome(page);
  await page.goto("/account/security");
  await press(page, "Add a passkey");
  await page.getByLabel("Name").fill("Work laptop");
  await press(page, "Create passkey");
  await expect(page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem")).toHaveCount(10);
  await press(page, "I have saved them");
  await expect(page.getByRole("listitem").filter({ hasText: "Work laptop" })).toBeVisible();

  await signOut(page);
  await typePassword(page, person);
  await expect(page).toHaveURL(/\/sign-in\/verify$/);
  await expect(page.getByRole("button", { name: "Use a passkey" })).toBeFocused();
  await page.keyboard.press("Enter");
  await isHome(page);

  await signOut(page);
  await page.goto("/sign-in");
  await press(page, "Use a passkey");
  await isHome(page);

  await page.goto("/account/security");
  await expect(page.getByText(/This browser/)).toBeVisible();
  await press(page, "Rename");
  await page.getByRole("textbox", { name: "Name" }).fill("Old laptop");
  await press(page, "Save name");
  await expect(page.getByRole("listitem").filter({ hasText: "Old laptop" })).toBeVisible();
  await press(page, "Remove");
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).press("Enter");
  await expect(page.getByText("None yet.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Second factors" }), "where something was taken away reading goes on").toBeFocused();
});

test("where a second factor is required nothing opens before one is set up", async ({ page }) => {
  const person = await newcomer({ hasPolicy: true });
  await typePassword(page, person);
  await expect(page.getByRole("heading", { name: "Set up a second factor" })).toBeVisible();
  await expectAccessible(page);
  await page.goto("/customers");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await expect(page.getByText("Your sign-in is not finished")).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("link", { name: "go on with it" }).click();
  await setUpApp(page);
  await expectAccessible(page);
  await press(page, "I have saved them, continue");
  await isHome(page);
});

test("a new password that was demanded is chosen before anything opens", async ({ page }) => {
  const person = await newcomer({ needsNewPassword: true });
  await typePassword(page, person);
  await expect(page.getByLabel("New password", { exact: true })).toBeFocused();
  await expectAccessible(page);
  await page.goto("/");
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto("/sign-in/new-password");
  const chosen = "lanterns drift over quiet water";
  await page.getByLabel("New password", { exact: true }).fill(chosen);
  await page.getByLabel("New password again").fill(chosen);
  await page.keyboard.press("Enter");
  await isHome(page);
});

test("before an important change the person proves themselves again; what was typed stays and goes on", async ({ page }) => {
  const person = await newcomer();
  await typePassword(page, person);
  await isHome(page);
  await forgetProofs(person.id);
  const before = (await page.context().cookies()).find(({ name }) => name.endsWith("portico.session"))!.value;
  await page.goto("/account/tokens/new");
  await page.getByRole("textbox", { name: "Name" }).fill("Nightly report");
  await page.getByLabel("All that I may").check();
  await press(page, "Create token");

  const dialog = page.getByRole("dialog", { name: "Show that it is you" });
  await expect(dialog.getByLabel("Password")).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.type("not it");
  await page.keyboard.press("Enter");
  await expect(dialog.getByText("This is not your password.").first()).toBeVisible();
  await dialog.getByLabel("Password").fill(person.password);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "The token is made" })).toBeVisible();
  const after = (await page.context().cookies()).find(({ name }) => name.endsWith("portico.session"))!.value;
  expect(after).not.toBe(before);
});

test("an administrator is told whom a rule touches, sets it, and resets somebody's factors and sessions", async ({ page, another }) => {
  const { person } = await withApp(page);
  const admin = await another("operator");
  await admin.goto(`/organizations/${person.organizationId}/security`);
  await admin.getByLabel("Required from a day on").check();
  await admin.getByLabel("From", { exact: true }).fill("2024-01-01");
  await expect(admin.getByText("Nobody further will be asked")).toBeVisible();
  await press(admin, "Save rules");
  await expect(admin.getByText("The rules for signing in are saved.")).toBeVisible();

  await admin.goto(`/users/${person.id}`);
  await expect(admin.getByText("Second factors: 1 authenticator app.")).toBeVisible();
  await press(admin, "Reset second factors");
  await admin.getByRole("dialog").getByRole("button", { name: "Reset second factors" }).press("Enter");
  await expect(admin.getByText("No second factor is set up.")).toBeVisible();
  await page.goto("/account");
  await expect(page).toHaveURL(/\/sign-in/);
  await typePassword(page, person);
  await expect(page.getByRole("heading", { name: "Set up a second factor" })).toBeVisible();
});

test("another browser is ended from the list, and is out on its next click", async ({ page, another }) => {
  const person = await newcomer();
  await typePassword(page, person);
  await isHome(page);
  const other = await another(person.email as `${string}@${string}`);
  await other.goto("/account");
  await page.goto("/account/security");
  await press(page, "End all others");
  await page.getByRole("dialog").getByRole("button", { name: "End the other session" }).press("Enter");
  await expect(page.getByRole("button", { name: "End all others" })).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Where you are signed in" })).toBeFocused();
  await expect(page.getByText("1 other session ended.").first(), "what was done is said").toBeVisible();
  await other.getByRole("link", { name: "Security" }).click();
  await expect(other).toHaveURL(/\/sign-in/);
});

test("the pages of the second step look right", async ({ page }) => {
  const { person } = await withApp(page);
  await signOut(page);
  await typePassword(page, person);
  await expect(page.getByLabel("Code from the app")).toBeVisible();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(page);
});
