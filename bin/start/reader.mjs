// Whom a request is answered for: the language that the person chose, else the first of ours that their browser asks for.
import { AsyncLocalStorage } from "node:async_hooks";
import { createHash } from "node:crypto";
import { catalogueOf, translated } from "../catalogues.mjs";

const source = "en";
const catalogues = Object.fromEntries(translated.map((language) => [language, catalogueOf(language)]));

// Next's bundles meet these at the global object (lib/shared/language/reader.ts).
globalThis.porticoReader = new AsyncLocalStorage();
globalThis.porticoCatalogues = catalogues;
globalThis.porticoCatalogueVersions = Object.fromEntries(
  translated.map((language) => [language, createHash("sha256").update(JSON.stringify(catalogues[language])).digest("hex").slice(0, 12)]),
);

const known = (text) => [source, ...translated].find((language) => language === text);

/** The first of our languages in an Accept-Language header, by its weights (RFC 9110, 12.5.4). */
export function preferred(header = "") {
  const asked = header.split(",").map((part, order) => {
    const [range = "", ...rest] = part.trim().toLowerCase().split(";");
    const weight = Number(rest.find((text) => text.trim().startsWith("q="))?.trim().slice(2) ?? 1);
    return { language: known(range.split("-")[0]), weight: Number.isNaN(weight) ? 0 : weight, order };
  });
  const [first] = asked.filter(({ language, weight }) => language && weight > 0).sort((a, b) => b.weight - a.weight || a.order - b.order);
  return first?.language ?? source;
}

const chosen = (cookie = "") => known(/(?:^|;\s*)language=([a-z]{2})(?:;|$)/.exec(cookie)?.[1]);

/** The API speaks English to programs; people are spoken to in their language. */
export function languageFor({ url = "", headers }) {
  if (url.startsWith("/api/v1/") || url === "/api/v1") return source;
  return chosen(headers.cookie) ?? preferred(headers["accept-language"]);
}

/** Does the work of a request with its reader known to everything that is said. */
export const asReader = (request, work) => globalThis.porticoReader.run({ language: languageFor(request) }, work);
