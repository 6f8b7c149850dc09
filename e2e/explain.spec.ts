import type { Page } from "@playwright/test";
import * as build from "@/lib/testing/build";
import { choose, expect, expectAccessible, expectNoSidewaysScroll, menuOf, people, test } from "./fixtures/portal";

const h1 = (page: Page) => page.getByRole("heading", { level: 1 });

/** A partner with one customer, somebody who reads it, and an administrator above who could give more. */
async function place() {
  const home = await build.organization();
  const customer = await build.customer(home);
  const reader = await build.user(home);
  await build.grant({ user: reader }, await build.role(home, ["customers.view"]), { level: "read" });
  const lead = await build.user(home);
  await build.grant({ user: lead }, await build.role(home, ["customers.edit", "grants.give", "users.view", "access.explain"]));
  return { home, customer, reader, lead };
}

test("a refused page says what is missing and whom to ask, and leads to one's own explanation; a hidden record stays not found", async ({ signInAs }) => {
  const { home, customer, reader } = await place();
  const hidden = await build.customer(await build.organization());
  const page = await signInAs(reader.email as `${string}@${string}`);

  const response = await page.goto(`/customers/${customer.id}/edit`);
  expect(response?.status()).toBe(403);
  await page.reload();
  const refusals = await build.owner().activity.findMany({ where: { actorId: reader.id, outcome: "refused" }, select: { action: true, recordType: true, recordId: true } });
  expect(refusals).toEqual([{ action: "customers.edit-contact", recordType: "customer", recordId: customer.id }]);
  await expect(h1(page)).toHaveText("You may not do this");
  await expect(page.getByText("customers.edit-contact")).toBeVisible();
  await expect(page.getByText(`An administrator of ${home.name} can give it to you.`)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Why?" }).click();
  await expect(page.getByText(/may not use customers\.edit-contact anywhere/)).toBeVisible();
  await expect(menuOf(page).filter({ hasText: "Who may what" })).toHaveCount(0);

  expect((await page.goto(`/customers/${hidden.id}/edit`))?.status()).toBe(404);
  await expect(h1(page)).toHaveText("This page could not be found");
});

test("the explorer answers yes with the chain, and no with what is missing and who could give it", async ({ signInAs }) => {
  const { customer, reader, lead } = await place();
  const page = await signInAs(lead.email as `${string}@${string}`);

  await page.goto(`/access?user=${reader.id}&permission=customers.view&customer=${customer.id}`);
  await expect(page.getByText(`${reader.name} may use customers.view on ${customer.name}.`)).toBeVisible();
  await expect(page.getByRole("list", { name: "Reasons" }).getByText("holds the role").first()).toBeVisible();
  await expectAccessible(page);
  await page.goto(`/access?user=${reader.id}&permission=customers.edit&customer=${customer.id}`);
  await expect(page.getByText(`${reader.name} may not use customers.edit on ${customer.name}.`)).toBeVisible();
  await expect(page.getByRole("paragraph").filter({ hasText: "could be given by" }).getByRole("link", { name: lead.name })).toBeVisible();
  await page.goto(`/access/person?user=${reader.id}`);
  await expect(page.getByText(`${reader.name}, at home in`)).toContainText("holds 2 permissions");
});

test("words that name nobody stay in the question and are told by their field; a question is asked by keys and mouse alike", async ({ signInAs }) => {
  const { customer, reader, lead } = await place();
  const page = await signInAs(lead.email as `${string}@${string}`);
  await page.goto("/access");
  const person = page.getByRole("combobox", { name: /^Person/ });
  await person.fill("Nobody Ofthisname");
  await page.getByText("Ask", { exact: true }).click();
  await expect(page.getByText("“Nobody Ofthisname” is not chosen yet. Choose one from the list, or empty the field.")).toBeVisible();
  await expect(person).toHaveValue("Nobody Ofthisname");
  expect(new URL(page.url()).search).toBe("");
  await expectAccessible(page);

  await choose(page, "Person", reader.name);
  await choose(page, "Permission", "customers.edit");
  await choose(page, "Customer", customer.name);
  await page.getByText("Ask", { exact: true }).click();
  await expect(page.getByText(`on ${customer.name}.`).first()).toBeVisible();
  expect(new URL(page.url()).searchParams.get("user")).toBe(String(reader.id));
});

test("of a deactivated person it is said once that the account may not act, and what comes back with it", async ({ signInAs }) => {
  const { reader, lead } = await place();
  await build.owner().user.update({ where: { id: reader.id }, data: { status: "deactivated" } });
  const page = await signInAs(lead.email as `${string}@${string}`);
  await page.goto(`/access/person?user=${reader.id}`);
  await expect(page.getByText("The account may not act now")).toHaveCount(1);
  await expect(page.getByText("Nothing now. What comes back once the account may act again")).toBeVisible();
  await expect(page.getByRole("region", { name: "Customers" }).getByRole("listitem").filter({ hasText: "customers.view" }).getByText("on everything")).toBeVisible();
  await expect(page.getByText("bites", { exact: true })).toHaveCount(0);
});

test("who can see this customer: exactly those who may, with the reasons, narrowed by permission and search", async ({ signInAs }) => {
  const { customer, home, reader, lead } = await place();
  const page = await signInAs(lead.email as `${string}@${string}`);
  await page.goto(`/customers/${customer.id}`);
  await page.getByRole("link", { name: "Who can see this" }).click();
  const rows = page.getByRole("table").getByRole("row");
  await expect(rows.filter({ hasText: reader.name })).toHaveCount(1);
  await expect(rows.filter({ hasText: lead.name })).toHaveCount(1);
  await expectAccessible(page);
  await page.goto(`/customers/${customer.id}/who?permission=customers.edit`);
  await expect(rows.filter({ hasText: reader.name })).toHaveCount(0);
  await rows.filter({ hasText: lead.name }).getByText(/^Role .* on everything/).click();
  await expect(page.getByText("holds the role")).toBeVisible();

  const above = await signInAs("operator");
  await above.goto(`/organizations/${home.id}`);
  await above.getByRole("link", { name: "Who can see this" }).click();
  await expect(rows.filter({ hasText: "Ingrid Solheim" })).toHaveCount(1);
  await expect(rows.filter({ hasText: reader.name })).toHaveCount(0);
});

test("viewing as somebody shows what both may read, changes nothing, stands round every page, and the person is told", async ({ signInAs, another }) => {
  const { customer, reader, home } = await place();
  const other = await build.customer(home);
  await build.owner().grant.updateMany({ where: { userId: reader.id }, data: { scopeKind: "customers" } });
  const { id: grantId } = await build.owner().grant.findFirstOrThrow({ where: { userId: reader.id }, select: { id: true } });
  await build.owner().grantCustomer.create({ data: { grantId, customerId: customer.id } });
  const [ingrid, theirs] = [await signInAs("operator"), await another(reader.email as `${string}@${string}`)];

  await ingrid.goto(`/users/${reader.id}/view-as`);
  await ingrid.getByLabel("Why").fill("A customer is missing in their list");
  await ingrid.getByRole("button", { name: "View as this person" }).click();
  const band = ingrid.getByRole("region", { name: `Viewing as ${reader.name}` });
  await expect(band).toContainText("Nothing can be changed");
  await ingrid.goto("/customers");
  await expect(band).toBeVisible();
  await expect(ingrid.getByRole("table").getByRole("link", { name: customer.name })).toBeVisible();
  await expect(ingrid.getByText(other.name)).toHaveCount(0);
  await ingrid.goto(`/customers/${customer.id}`);
  await expect(ingrid.getByRole("link", { name: "Edit" })).toHaveCount(0);
  expect((await ingrid.goto("/customers/new"))?.status()).toBe(403);
  await expect(ingrid.getByText(`You are viewing as ${reader.name}: nothing can be changed.`)).toBeVisible();
  await expectAccessible(ingrid);
  await ingrid.setViewportSize({ width: 320, height: 700 });
  await expectNoSidewaysScroll(ingrid);
  await ingrid.getByRole("button", { name: "Stop viewing" }).click();
  await expect(band).toHaveCount(0);
  await expect(h1(ingrid)).toHaveText(reader.name);

  await ingrid.goto(`/activity?person=${(await build.owner().user.findUniqueOrThrow({ where: { email: people.operator }, select: { id: true } })).id}&outcome=refused`);
  await expect(ingrid.getByRole("row").filter({ hasText: `Ingrid Solheim, viewing as ${reader.name}` }).first()).toContainText("Create customers");

  await theirs.goto("/");
  await expect(theirs.getByText("The portal was viewed as you")).toBeVisible();
  await expect(theirs.getByText("A customer is missing in their list")).toBeVisible();
  await theirs.getByRole("button", { name: "I have read this" }).click();
  await expect(theirs.getByText("The portal was viewed as you")).toHaveCount(0);
});
