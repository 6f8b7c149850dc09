import { expect, test } from "./fixtures/portal";

test("two people edit one customer: different fields merge, the same field asks with the other's name", async ({ signInAs, another }) => {
  const ingrid = await signInAs("operator");
  await ingrid.goto("/customers?search=tromso");
  const href = (await ingrid.locator("table tbody a").first().getAttribute("href"))!;
  const second = await another("operator");
  await ingrid.goto(`${href}/edit`);
  await second.goto(`${href}/edit`);

  await second.getByLabel("City").fill("Tromsdalen");
  await second.getByRole("button", { name: "Save customer" }).click();
  await expect(second.getByText("Not saved yet")).toHaveCount(0);
  await ingrid.getByLabel("Street").fill("Storgata 99");
  await ingrid.getByRole("button", { name: "Save customer" }).click();
  await expect(ingrid.getByText("Not saved yet")).toHaveCount(0);

  await ingrid.goto(href);
  await expect(ingrid.getByText("Tromsdalen")).toBeVisible();
  await expect(ingrid.getByText("Storgata 99")).toBeVisible();
});

test("a clash shows both values and who saved the other; nothing typed is lost", async ({ signInAs, another }) => {
  const ingrid = await signInAs("operator");
  await ingrid.goto("/customers?search=narvik");
  const href = (await ingrid.locator("table tbody a").first().getAttribute("href"))!;
  const jonas = await another("operator");
  await ingrid.goto(`${href}/edit`);
  await jonas.goto(`${href}/edit`);

  await jonas.getByLabel("Phone").fill("+47 00 11 11 11");
  await jonas.getByLabel("Street").fill("Nygata 7");
  await jonas.getByRole("button", { name: "Save customer" }).click();
  await expect(jonas.getByText("Not saved yet")).toHaveCount(0);
  await ingrid.getByLabel("Phone").fill("+47 00 22 22 22");
  await ingrid.getByLabel("Comment").fill("Call before noon");
  await ingrid.getByRole("button", { name: "Save customer" }).click();

  await expect(ingrid.getByText("Somebody changed this customer while you were editing it")).toBeVisible();
  await expect(ingrid.getByText("+47 00 11 11 11")).toBeVisible();
  await expect(ingrid.getByLabel("Comment")).toHaveValue("Call before noon");

  await ingrid.getByRole("radio", { name: /^Yours/ }).check();
  await ingrid.getByRole("button", { name: "Save customer" }).click();
  await expect(ingrid.getByText("Call before noon")).toBeVisible();
  await expect(ingrid.getByText("+47 00 22 22 22")).toBeVisible();
  await expect(ingrid.getByText("Nygata 7"), "what the other changed besides stays").toBeVisible();
});
