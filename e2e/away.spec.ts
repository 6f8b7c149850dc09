import { standCookie, withStand } from "@/lib/testing/crash/stand";
import { expect, expectAccessible, expectNoSidewaysScroll, test } from "./fixtures/portal";

test("while the database is away pages say so with 503 and a way to try again, and forms keep what was typed", async ({ page, context }) => {
  test.setTimeout(120_000);
  await withStand(async (stand) => {
    const { url, wire } = stand;
    await context.addCookies([await standCookie(stand)]);
    await page.goto(`${url}/customers/new`);
    await page.getByLabel("Name").fill("Typed before it went");

    wire.set({ kind: "refuse" });
    await page.getByRole("button", { name: "Create customer" }).click();
    await expect(page.getByText("The portal's database does not answer just now.")).toBeVisible();
    await expect(page.getByLabel("Name")).toHaveValue("Typed before it went");

    const statuses = [];
    for (const path of ["/", "/customers", "/customers/1", "/account", "/activity", "/imports"]) {
      const answer = await context.request.get(url + path, { failOnStatusCode: false });
      statuses.push(`${path} ${answer.status()} ${answer.headers()["retry-after"]}`);
    }
    expect(statuses.filter((status) => !status.endsWith(" 503 5"))).toEqual([]);

    page.on("dialog", (dialog) => void dialog.accept()); // leaving what was typed
    expect((await page.goto(`${url}/customers`))!.status()).toBe(503);
    await expect(page.getByRole("heading", { name: "The portal is away for a moment" })).toBeVisible();
    await expectAccessible(page);
    await page.setViewportSize({ width: 320, height: 640 });
    await page.emulateMedia({ colorScheme: "dark" });
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    if (process.env.PORTICO_PICTURES) await page.screenshot({ path: `${process.env.PORTICO_PICTURES}/away.png` });

    wire.set({ kind: "none" });
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("heading", { name: "Customers" })).toBeVisible();
    await expect(page.getByRole("heading", { name: "The portal is away for a moment" })).toHaveCount(0);
  });
});

test("a page that is asked for from within the portal says the same, and comes when the database is back", async ({ page, context }) => {
  test.setTimeout(120_000);
  await withStand(async (stand) => {
    await context.addCookies([await standCookie(stand)]);
    await page.goto(`${stand.url}/customers`);
    await page.getByRole("heading", { name: "Customers" }).waitFor();

    stand.wire.set({ kind: "refuse" });
    await page.getByRole("link", { name: "New customer" }).first().click();
    await expect(page.getByRole("heading", { name: "The portal is away for a moment" })).toBeVisible();
    stand.wire.set({ kind: "none" });
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByLabel("Name")).toBeVisible();
  });
});

test("whoever signs out while the database is away is told so, and a copy of the cookie leads nowhere when it is back", async ({ page, context }) => {
  test.setTimeout(120_000);
  await withStand(async (stand) => {
    const cookie = await standCookie(stand);
    await context.addCookies([cookie]);
    await page.goto(`${stand.url}/customers`);
    await page.getByRole("button", { name: /^Account of/ }).click();

    stand.wire.set({ kind: "refuse" });
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page.getByText("You are signed out in this browser")).toBeVisible();
    await expectAccessible(page);
    expect((await context.cookies()).filter(({ name }) => name === cookie.name)).toEqual([]);

    stand.wire.set({ kind: "none" });
    await context.addCookies([cookie]);
    await page.goto(`${stand.url}/customers`);
    await expect(page).toHaveURL(/\/sign-in/);
  });
});
