import { expect, firstColumn, test } from "./fixtures/portal";

test("a list on paper is light, without controls, and says when and not how long ago", async ({ signInAs }) => {
  const page = await signInAs("operator");
  await page.goto("/customers");
  await page.evaluate(() => document.documentElement.setAttribute("data-theme", "dark"));
  const look = () =>
    page.evaluate(() => ({
      paper: getComputedStyle(document.querySelector(".data-table-frame")!).backgroundColor,
      relative: getComputedStyle(document.querySelector("tbody time")!).fontSize,
      exact: getComputedStyle(document.querySelector("tbody time")!, "::after").content,
    }));
  const onScreen = await look();

  await page.emulateMedia({ media: "print" });
  const onPaper = await look();
  expect(onPaper.paper).toBe("rgb(255, 255, 255)");
  expect(onScreen.paper).not.toBe(onPaper.paper);
  expect(onPaper.relative).toBe("0px");
  expect(onPaper.exact).toMatch(/^"\d+ \w+ \d{4}, \d\d:\d\d /);
  await expect(page.getByRole("searchbox").first()).toBeHidden();
  await expect(page.getByRole("navigation", { name: "Main" })).toBeHidden();
  await expect(firstColumn(page).first()).toBeVisible();
});

test("on a phone a row has no lines without a value", async ({ signInAs }) => {
  const page = await signInAs("operator");
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto("/organizations");
  await expect(firstColumn(page).first()).toBeVisible();

  const empty = page.locator("tbody td:empty");
  expect(await empty.count()).toBeGreaterThan(0);
  for (const cell of await empty.all()) await expect(cell).toBeHidden();
});

test("a page of a list on which nothing is left says so and leads to the first", async ({ signInAs }) => {
  const page = await signInAs("operator");
  await page.goto("/activity?after=1");
  await expect(page.getByText("Nothing stands on this page any more.")).toBeVisible();
  await page.getByRole("link", { name: "To the first page" }).click();
  await expect(firstColumn(page).first()).toBeVisible();
});
