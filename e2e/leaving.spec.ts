import * as build from "@/lib/testing/build";
import { expect, expectAccessible, expectNoSidewaysScroll, menuOf, saveAsShown, test } from "./fixtures/portal";
import { tabTo } from "./fixtures/keyboard";

test("offboarding by keyboard alone: the leaver's next click is refused, the heir has the customers, and an undo brings all back", async ({ signInAs, another }) => {
  const home = await build.organization();
  const role = await build.role(home, ["customers.view", "customers.edit"]);
  const [leaver, heir] = [await build.user(home, { name: "Lena Leaves" }), await build.user(home, { name: "Henrik Heir" })];
  for (const user of [leaver, heir]) await build.grant({ user }, role, { kind: "own" });
  const customers = [await build.customer(home, { accountManagerId: leaver.id }), await build.customer(home, { accountManagerId: leaver.id })];
  const [ingrid, theirs] = [await signInAs("operator"), await another(leaver.email as `${string}@${string}`)];
  await theirs.goto("/customers");
  await expect(theirs.getByRole("table")).toBeVisible();

  await ingrid.goto(`/users/${leaver.id}`);
  await tabTo(ingrid, ingrid.getByRole("link", { name: "Offboard" }));
  await ingrid.keyboard.press("Enter");
  await expect(ingrid.getByRole("heading", { level: 1, name: "Offboard Lena Leaves" })).toBeVisible();
  await expect(ingrid.getByText("Henrik Heir is proposed: may edit all of them.")).toBeVisible();
  await expect(ingrid.getByRole("combobox", { name: /Next account manager/ })).toHaveValue("Henrik Heir");
  await tabTo(ingrid, ingrid.getByRole("button", { name: "Offboard Lena Leaves" }));
  await ingrid.keyboard.press("Enter");
  expect(await saveAsShown(ingrid)).toContain("Henrik Heir");
  await expect(ingrid.getByRole("heading", { level: 1, name: "Offboarding of Lena Leaves" })).toBeVisible();
  await expect(ingrid.getByText("to Henrik Heir")).toHaveCount(2);
  await expectAccessible(ingrid);

  await menuOf(theirs).filter({ hasText: "Home" }).click();
  await expect(theirs.getByRole("button", { name: "Sign in" })).toBeVisible();
  expect(await build.owner().customer.count({ where: { accountManagerId: heir.id } })).toBe(customers.length);

  await tabTo(ingrid, ingrid.getByRole("button", { name: "Undo" }));
  await ingrid.keyboard.press("Enter");
  await tabTo(ingrid, ingrid.getByRole("button", { name: "Undo the offboarding" }));
  await ingrid.keyboard.press("Enter");
  await saveAsShown(ingrid);
  await expect(ingrid.getByText("Given back")).toHaveCount(2);
  expect(await build.owner().customer.count({ where: { accountManagerId: leaver.id } })).toBe(customers.length);
});

test("open invitations of somebody who leaves find an heir, and the list says who answers for them or that nobody is left", async ({ signInAs }) => {
  const home = await build.organization();
  const role = await build.role(home, ["users.view", "users.invite"]);
  const [leaver, heir] = [await build.user(home, { name: "Lena Leaves" }), await build.user(home, { name: "Henrik Heir" })];
  for (const user of [leaver, heir]) await build.grant({ user }, role);
  const admin = await build.user(home);
  await build.grant({ user: admin }, await build.role(home, ["users.view", "users.invite"]));
  for (const [name, inviterId] of [["Anna Asked", leaver.id], ["Berit Asked", admin.id]] as const) {
    const { id } = await build.user(home, { name, status: "invited" });
    await build.owner().invitation.create({ data: { userId: id, inviterId, tokenHash: `${name} ${id}`, expiresAt: new Date(Date.now() + 86_400_000) } });
  }
  await build.owner().user.update({ where: { id: admin.id }, data: { status: "deactivated", name: "Arne Gone" } });
  const page = await signInAs("operator");

  await page.goto(`/users/${leaver.id}/offboard`);
  await expect(page.getByText("1 person whom Lena Leaves invited has not come yet: Anna Asked.")).toBeVisible();
  await expect(page.getByRole("combobox", { name: /Who answers for them/ })).toHaveValue("Henrik Heir");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Offboard Lena Leaves" }).click();
  await saveAsShown(page);
  await expect(page.getByRole("heading", { level: 2, name: "Invitations" })).toBeVisible();
  await expect(page.getByText("to Henrik Heir")).toHaveCount(1);

  await page.goto(`/users?organization=${home.id}&status=invited`);
  await expect(page.getByRole("row", { name: /Anna Asked/ })).toContainText("Henrik Heir");
  await expect(page.getByRole("row", { name: /Berit Asked/ })).toContainText("Arne Gone (has left)");
  await page.getByRole("link", { name: "Berit Asked" }).click();
  await expect(page.getByText("Arne Gone has left: whoever makes a new link answers for the invitation from then on.")).toBeVisible();
});

test("several people at once: who would stay in is told before and after, with the reason", async ({ signInAs }) => {
  const home = await build.organization();
  const [one, last] = [await build.user(home, { name: "Anna Out" }), await build.user(home, { name: "Berit Last" })];
  const full = await build.owner().role.findFirstOrThrow({ where: { key: "full-access" }, select: { id: true } });
  await build.grant({ user: last }, full);
  const page = await signInAs("operator");
  await page.goto(`/users?organization=${home.id}`);
  for (const { name } of [one, last]) await page.getByRole("checkbox", { name: new RegExp(name) }).check();
  await page.getByRole("button", { name: "Deactivate 2 users" }).click();
  const dialog = page.getByRole("dialog", { name: "Deactivate 2 users?" });
  await expect(dialog.getByText("1 person would be out")).toBeVisible();
  await expect(dialog.getByText("Nobody with full access would be left")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Deactivate 1 user" }).click();
  const [look, told] = [page.getByRole("dialog", { name: "What changes" }), page.getByText("1 person was not deactivated")];
  await expect(look.or(told).first()).toBeVisible();
  if (await look.isVisible()) await saveAsShown(page);

  await expect(told).toBeVisible();
  await expect(page.getByRole("row", { name: /Anna Out/ })).toContainText("Deactivated");
  await expect(page.getByRole("row", { name: /Berit Last/ })).toContainText("Active");
});

test("the last one with full access cannot leave, and the page says what to do first", async ({ signInAs }) => {
  const home = await build.organization();
  const last = await build.user(home);
  await build.grant({ user: last }, await build.owner().role.findFirstOrThrow({ where: { key: "full-access" }, select: { id: true } }));
  const page = await signInAs("operator");

  await page.goto(`/users/${last.id}/offboard`);
  await expect(page.getByText("Give somebody else full access first.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Offboard/ })).toHaveCount(0);
});

test("reactivating shows first what comes back and what does not", async ({ signInAs }) => {
  const home = await build.organization();
  const person = await build.user(home, { status: "deactivated", passwordHash: "x", readOnly: true });
  await build.group(home, [person], { name: "Night shift" });
  const role = await build.role(home, ["customers.view"]);
  await build.grant({ user: person }, role);
  await build.owner().organization.update({ where: { id: home.id }, data: { status: "deactivated" } });
  const page = await signInAs("operator");

  await page.goto(`/users/${person.id}`);
  await page.getByRole("button", { name: "Reactivate" }).click();
  const dialog = page.getByRole("dialog");
  for (const text of [`${role.name} on everything`, "Night shift", "read-only cap stays on", "stays out until"]) await expect(dialog.getByText(text)).toBeVisible();
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(page);
});
