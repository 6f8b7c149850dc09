import { AsyncLocalStorage } from "node:async_hooks";
import { expect, onTestFinished, test } from "vitest";
import german from "./language/catalogues/de.json";
import { inLanguage } from "./language/reader";
import { readyChecklists, stepText } from "./ready-checklists";

test("checklists that come ready are in the reader's language; what somebody wrote stays as it is, even where it is a word of ours", () => {
  Object.assign(globalThis, { porticoReader: new AsyncLocalStorage(), porticoCatalogues: { de: german } });
  onTestFinished(() => void Object.assign(globalThis, { porticoReader: undefined, porticoCatalogues: undefined }));
  const texts = readyChecklists.flatMap(({ name, description, items }) => [name, description, ...items.flatMap(({ title, help }) => [title, help])]);

  expect(texts.length).toBeGreaterThan(30);
  expect(texts.filter((text) => inLanguage("de", () => stepText(text)) === text)).toEqual([]);
  expect(inLanguage("de", () => [stepText("Sign in for the first time"), stepText("Delete"), stepText("Show {name} the {door")])).toEqual(["Zum ersten Mal anmelden", "Delete", "Show {name} the {door"]);
  expect(stepText("Sign in for the first time")).toBe("Sign in for the first time");
});
