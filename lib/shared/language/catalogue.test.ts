import { parse, TYPE, type MessageFormatElement } from "@formatjs/icu-messageformat-parser";
import { describe, expect, test } from "vitest";
import { catalogueOf, translated } from "../../../bin/catalogues.mjs";
import { gapsOf, sourceTexts } from "../../../bin/texts.mjs";
import { languages } from "./languages";

const texts = sourceTexts();

/** The places and marks of a pattern, whatever their order. */
function placesOf(pattern: string): string[] {
  const found = new Set<string>();
  const walk = (elements: MessageFormatElement[]) => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
      found.add(element.type === TYPE.tag ? `<${element.value}>` : element.value);
      if (element.type === TYPE.tag) walk(element.children);
      if (element.type === TYPE.select || element.type === TYPE.plural) Object.values(element.options).forEach(({ value }) => walk(value));
    }
  };
  walk(parse(pattern));
  return [...found].sort();
}

test("every language but that of the source has a catalogue", () => expect([...translated, "en"].sort()).toEqual([...languages].sort()));

test("one thing has one word", () => {
  const doubled = /\be-mail|\bmail address|guardrail|\blog[ -]?in\b|\bsub-?reseller/i; // email, email address, limit, sign in, partner
  expect([...texts.keys()].filter((text) => doubled.test(text))).toEqual([]);
});

test("the source says something", () => expect(texts.size).toBeGreaterThan(2000));

describe.each(translated)("%s", (language) => {
  test("has every text of the portal, and none that nobody says", () => {
    expect(gapsOf(language, texts)).toEqual({ missing: [], unused: [] });
  });

  test("fills the same places as the English", () => {
    const wrong = Object.entries(catalogueOf(language) as Record<string, string>).filter(([english, text]) => {
      const hasPlaces = /[{]|<\/\w+>/.test(english); // all others stand for themselves
      return hasPlaces && placesOf(english).join() !== placesOf(text).join();
    });
    expect(wrong).toEqual([]);
  });
});
