import type { Page } from "@playwright/test";
import * as build from "@/lib/testing/build";
import { choose, expect, expectAccessible, test } from "./fixtures/portal";

/** A partner with a person, a role and two groups, one inside the other, and an administrator of it. */
async function place() {
  const home = await build.organization();
  const admin = await build.person(home, ["groups.create", "groups.view", "groups.manage-members", "grants.give", "grants.list", "roles.view", "users.view", "organizations.view", "customers.view"], { kind: "subtree", ref: home.id });
  const [member, role] = [await build.user(home), await build.role(home, ["customers.view"])];
  const [outer, inner] = [await build.group(home), await build.group(home)];
  await build.owner().groupNesting.create({ data: { groupId: outer.id, memberId: inner.id } });
  return { home, admin: admin.facts.email as `${string}@${string}`, member, role, outer, inner };
}

/** The message under a field, which the control is told by. */
async function expectTold(page: Page, field: ReturnType<Page["getByLabel"]>, message: string): Promise<void> {
  await expect(field).toHaveAccessibleDescription(new RegExp(message.replace(/[.?()]/g, "\\$&")));
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expectAccessible(page);
}

test("access that would end before it begins is told by the field; all that was chosen and typed stays", async ({ signInAs }) => {
  const { admin, member, role } = await place();
  const page = await signInAs(admin);
  await page.goto("/grants/new");
  await choose(page, "User", member.name);
  await choose(page, "Role", role.name);
  await page.getByRole("radio", { name: /^Everything they reach/ }).check();
  await page.getByLabel("From").fill("2027-02-01");
  await page.getByLabel("Until").fill("2027-01-01");
  await page.getByLabel("Reason").fill("Stands in for a colleague");
  await page.getByRole("button", { name: "Give access" }).click();

  await expectTold(page, page.getByLabel("Until"), "Choose a day after the first one.");
  await expect(page.getByLabel("From")).toHaveValue("2027-02-01");
  await expect(page.getByLabel("Reason")).toHaveValue("Stands in for a colleague");
  await expect(page.getByRole("combobox", { name: "User" })).toHaveValue(member.name);
  await expect(page.getByRole("combobox", { name: "Role" })).toHaveValue(role.name);
  expect(await build.owner().grant.count({ where: { userId: member.id } })).toBe(0);
});

test("everything that is wrong about a form is told at once, each fault at its field", async ({ signInAs }) => {
  const { admin } = await place();
  const page = await signInAs(admin);
  await page.goto("/grants/new");
  await page.getByLabel("From").fill("2027-02-01");
  await page.getByLabel("Until").fill("2027-01-01");
  await page.getByRole("button", { name: "Give access" }).click();

  for (const [field, message] of [["User", "Choose a user."], ["Role", "Choose a role."], ["Partner", "Choose a partner."]] as const) {
    await expectTold(page, page.getByRole("combobox", { name: field }), message);
  }
  await expectTold(page, page.getByLabel("Until"), "Choose a day after the first one.");

  await page.getByLabel("Until").fill("2020-01-01");
  await page.getByLabel("From").fill("");
  await page.getByRole("button", { name: "Give access" }).click();
  await expectTold(page, page.getByLabel("Until"), "Choose a day that is still to come.");
});

test("a weak password is told along with what else is wrong about a new person", async ({ signInAs }) => {
  const page = await signInAs("operator");
  await page.goto("/users/new");
  await page.getByLabel("Email").fill("ida@example.com");
  await page.getByRole("radio", { name: /^With a password now/ }).check();
  await page.getByLabel("Password", { exact: true }).fill("password1234567");
  await page.getByLabel("Last day").fill("2020-01-01");
  await page.getByRole("button", { name: "Add user" }).click();

  await expectTold(page, page.getByLabel("Name", { exact: true }), "Enter a name.");
  await expectTold(page, page.getByLabel("Password", { exact: true }), "This password is among those that are guessed first.");
  await expect(page.getByLabel("Last day")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Email")).toHaveValue("ida@example.com");
});

test("nobody chosen for a group is told in words, along with a time that is over", async ({ signInAs }) => {
  const { admin, outer } = await place();
  const page = await signInAs(admin);
  await page.goto(`/groups/${outer.id}`);
  await page.getByRole("button", { name: "Add people" }).click();
  await page.getByLabel("Last day").fill("2020-01-01");
  await page.getByRole("button", { name: "Add", exact: true }).click();

  await expectTold(page, page.getByRole("combobox", { name: "People" }), "Choose at least one person.");
  await expectTold(page, page.getByLabel("Last day"), "Choose today or a later day.");
});

test("whoever is chosen brings the scope that is usual for them, until one is chosen by hand", async ({ signInAs }) => {
  const { admin, home, member } = await place();
  const below = await build.organization(home);
  const other = await build.user(below);
  const page = await signInAs(admin);
  await page.goto("/grants/new");
  const partner = page.getByRole("combobox", { name: "Partner" });
  await choose(page, "User", member.name);
  await expect(partner).toHaveValue(home.name);
  await choose(page, "User", other.name);
  await expect(partner).toHaveValue(below.name);

  await choose(page, "Partner", home.name);
  await choose(page, "User", member.name);
  await choose(page, "User", other.name);
  await expect(partner).toHaveValue(home.name);
  await page.getByRole("radio", { name: /^A partner and all below it/ }).check();
  await expect(partner).toHaveValue(home.name);
});

test("the name of another group is told by the field; the description stays, and with another name the group is made", async ({ signInAs }) => {
  const { admin, home, outer } = await place();
  const page = await signInAs(admin);
  await page.goto("/groups/new");
  await page.getByLabel("Name", { exact: true }).fill(outer.name);
  await page.getByLabel("Description").fill("Looks after the harbour");
  await page.getByRole("button", { name: "Create group" }).click();

  await expectTold(page, page.getByLabel("Name", { exact: true }), `Another group of ${home.name} is already called ${outer.name}.`);
  await expect(page.getByLabel("Description")).toHaveValue("Looks after the harbour");
  await page.getByLabel("Name", { exact: true }).fill(`${outer.name} two`);
  await page.getByRole("button", { name: "Create group" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `${outer.name} two` })).toBeVisible();
});

test("a group is not put into one that is inside it; the choice stays, and nothing is nested", async ({ signInAs }) => {
  const { admin, outer, inner } = await place();
  const page = await signInAs(admin);
  await page.goto(`/groups/${inner.id}`);
  await page.getByRole("button", { name: "Put a group inside" }).click();
  await choose(page, "Group", outer.name);
  await page.getByRole("button", { name: "Put inside" }).click();

  const field = page.getByRole("combobox", { name: "Group" });
  await expectTold(page, field, `${inner.name} is inside ${outer.name} already, or they are the same.`);
  await expect(field).toHaveValue(outer.name);
  expect(await build.owner().groupNesting.count({ where: { groupId: inner.id } })).toBe(0);
});
