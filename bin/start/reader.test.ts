import { expect, test } from "vitest";
import { languageFor, preferred } from "./reader.mjs";

const asking = (headers: Record<string, string>, url = "/") => languageFor({ url, headers });

test.each([
  ["", "en"],
  ["de", "de"],
  ["de-AT,de;q=0.9,en;q=0.8", "de"],
  ["fi, sv;q=0.8", "en"],
  ["en;q=0.3, ar;q=0.7", "ar"],
  ["de;q=0, en", "en"],
  ["*", "en"],
  ["de;q=abc", "en"],
  [",;q=1,,", "en"],
])("a browser that asks for %s is spoken to in %s", (header, language) => expect(preferred(header)).toBe(language));

test("what was chosen counts before what the browser asks for, if it is a language of ours", () => {
  expect(asking({ cookie: "theme=dark; language=de", "accept-language": "ar" })).toBe("de");
  expect(asking({ cookie: "language=xx", "accept-language": "ar" })).toBe("ar");
  expect(asking({ cookie: "mylanguage=de" })).toBe("en");
});

test("programs are spoken to in English", () => {
  expect(asking({ cookie: "language=de", "accept-language": "de" }, "/api/v1/customers")).toBe("en");
  expect(asking({ "accept-language": "de" }, "/api/lookup/customers")).toBe("de");
});
