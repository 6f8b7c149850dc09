import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import type { Permission } from "@/lib/access/permissions";
import * as build from "@/lib/testing/build";
import { choose, expect, expectAccessible, expectNoSidewaysScroll, firstColumn, test } from "./fixtures/portal";

const unique = (word: string) => `${word} ${randomUUID().slice(0, 8)}`;

/** A template of the operator's that no other test uses. */
const templateWith = async (permissions: Permission[]) => build.role(await build.operator(), permissions, { isTemplate: true, name: unique("Desk") });

const permission = (page: Page, name: string) => page.getByRole("checkbox", { name: new RegExp(`^${name}:`) });

/** Turns a permission of the matrix on or off, as soon as the page listens. */
async function turn(page: Page, name: string, isOn: boolean): Promise<void> {
  const box = permission(page, name);
  await expect(async () => {
    if ((await box.getAttribute("aria-checked")) !== String(isOn)) await box.click();
    await expect(box).toHaveAttribute("aria-checked", String(isOn), { timeout: 1000 });
  }).toPass();
}

/** Presses the button, reads what changes for whom, and saves. */
async function saveSeen(page: Page, button: string, people: RegExp): Promise<void> {
  await page.getByRole("button", { name: button }).click();
  const dialog = page.getByRole("dialog", { name: "What changes" });
  await expect(dialog).toContainText(people);
  await dialog.getByRole("button", { name: "Save" }).click();
}

async function clone(page: Page, template: { id: number }, name: string): Promise<number> {
  await page.goto(`/roles/${template.id}`);
  await page.getByRole("link", { name: "Clone", exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Create clone" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  return Number(new URL(page.url()).pathname.split("/").at(-1));
}

test("a template is cloned and given on three customers; its person sees exactly those three", async ({ signInAs, another }) => {
  const home = await build.organization();
  const mine = await Promise.all([1, 2, 3].map((n) => build.customer(home, { name: unique(`Quay ${n}`) })));
  await build.customer(home);
  const person = await build.user(home);
  const template = await templateWith(["customers.view", "customers.edit"]);
  const [ingrid, theirs] = [await signInAs("operator"), await another(person.email as `${string}@${string}`)];

  await ingrid.goto(`/roles/${template.id}/clone`);
  await expect(ingrid.getByLabel("Name", { exact: true })).toHaveValue(`Copy of ${template.name}`);
  await turn(ingrid, "Customers, edit", false);
  await ingrid.getByLabel("Name", { exact: true }).fill("Manager");
  await ingrid.getByRole("button", { name: "Create clone" }).click();
  await expect(ingrid.getByText("already called Manager").first()).toBeVisible();
  await expect(permission(ingrid, "Customers, edit")).toHaveAttribute("aria-checked", "false");
  const name = unique("Harbour desk");
  await ingrid.getByLabel("Name", { exact: true }).fill(name);
  await ingrid.getByRole("button", { name: "Create clone" }).click();
  await expect(ingrid.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(ingrid.getByText(`How it differs from ${template.name}`)).toBeVisible();

  await ingrid.getByRole("link", { name: "Give this role" }).click();
  await choose(ingrid, "User", person.name);
  await ingrid.getByRole("radio", { name: /^Chosen customers/ }).check();
  for (const customer of mine) await choose(ingrid, "Customers", customer.name);
  await expect(ingrid.getByText(/3 customers/).first()).toBeVisible();
  await saveSeen(ingrid, "Give access", /1 person gains/);
  await expect(ingrid.getByRole("heading", { level: 1, name: `${name} for ${person.name}` })).toBeVisible();

  await theirs.goto("/customers?sort=name");
  await expect(firstColumn(theirs)).toHaveText(mine.map((customer) => customer.name).sort());
  await theirs.goto(`/customers/${mine[0]!.id}`);
  await expect(theirs.getByRole("heading", { level: 1, name: mine[0]!.name })).toBeVisible();
  await expect(theirs.getByRole("link", { name: "Edit" })).toHaveCount(0);
});

test("a published version is proposed to a clone; what is taken acts, its own edit stays, and the version goes back exactly", async ({ signInAs, another }) => {
  const template = await templateWith(["customers.view"]);
  const [ingrid, theirs] = [await signInAs("operator"), await another("partnerOwner")];
  const id = await clone(ingrid, template, unique("Our desk"));
  await ingrid.getByRole("link", { name: "Edit", exact: true }).click();
  await turn(ingrid, "Users, list", true);
  await ingrid.getByRole("button", { name: "Save role" }).click();
  await expect(ingrid.getByText("like Desk")).toBeVisible();

  await ingrid.goto(`/roles/${template.id}/publish`);
  await turn(ingrid, "Customers, edit contact", true);
  await turn(ingrid, "Customers, suspend", true);
  await ingrid.getByLabel("What changed, and why").fill("Desks keep contacts and suspend");
  await ingrid.getByRole("button", { name: "Publish version 2" }).click();
  await expect(ingrid.getByRole("heading", { name: "Version 2", exact: true })).toBeVisible();

  await ingrid.goto(`/roles/${id}`);
  await ingrid.getByRole("link", { name: "Look at the proposal" }).click();
  await expect(ingrid.getByText("Desks keep contacts and suspend")).toBeVisible();
  await ingrid.getByRole("checkbox", { name: /Suspend and reconnect customers/ }).uncheck();
  await expectAccessible(ingrid);
  await ingrid.getByRole("button", { name: "Take 1 change" }).click();
  await expect(ingrid.getByRole("heading", { name: "How it differs from" })).toBeVisible();
  const stored = await build.owner().role.findUniqueOrThrow({ where: { id }, select: { permissions: true, templateVersion: true } });
  expect(stored).toEqual({ permissions: ["customers.view", "customers.edit-contact", "users.list"], templateVersion: 2 });
  await expect(ingrid.getByText("Proposal open")).toHaveCount(0);

  await ingrid.goto(`/roles/${template.id}/versions/1`);
  await ingrid.getByRole("button", { name: "Roll back to version 1" }).click();
  await expect(ingrid.getByText("brings back version 1")).toBeVisible();
  expect(await build.owner().role.findUniqueOrThrow({ where: { id: template.id }, select: { permissions: true } })).toEqual({ permissions: ["customers.view"] });
  expect(await build.owner().role.findUniqueOrThrow({ where: { id }, select: { permissions: true } })).toEqual({ permissions: stored.permissions });
  await ingrid.goto(`/roles/drift?template=${template.id}`);
  await expect(firstColumn(ingrid).first()).toBeVisible();
  await theirs.goto(`/roles/${template.id}/versions/1`);
  await expect(theirs.getByText("What it allowed")).toBeVisible();
  await expect(theirs.getByRole("button", { name: /Roll back/ })).toHaveCount(0);
});

test("none of a version is taken: the role stays as it is, and the version is not proposed again", async ({ signInAs }) => {
  const template = await templateWith(["customers.view"]);
  const ingrid = await signInAs("operator");
  const id = await clone(ingrid, template, unique("Our desk"));
  await ingrid.goto(`/roles/${template.id}/publish`);
  await turn(ingrid, "Customers, edit contact", true);
  await ingrid.getByLabel("What changed, and why").fill("Desks keep contacts");
  await ingrid.getByRole("button", { name: "Publish version 2" }).click();
  await expect(ingrid.getByRole("heading", { name: "Version 2", exact: true })).toBeVisible();

  await ingrid.goto(`/roles/${id}/proposal`);
  await ingrid.getByRole("button", { name: "Take none" }).click();
  const dialog = ingrid.getByRole("dialog", { name: "Take nothing of version 2?" });
  await expectAccessible(ingrid);
  await dialog.getByRole("button", { name: "Take none" }).click();
  await expect(ingrid.getByText("version 2, of which nothing was taken")).toBeVisible();
  expect(await build.owner().role.findUniqueOrThrow({ where: { id }, select: { permissions: true } })).toEqual({ permissions: ["customers.view"] });
  await ingrid.goto(`/roles/drift?template=${template.id}`);
  await expect(ingrid.getByRole("row").filter({ hasText: "Our desk" })).toContainText("nothing taken of version 2");
});

test("two roles and then a third stand side by side; what differs is marked and can be shown alone", async ({ signInAs }) => {
  const operator = await build.operator();
  const roleWith = (word: string, permissions: Permission[]) => build.role(operator, permissions, { name: unique(word) });
  const [desk, manager, reader] = [await roleWith("Desk", ["customers.list", "customers.suspend"]), await roleWith("Manager", ["customers.list", "customers.edit"]), await roleWith("Reader", ["customers.list"])];
  const ingrid = await signInAs("operator");
  const held = (deed: string) => ingrid.getByRole("row", { name: deed }).getByRole("cell");

  await ingrid.goto(`/roles/compare?roles=${desk.id},${manager.id}`);
  await expect(held("Suspend and reconnect customers")).toHaveText([/granted/, /not given/]);
  await expect(held("Open a customer's profile and history")).toHaveText([/comes with another/, /comes with another/]);

  await choose(ingrid, "Roles to compare", reader.name);
  await expect(held("Suspend and reconnect customers")).toHaveText([/granted/, /not given/, /not given/]);
  await expect(held("See customers in lists")).toHaveText([/granted/, /granted/, /granted/]);
  await ingrid.getByRole("checkbox", { name: "Only differences" }).check();
  await expect(held("See customers in lists")).toHaveCount(0);
  await expect(held("Open a customer's profile and history")).toHaveText([/comes with another/, /comes with another/, /not given/]);
  await expectAccessible(ingrid);
});

test("the matrix is walked by keys, and pages of roles fit a phone in both themes", async ({ signInAs }) => {
  const template = await templateWith(["customers.edit"]);
  const ingrid = await signInAs("operator");
  await ingrid.goto("/roles/new");
  await turn(ingrid, "Customers, list", true);
  await ingrid.getByRole("searchbox", { name: "Find a permission" }).focus();
  await ingrid.keyboard.press("Tab");
  await ingrid.keyboard.press("Tab");
  await expect(permission(ingrid, "Customers, list")).toBeFocused();
  await ingrid.keyboard.press("ArrowDown");
  await ingrid.keyboard.press("Space");
  await expect(permission(ingrid, "Partners, list")).toHaveAttribute("aria-checked", "true");
  await expect(ingrid.getByText("2 permissions changed, not saved")).toBeVisible();

  const pages = [`/roles/${template.id}`, `/roles/${template.id}/clone`, `/roles/${template.id}/publish`, `/roles/${template.id}/versions`, `/roles/compare?roles=${template.id},1`, "/roles/drift"];
  await ingrid.setViewportSize({ width: 320, height: 720 });
  for (const theme of ["light", "dark"] as const) {
    await ingrid.emulateMedia({ colorScheme: theme });
    for (const path of pages) {
      await ingrid.goto(path);
      await expect(ingrid.getByRole("heading", { level: 1 })).toBeVisible();
      await expectNoSidewaysScroll(ingrid);
      await expectAccessible(ingrid);
    }
  }
});
