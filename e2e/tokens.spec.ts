import { request } from "@playwright/test";
import { expect, expectAccessible, expectNoSidewaysScroll, test } from "./fixtures/portal";

const me = async (token: string) => {
  const api = await request.newContext({ baseURL: process.env.PORTAL_URL! });
  const answer = await api.get("/api/v1/me", { headers: { Authorization: `Bearer ${token}` } });
  const body = (await answer.json()) as { user?: { email: string }; permissions?: string[]; code?: string };
  await api.dispose();
  return { status: answer.status(), ...body };
};

test("a token is made narrower than its owner, shown once, used, tried on the page, revoked, and refused", async ({ signInAs }) => {
  const page = await signInAs("partnerOwner");
  await page.goto("/account/tokens/new");
  await page.getByRole("textbox", { name: "Name" }).fill("Journey");
  await page.getByRole("checkbox", { name: /^Customers, view:/ }).click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Create token" }).click();
  const token = await page.getByRole("textbox", { name: "API token" }).inputValue();

  expect(await me(token)).toMatchObject({ status: 200, user: { email: "marit@fjordlink.example" }, permissions: ["customers.list", "customers.view"] });

  await page.getByRole("link", { name: "Try the API" }).click();
  await page.getByLabel(/Token to try it with/).fill(token);
  await page.getByRole("link", { name: "me", exact: true }).click();
  await page.getByText("/api/v1/me").click();
  await page.getByRole("button", { name: "Send GET" }).click();
  await expect(page.getByLabel("Answer")).toContainText("marit@fjordlink.example");

  await page.goto("/account/tokens");
  const row = page.getByRole("listitem").filter({ hasText: "Journey" });
  await expect(row).toContainText("Active");
  await expect(row).not.toContainText(token);
  await row.getByRole("button", { name: "Revoke" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke token" }).click();
  await expect(row).toContainText("Revoked");
  expect(await me(token)).toMatchObject({ status: 401, code: "signed-out" });
});

test("/api and /docs/api lead to the page of the API, by way of signing in", async ({ signInAs, another }) => {
  const page = await signInAs("contactAssistant");
  for (const path of ["/api", "/docs/api"]) {
    await page.goto(path);
    await expect(page.getByText("The API", { exact: true }).first()).toBeVisible();
    expect(new URL(page.url()).pathname).toBe("/account/api");
  }
  const stranger = await another();
  await stranger.goto("/api");
  expect(new URL(stranger.url()).pathname + new URL(stranger.url()).search).toBe("/sign-in?next=%2Faccount%2Fapi");
});

test("an administrator sees a person's token and ends it; somebody without the permission finds no such page", async ({ signInAs, another }) => {
  const owner = await another("partnerOwner");
  await owner.goto("/account/tokens/new");
  await owner.getByRole("textbox", { name: "Name" }).fill("Seen from above");
  await owner.getByRole("radio", { name: "All that I may" }).check();
  await owner.getByRole("button", { name: "Create token" }).click();
  const token = await owner.getByRole("textbox", { name: "API token" }).inputValue();
  const page = await signInAs("operator");

  await page.goto("/tokens?search=Seen");
  const row = page.getByRole("row").filter({ hasText: "Seen from above" });
  await expect(row).toContainText("All that the owner may");
  await expect(page.locator("main")).not.toContainText(token);
  await row.getByRole("button", { name: "Revoke" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke token" }).click();
  await expect(row).toContainText("Revoked");
  expect((await me(token)).status).toBe(401);

  const assistant = await another("contactAssistant");
  await assistant.goto("/tokens");
  await expect(assistant.getByRole("heading", { level: 1 })).not.toHaveText("API tokens");
});

test("the account's pages fit a narrow screen and can be read by all", async ({ signInAs }) => {
  const page = await signInAs("contactAssistant");
  await page.setViewportSize({ width: 320, height: 700 });
  for (const path of ["/account", "/account/tokens", "/account/tokens/new", "/account/api", "/account/api/customers"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  }
  await expect(page.getByRole("link", { name: "The API", exact: true })).toBeInViewport({ ratio: 0.9 });
});
