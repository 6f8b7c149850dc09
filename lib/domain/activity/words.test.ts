import { AsyncLocalStorage } from "node:async_hooks";
import { afterEach, beforeEach, expect, test } from "vitest";
import { catalogueOf } from "@/bin/catalogues.mjs";
import { permissions } from "@/lib/access/permissions";
import { inLanguage } from "@/lib/shared/language/reader";
import { recordTypeOf } from "./refusal";
import { actorWord, knownActions, recordWord, wayOf } from "./words";

const shared = globalThis as { porticoReader?: unknown; porticoCatalogues?: unknown };
beforeEach(() => {
  shared.porticoReader = new AsyncLocalStorage();
  shared.porticoCatalogues = { de: catalogueOf("de") };
});
afterEach(() => {
  delete shared.porticoReader;
  delete shared.porticoCatalogues;
});

const inGerman = <Value>(work: () => Value) => inLanguage("de", work);

test("what a refusal speaks of is said in the reader's words for every permission", () => {
  const types = [...new Set(permissions.map(({ key }) => key.split(".")[0]!))].map((noun) => recordTypeOf[noun] ?? noun);
  expect(types.filter((type) => inGerman(() => recordWord(type)) === type)).toEqual([]);
});

test("every action that the log can be narrowed to has words, none its key", () => {
  const known = inGerman(knownActions);
  expect(known.filter(({ value, label }) => label === value)).toEqual([]);
});

test("the machine's owner is no person and is named in the reader's words; a person who is called so keeps their name", () => {
  const actors = [{ actorId: null, actorName: "machine's owner" }, { actorId: null, actorName: "Portico" }, { actorId: 7, actorName: "Machine's owner" }];
  expect(inGerman(() => actors.map(actorWord))).toEqual(["Wer den Rechner verwaltet", "Portico", "Machine's owner"]);
  expect(inGerman(() => wayOf("portal import"))).toBe("ein importiertes Paket");
});
