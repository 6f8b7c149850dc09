import { expect, people, test } from "./fixtures/portal";

const password = "portico demo 2026";

test("a wrong password says so in one text, keeps the address, and the right one leads where one wanted to go", async ({ page }) => {
  await page.goto("/customers?search=berg");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByLabel("Email").fill(people.frontDesk);
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();

  await expect(page.getByText("do not fit together")).toBeVisible();
  await expect(page.getByLabel("Email")).toHaveValue(people.frontDesk);

  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/customers\?search=berg/);
});

test("signing out ends the session: the cookie's copy is refused and the page is not shown from memory", async ({ page, context }) => {
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(people.reseller);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: /Hello/ })).toBeVisible();
  const copy = await context.cookies();

  await page.getByRole("button", { name: /Account of/ }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);

  await context.addCookies(copy);
  await page.goto("/customers");
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
});

test("another site's page cannot sign anybody in or change anything", async ({ page }) => {
  const response = await page.request.post("/sign-in", { headers: { origin: "https://evil.example", "next-action": "00" }, data: "[]" });

  expect(response.status()).toBeGreaterThanOrEqual(400);
});
