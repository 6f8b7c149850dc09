import * as build from "@/lib/testing/build";
import { choose, expect, firstColumn, menuOf, saveAsShown, test } from "./fixtures/portal";

test("a deactivated person is out with the next click, in the browser that was open", async ({ signInAs, another }) => {
  const home = await build.organization();
  await build.customer(home);
  const person = await build.user(home);
  await build.grant({ user: person }, await build.role(home, ["customers.list", "customers.view"]));
  const [ingrid, theirs] = [await signInAs("operator"), await another(person.email as `${string}@${string}`)];
  await theirs.goto("/");
  await ingrid.goto(`/users/${person.id}`);
  await ingrid.getByRole("button", { name: "Deactivate" }).click();
  await ingrid.getByRole("dialog").getByRole("button", { name: "Deactivate" }).click();
  expect(await saveAsShown(ingrid)).toContain("1 person loses on 1 customer");
  await expect(ingrid.getByRole("button", { name: "Reactivate" })).toBeVisible();

  await menuOf(theirs).filter({ hasText: "Customers" }).click();
  await expect(theirs.getByRole("button", { name: "Sign in" })).toBeVisible();
  await expect(theirs.getByRole("table")).toHaveCount(0);
});

test("access by a territory shows exactly its customers, and ends with the next click after it is revoked", async ({ signInAs, another }) => {
  const home = await build.organization();
  const [given, other] = [await build.territory(), await build.territory()];
  const inside = [await build.customer(home, { territoryId: given.id }), await build.customer(home, { territoryId: (await build.territory(given)).id })];
  await build.customer(home, { territoryId: other.id });
  await build.customer(home);
  const person = await build.user(home);
  const [ingrid, theirs] = [await signInAs("operator"), await another(person.email as `${string}@${string}`)];
  await ingrid.goto(`/grants/new?user=${person.id}`);
  await choose(ingrid, "Role", "Manager");
  await ingrid.getByRole("radio", { name: /^A territory/ }).check();
  await choose(ingrid, "Territory", given.name);
  await expect(ingrid.getByText(/2 customers/).first()).toBeVisible();
  await ingrid.getByRole("button", { name: "Give access" }).click();
  expect(await saveAsShown(ingrid)).toContain("1 person gains on 2 customers");
  await expect(ingrid.getByRole("heading", { level: 1, name: `Manager for ${person.name}` })).toBeVisible();

  await theirs.goto("/customers?sort=name");
  await expect(firstColumn(theirs)).toHaveText(inside.map(({ name }) => name).sort());
  await ingrid.getByRole("button", { name: "Revoke" }).click();
  await ingrid.getByRole("dialog").getByRole("button", { name: "Revoke access" }).click();
  expect(await saveAsShown(ingrid)).toContain("1 person loses on 2 customers");
  await expect(ingrid.getByRole("dialog")).toHaveCount(0);

  await firstColumn(theirs).first().getByRole("link").click();
  await expect(theirs.getByRole("heading", { level: 1, name: /could not be found|You may not do this/ })).toBeVisible();
  await theirs.goto("/");
  await expect(menuOf(theirs)).toHaveText(["Home", "Tasks"]);
});
