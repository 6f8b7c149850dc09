import { AsyncLocalStorage } from "node:async_hooks";
import { afterEach, beforeEach, expect, test } from "vitest";
import { formatDate, relativeTime } from "../dates";
import { countedTotal, formatCount, formatMoney } from "../numbers";
import type { Language } from "./languages";
import { listed, oneOf } from "./list";
import { inLanguage, languageNow } from "./reader";
import { english, msg, orSay, t, withoutMarks } from "./text";

const shared = globalThis as { porticoReader?: unknown; porticoCatalogues?: unknown };

beforeEach(() => {
  shared.porticoReader = new AsyncLocalStorage<{ language: Language }>();
  shared.porticoCatalogues = {
    de: { Save: "Speichern", "Open##state": "Offen", "Open##verb": "Öffnen", "{count, plural, one {# day} other {# days}} left": "noch {count, plural, one {# Tag} other {# Tage}}", Dec: "Dez.", "{day} {month} {year}": "{day}. {month} {year}" },
    ar: { "The {kind} of {name}": "{kind, select, a {one} other {two}} for {name}" },
  };
});
afterEach(() => {
  delete shared.porticoReader;
  delete shared.porticoCatalogues;
});

const inGerman = <Result>(work: () => Result) => inLanguage("de", work);

test("a text is said in the language of whoever reads, and in English to nobody in particular", () => {
  expect(t("Save")).toBe("Save");
  expect(inGerman(() => t("Save"))).toBe("Speichern");
  expect(inGerman(() => t("Not in the catalogue"))).toBe("Not in the catalogue");
  expect([languageNow(), inGerman(languageNow)]).toEqual(["en", "de"]);
});

test("two meanings of a word are told apart, and what tells them is never seen", () => {
  expect([t("Open##state"), t("Open##verb")]).toEqual(["Open", "Open"]);
  expect(inGerman(() => [t("Open##state"), t("Open##verb")])).toEqual(["Offen", "Öffnen"]);
  expect(english(msg("Open##state"))).toBe("Open");
});

test("places are filled and numbers bend the words; names are taken as they are", () => {
  expect([t("{count, plural, one {# day} other {# days}} left", { count: 1 }), t("{count, plural, one {# day} other {# days}} left", { count: 1200 })]).toEqual(["1 day left", "1,200 days left"]);
  expect(inGerman(() => t("{count, plural, one {# day} other {# days}} left", { count: 1200 }))).toBe("noch 1.200 Tage");
  expect(t("{name} is there.", { name: "A ## {B} <i>'s" })).toBe("A ## {B} <i>'s is there.");
});

test("in a text that is written from the right, what is put in keeps its own direction; elsewhere nothing is added", () => {
  const say = () => [t("{name} is there.", { name: "Nordnet Inc." }), t("{name} has {count, plural, one {# day} other {# days}} left", { name: "Ida", count: 5 }), t("{name} is there.", { name: "" })];
  expect(inLanguage("ar", say)).toEqual(["\u2068Nordnet Inc.\u2069 is there.", "\u2068Ida\u2069 has 5 days left", " is there."]);
  expect(inLanguage("ar", () => t("{name} is there.", { name: "عمر 5" })), "what is written from the right anyhow needs none").toBe("عمر 5 is there.");
  expect(inLanguage("ar", () => withoutMarks(say()[0]!))).toBe("Nordnet Inc. is there.");
  expect(inLanguage("ar", () => t("The {kind} of {name}", { kind: "a", name: "Ida" }))).toBe("one for \u2068Ida\u2069");
  expect(inGerman(say)[0]).toBe("Nordnet Inc. is there.");
});

test("what waits to be said is said when somebody reads", () => {
  const waiting = msg("Save");
  const refusal = orSay(waiting);
  expect([t(waiting), inGerman(() => t(waiting)), inGerman(refusal.error)]).toEqual(["Save", "Speichern", "Speichern"]);
});

test("numbers, money, days and lists are written as the language does", () => {
  const customers = msg("{count, plural, =0 {no customers} one {# customer} other {# customers}}");
  expect(inGerman(() => [formatCount(1284), formatMoney(125050, "EUR"), formatDate("2026-12-31T12:00:00Z"), listed(["a", "b", "c"]), oneOf(["a", "b"])])).toEqual(["1.284", "1.250,50 EUR", "31. Dez. 2026", "a, b und c", "a oder b"]);
  expect([listed(["a", "b", "c"]), oneOf(["a", "b"]), countedTotal({ count: 0, exact: true }, customers)]).toEqual(["a, b and c", "a or b", "no customers"]);
  expect(relativeTime("2026-01-01T00:00:00Z", "UTC", "2026-01-01T00:05:00Z")).toBe("5 min ago");
});
