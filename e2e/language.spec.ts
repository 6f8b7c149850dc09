import type { Browser, Page } from "@playwright/test";
import { newcomer, readerOf } from "@/lib/testing/session";
import { catalogueOf } from "../bin/catalogues.mjs";
import { faultsOf, narrow, recordPages, sections } from "./fixtures/pages";
import { expect, expectAccessible, expectNoSidewaysScroll, people, test } from "./fixtures/portal";
import { arrowTo, tabTo } from "./fixtures/keyboard";

/** What a text is in German. */
const german = catalogueOf("de") as Record<string, string>;

/** Texts that other languages write otherwise, and that therefore must not be seen there. */
function foreignTo(language: string): string[] {
  const texts = Object.entries(catalogueOf(language) as Record<string, string>);
  const translated = new Set(texts.map(([, text]) => text));
  return texts.flatMap(([english, text]) => (/[{<]/.test(english) || text === english || english.includes("##") || translated.has(english) ? [] : [english]));
}

/** Whole texts of the page that are known in English; what people and places are called is not among them. */
async function leftInEnglish(page: Page, english: string[]): Promise<string[]> {
  return page.evaluate((known) => {
    const words = new Set(known);
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode.textContent?.trim() ?? "";
      const inside = walker.currentNode.parentElement;
      if (text.length > 3 && words.has(text) && !inside?.closest("script, style, code, textarea, [data-names], td, a[href^='/roles/'], option")) found.push(text);
    }
    for (const element of document.querySelectorAll("[aria-label], [placeholder], [title]")) {
      for (const name of ["aria-label", "placeholder", "title"]) {
        const text = element.getAttribute(name);
        if (text && words.has(text)) found.push(`${name}: ${text}`);
      }
    }
    return found;
  }, english);
}

const speaking = async (browser: Browser, locale: string) => (await browser.newContext({ baseURL: process.env.PORTAL_URL!, locale })).newPage();

test("a browser that asks for German is answered in German before anybody is known; one that asks for neither, or chooses so, in English", async ({ browser }) => {
  const page = await speaking(browser, "de-AT");
  await page.goto("/sign-in");
  await expect(page.getByRole("button", { name: "Anmelden", exact: true })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await page.getByLabel("E-Mail").fill("niemand@example.com");
  await page.getByLabel("Passwort", { exact: true }).fill("falsch");
  await page.getByRole("button", { name: "Anmelden", exact: true }).click();
  await expect(page.getByText(german["This email address and password do not fit together. Check both and try again."]!).first()).toBeVisible();
  await page.getByRole("navigation", { name: "Sprache" }).getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  await page.context().close();

  const finnish = await speaking(browser, "fi-FI");
  await finnish.goto("/sign-in");
  await expect(finnish.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  await finnish.context().close();
});

test("a person chooses German by keyboard alone: pages, refusals and dates follow, here and in the next browser; another person keeps English", async ({ signInAs, another }) => {
  const person = await newcomer();
  const page = await signInAs(person.email as `${string}@${string}`);
  await page.goto("/account/preferences");
  await arrowTo(page, page.getByRole("radio", { name: "Deutsch" }));
  await tabTo(page, page.getByRole("button", { name: "Save preferences" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: german["Save preferences"] })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await expect(page.getByRole("radio", { name: "Deutsch" })).toBeChecked();

  await page.goto("/account");
  await page.getByLabel("Name", { exact: true }).fill(" ");
  await page.getByRole("button", { name: german["Save profile"] }).click();
  await expect(page.getByText(german["Enter a name."]!).first()).toBeVisible();

  await page.goto("/users/new");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(german["You may not do this"]!);
  await page.goto("/customers/999999999");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(german["This page could not be found"]!);

  const elsewhere = await another(person.email as `${string}@${string}`);
  await elsewhere.goto("/account/preferences");
  await expect(elsewhere.getByRole("button", { name: german["Save preferences"] })).toBeVisible();

  const other = await another("operator");
  await other.goto("/customers");
  await expect(other.getByRole("heading", { level: 1, name: "Customers" })).toBeVisible();

  await elsewhere.getByRole("radio", { name: "English" }).check();
  await elsewhere.getByRole("button", { name: german["Save preferences"] }).click();
  await expect(elsewhere.getByRole("button", { name: "Save preferences" })).toBeVisible();
});

for (const [language, direction] of [
  ["de", "ltr"],
  ["ar", "rtl"],
] as const) {
  test(`${language}: every page stands in the language, lies the right way, fits a phone, and the browser finds nothing to complain of`, async ({ signInAs }) => {
    test.slow();
    const { email } = await readerOf(language, people.operator);
    const page = await signInAs(email as `${string}@${string}`);
    await page.context().addCookies([{ name: "language", value: language, url: process.env.PORTAL_URL! }]);
    const faults = faultsOf(page);
    const english = foreignTo(language);
    await page.setViewportSize(narrow);
    const left: Record<string, string[]> = {};
    for (const { list, beside, ofRecord } of sections) {
      for (const path of [...beside, list, ...(await recordPages(page, list, ofRecord))]) {
        await test.step(path, async () => {
          expect((await page.goto(path))!.status(), path).toBe(200);
          await expect(page.locator("html")).toHaveAttribute("dir", direction);
          await expectNoSidewaysScroll(page);
          const found = await leftInEnglish(page, english);
          if (found.length > 0) left[path] = found;
        });
      }
    }
    await expectAccessible(page);
    expect(left).toEqual({});
    expect(faults).toEqual([]);
  });
}
