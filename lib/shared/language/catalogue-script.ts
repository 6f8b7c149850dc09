import { languages, type Language } from "./languages";
import type { Catalogue } from "./reader";

type Served = { porticoCatalogues?: Partial<Record<Language, Catalogue>>; porticoCatalogueVersions?: Partial<Record<Language, string>> };

const served = globalThis as Served;

/** Where a browser finds the texts of a language; null for English, which needs none. The address changes with the texts. */
export function catalogueAddress(language: Language): string | null {
  const version = served.porticoCatalogueVersions?.[language];
  return version ? `/languages/${language}.js?v=${version}` : null;
}

/** The script that brings a language's texts to a browser (lib/shared/language/reader.ts reads them there); null when there is no such language. */
export function catalogueScript(name: string): string | null {
  const language = languages.find((each) => each === name);
  const catalogue = language && served.porticoCatalogues?.[language];
  if (!catalogue) return null;
  const texts = JSON.stringify({ [language]: catalogue }).replace(/[\u2028\u2029<]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return `globalThis.porticoCatalogues=${texts};globalThis.porticoReader={getStore:()=>({language:"${language}"})};`;
}
