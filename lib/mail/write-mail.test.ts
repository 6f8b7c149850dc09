import { expect, test, vi } from "vitest";
import { accountChanges } from "./templates/account-changed";
import { templates, type MailData, type MailName } from "./registry";
import { de } from "./texts/de";
import { en } from "./texts/en";
import { writeMail } from "./write-mail";

vi.setConfig({ testTimeout: 30_000 }); // the first mail loads the writer

const reader = { locale: "en", portalUrl: "https://portal.example.com" } as const;
const at = "2026-12-31T12:00:00.000Z";

const samples: { [Name in MailName]: MailData[Name] } = {
  invitation: { path: "/invitation/abc", name: "Ida", organization: "Nordnet", by: "Mia", until: at },
  "first-steps": { name: "Ida", by: "Mia", steps: ["Complete your profile"] },
  "password-link": { name: "Ida", path: "/reset/abc", minutes: 60, ip: "192.0.2.1" },
  "signed-in": { name: "Ida", at, ip: "192.0.2.1", device: "Firefox", isNewDevice: true, path: "/not-me/abc" },
  "address-confirm": { name: "Ida", path: "/account/address/token", until: "2026-12-31T12:00:00.000Z" },
  "idle-warning": { name: "Ida", idleDays: 90, until: "2026-12-31T12:00:00.000Z", isInvited: false },
  "sign-in-denied": { name: "Ida", at, ip: null, device: null, path: "/users/7" },
  "account-changed": { name: "Ida", change: "password-changed", at, device: "Firefox", ip: "192.0.2.1" },
  "access-changed": { name: "Ida", changes: [{ kind: "given", what: "Sales", where: { kind: "subtree", name: "Nordnet" }, by: "Mia" }, { kind: "left", what: "Field", by: "Mia" }], more: 3 },
};
const names = Object.keys(templates) as MailName[];

test.each(names.flatMap((name) => [[name, "en"], [name, "de"]] as const))("%s in %s has a subject, HTML and the same as text, and links to the portal alone", async (name, locale) => {
  const { subject, html, text } = await writeMail(name, samples[name], { ...reader, locale });

  expect(subject).not.toBe("");
  expect(html).toContain(`lang="${locale}"`);
  expect(html).toContain('dir="ltr"');
  expect(text).toContain("Ida");
  expect(text).not.toContain("<");
  const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href!);
  expect(links.length).toBeGreaterThan(0);
  expect(links.filter((href) => !href.startsWith("https://portal.example.com/"))).toEqual([]);
});

test.each(names)("%s in Arabic is read from the right in all its parts", async (name) => {
  const { html } = await writeMail(name, samples[name], { ...reader, locale: "ar" });

  expect(html).toMatch(/<body[^>]* dir="rtl" lang="ar"/);
  expect(html).not.toContain('dir="ltr"');
  expect(html).not.toContain('lang="en"');
});

test("whatever stands on light paper is told to darken with it", async () => {
  const { html } = await writeMail("signed-in", samples["signed-in"], reader);

  const onPaper = [...html.matchAll(/<[^>]*background-color:#fbfaf7[^>]*>/g)].map(([tag]) => tag);
  expect(onPaper.length).toBeGreaterThan(0);
  expect(onPaper.filter((tag) => !/class="paper"/.test(tag))).toEqual([]);
});

test("the text twin has a fact in a line, the address to open once, and names as they are written", async () => {
  const { text } = await writeMail("sign-in-denied", samples["sign-in-denied"], reader);

  expect(text.split("\n")).toContain("When: 31 December 2026 at 12:00 UTC");
  expect(text.match(/https:\/\/portal\.example\.com\/users\/7/g)).toHaveLength(1);
  expect(text).toContain("Ida says: this sign-in was not me");
  expect(text).not.toMatch(/\n{4}/);
});

test("whoever can no longer sign in is not told to change the password", async () => {
  const { text } = await writeMail("account-changed", { ...samples["account-changed"], change: "deactivated" }, reader);

  expect(text).not.toContain("change your password");
  expect(text).toContain("they can bring the account back");
});

test("names with HTML are written as text", async () => {
  const { html } = await writeMail("invitation", { ...samples.invitation, by: '<img src=x onerror="alert(1)">' }, reader);

  expect(html).not.toContain("<img src=x");
});

test.each(["//evil.example/x", "https://evil.example", "/\\evil.example", "/x"])("no path leads away from the portal: %s", async (path) => {
  const written = await writeMail("account-changed", { ...samples["account-changed"], path }, reader).catch(() => null);

  const links = [...(written?.html ?? "").matchAll(/href="([^"]*)"/g)].map(([, href]) => new URL(href!).host);
  expect(links.filter((host) => host !== "portal.example.com")).toEqual([]);
  expect(written === null).toBe(path !== "/x" && !path.startsWith("/\\"));
});

test.each(["signed-in", "sign-in-denied", "account-changed"] as const)("%s names the browser in words, in the reader's language, not as it introduced itself", async (name) => {
  const device = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
  const { html, text } = await writeMail(name, { ...samples[name], device }, reader);

  expect(text).toContain("Firefox on Linux");
  expect(html + text).not.toContain("Mozilla");
});

test("data that do not fit are refused", async () => {
  await expect(writeMail("invitation", { name: "Ida" }, reader)).rejects.toThrow();
  await expect(writeMail("toString", {}, reader)).rejects.toThrow("no mail called");
});

/** Every text of a language by its place; functions are called with words that show where they go. */
function flat(texts: object, place = ""): Record<string, string> {
  return Object.assign({}, ...Object.entries(texts).map(([key, value]: [string, unknown]) => {
    const at = `${place}.${key}`;
    if (typeof value === "object" && value !== null) return flat(value, at);
    return { [at]: typeof value === "function" ? String((value as (...words: string[]) => string)("One", "Two")) : String(value) };
  })) as Record<string, string>;
}

test("both languages have the same texts, and none was left in English", () => {
  const [english, german] = [flat(en), flat(de)];

  expect(Object.keys(german).sort()).toEqual(Object.keys(english).sort());
  expect(Object.entries(german).filter(([place, text]) => text.trim() === "" || text === english[place])).toEqual([]);
  expect(Object.keys(en.accountChanged.changes).sort()).toEqual([...accountChanges].sort());
});
