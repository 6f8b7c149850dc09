import type { Page } from "@playwright/test";
import { expect, expectAccessible, expectNoSidewaysScroll, test } from "./fixtures/portal";

/** Each list with its pages beside it, and the pages of the first record in it. */
const sections: { list: string; beside: string[]; ofRecord: string[] }[] = [
  { list: "/customers", beside: ["/", "/customers/new"], ofRecord: ["", "/edit", "/history", "/reassign"] },
  { list: "/organizations?sort=name&search=fjordlink", beside: ["/organizations", "/organizations/tree", "/organizations/new"], ofRecord: ["", "/edit", "/move", "/partners", "/limit", "/security"] },
  { list: "/users?search=marit", beside: ["/users", "/users/new"], ofRecord: ["", "/edit", "/limits", "/offboard"] },
  { list: "/account/activity", beside: ["/account", "/account/picture", "/account/preferences", "/account/access"], ofRecord: [] },
  { list: "/groups?search=service", beside: ["/groups", "/groups/new"], ofRecord: ["", "/edit"] },
  { list: "/groups?search=rheinland", beside: [], ofRecord: ["", "/rule"] },
  { list: "/roles", beside: ["/roles/new"], ofRecord: ["", "/edit"] },
  { list: "/grants?search=harbour", beside: ["/grants", "/grants/new"], ofRecord: ["", "/edit"] },
  { list: "/territories/list?search=vestlandet", beside: ["/territories", "/territories/new"], ofRecord: ["", "/customers", "/access"] },
  { list: "/programs", beside: ["/programs/new"], ofRecord: ["", "/edit", "/access"] },
  { list: "/onboarding", beside: ["/onboarding/checklists", "/onboarding/checklists/new"], ofRecord: [""] },
  { list: "/tasks/all", beside: ["/tasks", "/tasks/new"], ofRecord: ["", "/edit"] },
  { list: "/activity", beside: [], ofRecord: [] },
  { list: "/account", beside: ["/account/security"], ofRecord: [] },
];

const wide = { width: 1280, height: 800 };
const narrow = { width: 320, height: 640 };

function faultsOf(page: Page): string[] {
  const faults: string[] = [];
  page.on("console", (message) => message.type() === "error" && faults.push(`${page.url()}: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`${page.url()}: ${error.message}`));
  return faults;
}

async function recordPages(page: Page, list: string, ofRecord: string[]): Promise<string[]> {
  if (ofRecord.length === 0) return [];
  await page.goto(list);
  const href = await page.locator("table tbody a").first().getAttribute("href");
  return ofRecord.map((path) => href + path);
}

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
