import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import * as build from "@/lib/testing/build";
import { choose, expect, expectAccessible, expectNoSidewaysScroll, firstColumn, saveAsShown, test } from "./fixtures/portal";

const password = "four words in a row";
const unique = () => randomUUID().slice(0, 8);

/** Chooses one of several; the list may be drawn anew under the pointer, so what counts is that it stands among the chosen. */
async function chooseCustomer(page: Page, name: string): Promise<void> {
  const chosen = page.getByRole("button", { name: `Remove ${name}`, exact: true });
  await expect(async () => {
    if (!(await chosen.isVisible())) await choose(page, "Customers", name);
    await expect(chosen).toBeVisible({ timeout: 3000 });
  }).toPass();
}

/** Marit adds a person who may look at three of her customers. Answers the names of the three, and the page of the person. */
async function addWithThree(marit: Page, name: string, from = 0): Promise<{ customers: string[]; link: string }> {
  await marit.goto("/customers");
  const customers = (await firstColumn(marit).allInnerTexts()).slice(from, from + 3);
  await marit.goto("/users/new");
  await marit.getByLabel("Name", { exact: true }).fill(name);
  await marit.getByLabel("Email").fill(`${unique()}@example.com`);
  await marit.getByRole("radio", { name: "Put in a customer-specific security group" }).check();
  for (const customer of customers) await chooseCustomer(marit, customer);
  await choose(marit, "Role", "Front desk");
  await expect(marit.getByLabel("Security group", { exact: true })).toHaveValue(/and 2 more/);
  await expect(marit.getByText("It covers 3 customers now.")).toBeVisible();
  await marit.getByRole("button", { name: "Add user" }).click();
  const look = marit.getByRole("dialog", { name: "What changes" });
  await expect(look.getByRole("listitem").filter({ hasText: name })).toContainText("Gains on 3 customers");
  await expectAccessible(marit);
  await expectNoSidewaysScroll(marit);
  await saveAsShown(marit);
  return { customers, link: await marit.getByRole("textbox", { name: "Invitation link" }).inputValue() };
}

async function comeIn(guest: Page, link: string): Promise<void> {
  await guest.goto(link);
  await guest.getByLabel("Password", { exact: true }).fill(password);
  await guest.getByLabel("Password again").fill(password);
  await guest.getByRole("button", { name: "Set password and sign in" }).click();
  await expect(guest.getByRole("heading", { name: /^Hello/ })).toBeVisible();
}

/** Clicks through to the customers, as the person does who stays signed in. */
async function customersOf(guest: Page): Promise<string[]> {
  await guest.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Customers" }).click();
  await expect(guest.getByRole("heading", { level: 1, name: "Customers" })).toBeVisible();
  await guest.reload();
  return firstColumn(guest).allInnerTexts();
}

test("a person put into three customers sees exactly these; moved to full access, and back, the next click shows it and they stay signed in", async ({ signInAs, another }) => {
  const [marit, guest, name] = [await signInAs("partnerOwner"), await another(), `Siri ${unique()}`];
  const { customers, link } = await addWithThree(marit, name);
  await comeIn(guest, link);
  expect((await customersOf(guest)).sort()).toEqual([...customers].sort());

  await marit.getByRole("link", { name: `Open ${name}` }).click();
  await marit.getByRole("link", { name: "Move to another" }).click();
  await marit.getByRole("radio", { name: /^One for what is chosen here/ }).check();
  await marit.getByLabel("It reaches").selectOption("Full access");
  await choose(marit, "Role", "Front desk");
  await expect(marit.getByText(/^It covers \d+ customers now\.$/)).toBeVisible();
  await expectAccessible(marit);
  await marit.getByRole("button", { name: "Move", exact: true }).click();
  await saveAsShown(marit);
  await expect(marit.getByRole("heading", { level: 1, name })).toBeVisible();
  expect((await customersOf(guest)).length).toBeGreaterThan(3);

  await marit.getByRole("link", { name: "Move to another" }).click();
  await marit.getByRole("radio", { name: /^One for what is chosen here/ }).check();
  for (const customer of customers) await chooseCustomer(marit, customer);
  await choose(marit, "Role", "Front desk");
  await expect(marit.getByText("This group is there already")).toBeVisible();
  await marit.getByRole("button", { name: "Move", exact: true }).click();
  await saveAsShown(marit);
  await expect(marit.getByRole("heading", { level: 1, name })).toBeVisible();
  expect((await customersOf(guest)).sort()).toEqual([...customers].sort());
});

test("cancelling leaves no person and no group behind; updating a group acts on its people's next click", async ({ signInAs, another }) => {
  const [marit, guest, name] = [await signInAs("partnerOwner"), await another(), `Runa ${unique()}`];
  const { customers, link } = await addWithThree(marit, name, 5);
  await comeIn(guest, link);
  await customersOf(guest);
  await guest.getByRole("link", { name: customers[0]!, exact: true }).click();
  await expect(guest.getByRole("link", { name: "Edit" })).toBeHidden();

  await marit.goto("/security-groups");
  await marit.getByRole("link", { name: new RegExp(`^${customers[0]!} and 2 more`) }).click();
  await expect(marit.getByRole("button", { name: "Update group" })).toBeVisible();
  await expectAccessible(marit);
  await marit.getByRole("checkbox", { name: /^Customers, edit:/ }).click();
  await marit.getByRole("button", { name: "Update group" }).click();
  expect(await saveAsShown(marit)).toContain("1 person gains on 3 customers: Edit every field of a customer's profile");
  await expect(marit.getByText("was updated")).toBeVisible();
  await guest.reload();
  await expect(guest.getByRole("link", { name: "Edit", exact: true })).toBeVisible();

  await marit.goto("/users/new");
  await marit.getByLabel("Name", { exact: true }).fill("Nobody");
  await marit.getByRole("radio", { name: "Put in a customer-specific security group" }).check();
  await chooseCustomer(marit, customers[1]!);
  await marit.getByRole("link", { name: "Cancel" }).click();
  await marit.goto("/users?search=Nobody");
  await expect(marit.getByText("Nobody", { exact: true })).toBeHidden();
});

test("a save of what was looked at before somebody else changed something is refused; what was set stays, and the next look counts both", async ({ signInAs }) => {
  const home = await build.organization();
  await build.customer(home);
  const people = [await build.user(home), await build.user(home)];
  const group = await build.group(home, [people[0]!], { type: "security" });
  const role = await build.role(home, ["customers.view"]);
  await build.grant({ group }, role);
  const ingrid = await signInAs("operator");
  const edit = ingrid.getByRole("checkbox", { name: /^Customers, edit:/ });
  const look = ingrid.getByRole("dialog", { name: "What changes" });

  await ingrid.goto(`/security-groups/${group.id}`);
  await expect(async () => {
    if ((await edit.getAttribute("aria-checked")) !== "true") await edit.click();
    await expect(edit).toHaveAttribute("aria-checked", "true", { timeout: 1000 });
  }).toPass();
  await ingrid.getByRole("button", { name: "Update group" }).click();
  await expect(look).toContainText("1 person gains on 1 customer");
  await build.owner().groupMember.create({ data: { groupId: group.id, userId: people[1]!.id } });
  await look.getByRole("button", { name: "Save" }).click();

  await expect(ingrid.getByText("Access has changed since you looked. Look at the preview again.")).toBeVisible();
  await expect(edit).toHaveAttribute("aria-checked", "true");
  expect(await build.owner().role.findUniqueOrThrow({ where: { id: role.id }, select: { permissions: true } })).toEqual({ permissions: ["customers.view"] });
  await ingrid.getByRole("button", { name: "Update group" }).click();
  await expect(look).toContainText("2 people gain on 1 customer");
  await saveAsShown(ingrid);
  await expect(ingrid.getByText("was updated")).toBeVisible();
});
