import type { Page } from "@playwright/test";
import * as build from "@/lib/testing/build";
import { faultsOf, narrow, recordPages, sections, wide } from "./fixtures/pages";
import { expect, expectAccessible, expectNoSidewaysScroll, test } from "./fixtures/portal";

async function expectGoodLook(page: Page, path: string, status = 200): Promise<void> {
  await test.step(path, async () => {
    expect((await page.goto(path))!.status(), path).toBe(status);
    await expectGoodColours(page);
  });
}

/** What the page shows now, light, dark and narrow. */
async function expectGoodColours(page: Page): Promise<void> {
  await page.setViewportSize(wide);
  await page.emulateMedia({ colorScheme: "light" });
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page);
  await page.setViewportSize(narrow);
  await expectNoSidewaysScroll(page);
}

for (const { list, beside, ofRecord } of sections) {
  test(`${list} and its pages: readable in both colours, narrow without sideways scroll, no errors`, async ({ signInAs }) => {
    test.slow();
    const page = await signInAs("operator");
    const faults = faultsOf(page);

    for (const path of [...beside, list, ...(await recordPages(page, list, ofRecord))]) await expectGoodLook(page, path);
    expect(faults).toEqual([]);
  });
}

test("the pages before anybody is known look right, with links that are no longer good, and so does the outbox", async ({ page }) => {
  test.slow();
  const faults = faultsOf(page);

  for (const path of ["/sign-in", "/forgot-password", "/invitation/new-link", "/invitation/over", "/reset/over", "/not-me/over", "/dev/outbox"]) await expectGoodLook(page, path);
  expect(faults).toEqual([]);
});

test("the pages of the API, whose words are English everywhere, look right", async ({ signInAs }) => {
  const page = await signInAs("operator");
  const faults = faultsOf(page);

  for (const path of ["/account/api", "/account/api/customers"]) await expectGoodLook(page, path);
  expect(faults).toEqual([]);
});

test("what is refused and what is not found look right", async ({ signInAs }) => {
  const page = await signInAs("frontDesk");

  for (const [path, status] of [["/users/new", 403], ["/customers/999999999", 404], ["/no-such-page", 404]] as const) await expectGoodLook(page, path, status);
});

test("what opens over a person's page and what a form answers look right in both colours", async ({ signInAs }) => {
  test.slow();
  const home = await build.organization();
  const [invited, active, gone] = [await build.user(home, { status: "invited" }), await build.user(home), await build.user(home, { status: "deactivated", passwordHash: "x" })];
  const page = await signInAs("operator");
  const opened: [path: string, button: string][] = [
    [`/users/${invited.id}`, "Revoke invitation"],
    [`/users/${invited.id}`, "New invitation link"],
    [`/users/${active.id}`, "Deactivate"],
    [`/users/${gone.id}`, "Reactivate"],
    ["/account/security", "Add an authenticator app"],
    ["/account/security", "Add a passkey"],
  ];
  for (const [path, button] of opened) {
    await test.step(`${path}: ${button}`, async () => {
      await page.goto(path);
      await page.getByRole("button", { name: button, exact: true }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await expectGoodColours(page);
    });
  }

  await page.goto("/users/new/many");
  await page.getByRole("textbox", { name: /^People/ }).fill("no address\n");
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await expect(page.getByText("“no address” in line 1 is no address.").first()).toBeVisible();
  await expectGoodColours(page);
});

if (process.env.PORTICO_SCREENSHOT === "1") {
  test("the picture in the readme", async ({ signInAs }) => {
    const page = await signInAs("operator");
    await page.setViewportSize(wide);
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await page.goto("/customers");
    await expect(page.getByRole("table")).toBeVisible();
    await page.screenshot({ path: "public/screenshot.png" });
  });
}
