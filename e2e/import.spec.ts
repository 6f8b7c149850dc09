import type { Page } from "@playwright/test";
import * as build from "@/lib/testing/build";
import { choose, expect, expectAccessible, firstColumn, test } from "./fixtures/portal";

const byTerritory = {
  "North Vale": ["Abbot Mills", "Brook & Daughters", "Cooper; Cooper; Lane", "Dairy of the Dale"],
  "Mid Vale": ["Eight Bells Inn", "Færder Båtbyggeri", "Glover & Söhne"],
  "South Vale": ["Hillside Dental", "Iron Bridge Works", "Jolly Sailor", "Kettle Lane School", "Lantern Books"],
};
const five = ["Abbot Mills", "Dairy of the Dale", "Færder Båtbyggeri", "Jolly Sailor", "Lantern Books"];

/** Brings the file in as far as the answer about every row. */
async function check(page: Page, file: string): Promise<void> {
  await page.goto("/imports/new");
  await page.getByLabel("File").setInputFiles(`e2e/files/${file}`);
  await page.getByRole("button", { name: "Read the file" }).click();
  await page.getByRole("button", { name: "Check every row" }).click();
}

async function expectToFind(page: Page, names: string[]): Promise<void> {
  await page.goto("/customers?sort=name");
  await expect(firstColumn(page)).toHaveCount(names.length);
  expect((await firstColumn(page).allInnerTexts()).sort()).toEqual([...names].sort());
}

test("customers of two partners come in by a file; each of four people finds exactly theirs; a second time changes nothing", async ({ signInAs, another }) => {
  test.slow();
  for (const key of ["elm-net", "oak-net"]) await build.organization(undefined, { key, name: key });
  const home = await build.operator();
  const seeing = await build.role(home, ["customers.list", "customers.view"]);
  const people = await Promise.all(
    Object.entries(byTerritory).map(async ([name, theirs]) => {
      const [territory, person] = [await build.territory(undefined, { name }), await build.user(home)];
      await build.grant({ user: person }, seeing, { kind: "territory", ref: territory.id });
      return { person, theirs };
    }),
  );
  const ingrid = await signInAs("operator");

  await check(ingrid, "customers.csv");
  await expect(ingrid.getByText("It would be 12 new, 0 changed, 0 as they are already")).toBeVisible();
  await expectAccessible(ingrid);
  await ingrid.getByRole("button", { name: "Import 12 rows" }).click();
  await expect(ingrid.getByText("Imported", { exact: true }).first()).toBeVisible();

  const customers = await build.owner().customer.findMany({ where: { name: { in: five } }, select: { id: true } });
  const member = await build.user(home);
  await build.grant({ group: await build.group(home, [member], { type: "security" }) }, seeing, { kind: "customers", customers });
  for (const { person, theirs } of [...people, { person: member, theirs: five }]) {
    await expectToFind(await another(person.email as `${string}@${string}`), theirs);
  }

  await check(ingrid, "customers.csv");
  await expect(ingrid.getByText("All 12 rows are as they are in the portal: there is nothing to import.")).toBeVisible();
  await expect(ingrid.getByRole("button", { name: /^Import/ })).toHaveCount(0);
});

test("a file without a partner column says whose the new rows will be, and another partner can be chosen", async ({ signInAs }) => {
  const partner = await build.organization(undefined, { key: "ash-net", name: "Ash Net" });
  const page = await signInAs("operator");
  await page.goto("/imports/new");
  await page.getByLabel("File").setInputFiles({ name: "no-partner.csv", mimeType: "text/csv", buffer: Buffer.from("number,name\nASH-1,Ash Lane\n") });
  await page.getByRole("button", { name: "Read the file" }).click();

  const home = page.getByRole("combobox", { name: /Partner of new customers/ });
  await expect(home).not.toHaveValue("");
  const own = await home.inputValue();
  await page.getByRole("button", { name: "Check every row" }).click();
  await expect(page.getByText(`No column names a partner: all new customers belong to ${own}.`)).toBeVisible();
  await home.fill("Ash");
  await page.getByRole("option", { name: /Ash Net/ }).click();
  await page.getByRole("button", { name: "Check every row" }).click();
  await expect(page.getByText("all new customers belong to Ash Net.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Import 1 row" }).click();
  await expect(page.getByText("Imported", { exact: true }).first()).toBeVisible();

  expect(await build.owner().customer.findUnique({ where: { key: "ASH-1" } })).toMatchObject({ organizationId: partner.id });
});

test("a place and its state in one column are read apart, and the territories that are missing are made from the file", async ({ signInAs }) => {
  const partner = await build.organization(undefined, { key: "yew-net", name: "Yew Net" });
  const content = 'number,name,location\nYEW-1,Yew Lane,"Yewton, Upper Yew"\nYEW-2,Yew Inn,"Yewford, Lower Yew"\nYEW-3,Yew Mill,"Yewton, Upper Yew"\n';
  const page = await signInAs("operator");
  await page.goto("/imports/new");
  await page.getByLabel("File").setInputFiles({ name: "places.csv", mimeType: "text/csv", buffer: Buffer.from(content) });
  await page.getByRole("button", { name: "Read the file" }).click();
  await expect(page.getByLabel(/^City/).locator("option:checked")).toHaveText("location, before the last comma (Yewton)");
  await expect(page.getByLabel(/^Region/).locator("option:checked")).toHaveText("location, behind the last comma (Upper Yew)");
  await page.getByLabel(/^Territory/).selectOption({ label: "location, behind the last comma (Upper Yew)" });
  await choose(page, "Partner of new customers", "Yew Net");
  await page.getByRole("button", { name: "Check every row" }).click();

  const missing = page.getByRole("region", { name: "2 territories are not there yet" });
  await expect(missing).toContainText("Lower Yew, Upper Yew");
  await expectAccessible(page);
  await missing.getByRole("button", { name: "Make 2 territories and check again" }).click();
  await expect(page.getByText("It would be 3 new")).toBeVisible();
  await expect(missing).toHaveCount(0);
  await page.getByRole("button", { name: "Import 3 rows" }).click();
  await expect(page.getByText("Imported", { exact: true }).first()).toBeVisible();

  const made = await build.owner().customer.findMany({ where: { organizationId: partner.id }, orderBy: { key: "asc" }, select: { city: true, region: true, territory: { select: { name: true } } } });
  expect(made.map(({ city, region, territory }) => [city, region, territory?.name])).toEqual([["Yewton", "Upper Yew", "Upper Yew"], ["Yewford", "Lower Yew", "Lower Yew"], ["Yewton", "Upper Yew", "Upper Yew"]]);
});

test("a broken file shows every wrong row at once and changes nothing", async ({ signInAs }) => {
  const partner = await build.organization(undefined, { key: "fen-net", name: "Fen Net" });
  const page = await signInAs("operator");

  await check(page, "broken.csv");
  const heading = page.getByRole("heading", { name: "broken.csv" });
  await expect(heading).toBeInViewport(); // the button stood at the foot of a long form
  await expect(heading).toBeFocused();
  const rows = page.getByRole("region", { name: "Rows to mend" }).locator("tbody tr");
  await expect(rows).toHaveCount(4);
  await expect(rows.nth(0)).toContainText(/^3Name: /);
  await expect(rows.nth(1)).toContainText(/^4Email: /);
  await expect(rows.nth(2)).toContainText("5Territory: No territory has the key or the name “Atlantis”.");
  await expect(rows.nth(3)).toContainText("6Partner: No partner that you may use has the key or the name “nobody-net”.");
  await expect(page.getByRole("button", { name: /^Import/ })).toHaveCount(0);
  expect(await build.owner().customer.count({ where: { organizationId: partner.id } })).toBe(0);
});
