import type { Page } from "@playwright/test";
import * as build from "@/lib/testing/build";
import { newcomer } from "@/lib/testing/session";
import { expect, expectAccessible, expectNoSidewaysScroll, test } from "./fixtures/portal";

type Person = Awaited<ReturnType<typeof newcomer>>;

const minute = 60_000;
/** How long a session without a second factor lasts unused (reliability.md, B4). */
const idle = 24 * 60 * minute;

/** Makes it so long ago that any of the person's sessions was used. */
const lastUsed = ({ id }: Person, ago: number) => build.owner().session.updateMany({ where: { userId: id }, data: { lastSeenAt: new Date(Date.now() - ago) } });

/** Lets minutes go by on the page, once its scripts are there to notice, until the dialog stands. */
async function waitUntil(page: Page, dialog: string): Promise<void> {
  await expect(async () => {
    await page.clock.fastForward(3 * minute);
    await expect(page.getByRole("dialog", { name: dialog })).toBeVisible({ timeout: 2_000 });
  }).toPass();
}

async function typePassword(page: Page, { email, password }: Person): Promise<void> {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.keyboard.press("Enter");
}

async function signInAt(page: Page, person: Person): Promise<void> {
  await page.goto("/sign-in");
  await typePassword(page, person);
  await expect(page.getByRole("heading", { name: /Hello/ })).toBeVisible();
}

test("before a session ends for want of use its person is asked by keyboard alone; what was typed outlives the end, and is saved after signing in elsewhere", async ({ page, context }) => {
  const person = await newcomer();
  await page.clock.install();
  await signInAt(page, person);
  await page.goto("/account");
  const phone = page.getByRole("textbox", { name: "Phone" });
  await phone.fill("+47 55 00 00 00");

  await lastUsed(person, idle - 1.5 * minute);
  await waitUntil(page, "Are you still there?");
  const asked = page.getByRole("dialog", { name: "Are you still there?" });
  await expect(asked).toContainText(/In (a minute|2 minutes) you are signed out\./);
  await expectAccessible(page);
  await asked.getByRole("button", { name: "Stay signed in" }).press("Enter");
  await expect(asked).toHaveCount(0);
  const { lastSeenAt } = await build.owner().session.findFirstOrThrow({ where: { userId: person.id } });
  expect(Date.now() - lastSeenAt.getTime()).toBeLessThan(minute);

  await lastUsed(person, idle);
  await page.getByRole("button", { name: "Save profile" }).press("Enter");
  const out = page.getByRole("dialog", { name: "You are signed out" });
  await expect(out).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(page);
  await out.getByRole("button", { name: "I am signed in, go on" }).press("Enter");
  await expect(out.getByText("You are still signed out.")).toBeVisible();
  const opened = context.waitForEvent("page");
  await out.getByRole("link", { name: "Sign in in another tab" }).press("Enter");
  const other = await opened;
  await expect(other.getByText("You were signed out")).toBeVisible();
  await typePassword(other, person);
  await expect(other.getByRole("heading", { name: /Hello/ })).toBeVisible();
  await out.getByRole("button", { name: "I am signed in, go on" }).press("Enter");
  await expect(page.getByText("Your profile is saved.")).toBeVisible();
  await expect(phone).toHaveValue("+47 55 00 00 00");
});

test("whoever is signed out while they look is told so, and signing in leads back to the page with its search", async ({ page }) => {
  const person = await newcomer();
  await page.clock.install();
  await signInAt(page, person);
  await page.goto("/account");
  await lastUsed(person, idle);
  await waitUntil(page, "You are signed out");

  await page.goto("/customers?search=harbour");
  await expect(page.getByText("You were signed out")).toBeVisible();
  await expectAccessible(page);
  await typePassword(page, person);
  await expect(page).toHaveURL(/\/customers\?search=harbour$/);
});

test("what was typed for oneself is not saved for somebody else who has signed in to the browser since", async ({ page, context }) => {
  const [first, second] = [await newcomer(), await newcomer()];
  await signInAt(page, first);
  await page.goto("/account");
  const phone = page.getByRole("textbox", { name: "Phone" });
  await phone.fill("+47 55 00 00 00");

  await lastUsed(first, idle);
  const other = await context.newPage();
  await signInAt(other, second);

  await page.getByRole("button", { name: "Save profile" }).press("Enter");
  await expect(page.getByText("has signed in to this browser since")).toBeVisible();
  await expect(phone).toHaveValue("+47 55 00 00 00");
  const saved = await build.owner().user.findMany({ where: { id: { in: [first.id, second.id] } }, select: { phone: true } });
  expect(saved).toEqual([{ phone: null }, { phone: null }]);
});
