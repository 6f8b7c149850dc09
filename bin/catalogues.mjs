// The catalogues of the languages that the portal is translated to, one file a language.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./checkout.mjs";

const folder = join(root, "lib/shared/language/catalogues");

/** The languages that have a catalogue, each of which must have every text. */
export const translated = readdirSync(folder).map((file) => file.replace(/\.json$/, ""));

/** A language's texts by their English. */
export const catalogueOf = (language) => JSON.parse(readFileSync(join(folder, `${language}.json`), "utf8"));
