import type { Page } from "@playwright/test";
import { faultsOf, narrow, recordPages, sections, wide } from "./fixtures/pages";
import { expect, expectAccessible, expectNoSidewaysScroll, test } from "./fixtures/portal";

async function expectGoodLook(page: Page, path: string): Promise<void> {
  await test.step(path, async () => {
    await page.setViewportSize(wide);
    await page.emulateMedia({ colorScheme: "light" });
    expect((await page.goto(path))!.status(), path).toBe(200);
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: "dark" });
    await expectAccessible(page);
    await page.setViewportSize(narrow);
    await expectNoSidewaysScroll(page);
  });
}

for (const { list, beside, ofRecord } of sections) {
  test(`${list} and its pages: readable in both colours, narrow without sideways scroll, no errors`, async ({ signInAs }) => {
    test.slow();
    const page = await signInAs("operator");
    const faults = faultsOf(page);

    for (const path of [...beside, list, ...(await recordPages(page, list, ofRecord))]) await expectGoodLook(page, path);
    expect(faults).toEqual([]);
  });
}

test("the sign-in page looks right before anybody is known", async ({ page }) => {
  const faults = faultsOf(page);

  await expectGoodLook(page, "/sign-in");
  expect(faults).toEqual([]);
});

if (process.env.PORTICO_SCREENSHOT === "1") {
  test("the picture in the readme", async ({ signInAs }) => {
    const page = await signInAs("operator");
    await page.setViewportSize(wide);
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await page.goto("/customers");
    await expect(page.getByRole("table")).toBeVisible();
    await page.screenshot({ path: "public/screenshot.png" });
  });
}
