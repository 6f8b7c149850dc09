import { expect, expectAccessible, menuOf, test, type Persona } from "./fixtures/portal";

/** The whole menu of each persona: these sections and no others. */
const menus: Partial<Record<Persona, string[]>> = {
  operator: ["Home", "Tasks", "Partners", "Onboarding", "Customers", "Imports", "Users", "Groups", "Security groups", "Roles", "Access given", "Who may what", "Territories", "Programs", "API tokens", "Activity"],
  frontDesk: ["Home", "Tasks", "Customers"],
  executive: ["Home", "Tasks", "Partners", "Onboarding", "Customers", "Territories", "Programs", "Activity"],
  contactAssistant: ["Home", "Tasks", "Customers"],
  reseller: ["Home", "Tasks", "Customers"],
};

for (const [persona, menu] of Object.entries(menus)) {
  test(`${persona} finds exactly the permitted sections in the menu`, async ({ signInAs }) => {
    const page = await signInAs(persona as Persona);
    await page.goto("/");

    await expect(menuOf(page)).toHaveText(menu);
    await expectAccessible(page);
  });
}

test("the front desk finds a customer from the home page and can change nothing", async ({ signInAs }) => {
  const page = await signInAs("frontDesk");
  await page.goto("/");
  await page.getByRole("main").getByRole("searchbox").fill("bergen");
  await page.getByRole("main").getByRole("button", { name: "Search" }).click();
  await page.locator("table tbody a").first().click();
  await page.waitForURL(/\/customers\/\d+$/); // the list has a column of this name too
  await expect(page.getByText("Account manager")).toBeVisible();

  const source = await page.content();
  // Whole words: a customer may well be suspended, which the front desk does see.
  for (const word of [/\bReassign\b/, /\bSuspend\b/, /\bArchive\b/, /\/edit\b/, /\bNew customer\b/]) expect(source).not.toMatch(word);

  await page.goto(`${page.url()}/edit`);
  await expect(page.getByRole("heading", { name: "You may not do this" })).toBeVisible();
  await page.goto("/users");
  await expect(page.getByRole("heading", { name: "You may not do this" })).toBeVisible();
});

test("a customer of another partner is not found, like one that does not exist", async ({ signInAs, another }) => {
  const operator = await another("operator");
  await operator.goto("/customers?search=bergen");
  const href = await operator.locator("table tbody a").first().getAttribute("href");
  const page = await signInAs("reseller");

  const hidden = await page.goto(href!);
  const hiddenText = await page.getByRole("main").innerText();
  const missing = await page.goto("/customers/2000000000");

  expect([hidden!.status(), missing!.status()]).toEqual([404, 404]);
  expect(await page.getByRole("main").innerText()).toBe(hiddenText);
});

test("the contact assistant changes a phone number; name and partner stand as text", async ({ signInAs }) => {
  const page = await signInAs("contactAssistant");
  await page.goto("/customers");
  await page.locator("table tbody a").first().click();
  await page.getByRole("link", { name: "Edit contact" }).click();
  await expect(page.getByLabel("Phone")).toBeVisible();
  await expect(page.getByLabel("Name")).toHaveCount(0);

  await page.getByLabel("Phone").fill("+44 1632 960777");
  await page.getByRole("button", { name: "Save contact" }).click();
  await page.waitForURL(/\/customers\/\d+$/);
  await page.goto(`${page.url()}/history`);
  await expect(page.getByText("+44 1632 960777")).toBeVisible();
});

test("a person in a security group of five customers sees exactly five", async ({ signInAs }) => {
  const page = await signInAs("securityGroup");
  await page.goto("/customers");

  await expect(page.locator("table tbody tr")).toHaveCount(5);
  await expect(page.getByText("5 customers you may see.")).toBeVisible();
});
