import { defaultLanguage, type Language } from "./languages";

/** The texts of one language by their English. */
export type Catalogue = Readonly<Record<string, string>>;

/** Whom the texts of the running request, or of the page in a browser, are for. */
type Reader = { language: Language };

type Shared = {
  /** On the server the reader belongs to the request, in a browser to the page. */
  porticoReader?: { getStore: () => Reader | undefined; run: <Result>(reader: Reader, work: () => Result) => Result };
  porticoCatalogues?: Partial<Record<Language, Catalogue>>;
};

// The server's parts are bundled apart and the web server is not bundled at all, so they meet at the global object.
const shared = globalThis as Shared;

/** The language of whoever reads; English where nobody does (jobs, command line, tests). */
export const languageNow = (): Language => shared.porticoReader?.getStore()?.language ?? defaultLanguage;

/** From here on the running request is written for a reader of this language. */
export function speak(language: Language): void {
  const reader = shared.porticoReader?.getStore();
  if (reader) reader.language = language;
}

/** Does something in the words of a language, such as a job for somebody. */
export const inLanguage = <Result>(language: Language, work: () => Result): Result =>
  shared.porticoReader ? shared.porticoReader.run({ language }, work) : work();

/** The text in the reader's language; itself where there is none. */
export const known = (text: string, language: Language): string => shared.porticoCatalogues?.[language]?.[text] ?? text;
