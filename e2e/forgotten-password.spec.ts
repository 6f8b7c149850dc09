import { expect, expectAccessible, expectNoSidewaysScroll, test } from "./fixtures/portal";
import { linkInOutbox } from "./fixtures/outbox";

test("somebody who forgot the password chooses a new one by the mailed link, which works once", async ({ another }) => {
  const email = "elin.forgot@nordnet.example";
  const operator = await another("operator");
  await operator.goto("/users/new");
  await operator.getByLabel("Name", { exact: true }).fill("Elin Forgot");
  await operator.getByLabel("Email").fill(email);
  await operator.getByLabel("With a password now").check();
  await operator.getByLabel("Password", { exact: true }).fill("first words set here now");
  await operator.getByLabel("Nothing yet").check();
  await operator.getByRole("button", { name: "Add user" }).click();
  await expect(operator.getByRole("heading", { name: "Elin Forgot", level: 1 })).toBeVisible();

  const page = await another();
  await page.setViewportSize({ width: 320, height: 700 });
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Forgotten password?" }).click();
  await page.getByRole("link", { name: "Back to sign-in" }).click(); // remembered after all
  await page.getByRole("link", { name: "Forgotten password?" }).click();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Mail me a link" }).click();
  await expect(page.getByText("a mail with a link is on its way")).toBeVisible();
  const link = await linkInOutbox(page, email);

  await page.goto(link);
  await page.getByLabel("New password", { exact: true }).fill("Password12345678");
  await page.getByLabel("New password again").fill("Password12345678");
  await page.getByRole("button", { name: "Save and sign in" }).click();
  await expect(page.getByText("among those that are guessed first").first()).toBeVisible();
  await page.getByLabel("New password", { exact: true }).fill("seven green kites above");
  await page.getByLabel("New password again").fill("seven green kites above");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Save and sign in" }).click();
  await expect(page.getByRole("heading", { name: "Hello, Elin" })).toBeVisible();

  const later = await another();
  await later.goto(link);
  await expect(later.getByRole("heading", { name: "This link is no longer good" })).toBeVisible();
});
