/** The languages that people can read the portal in; the first one is that of the source. */
export const languages = ["en", "de", "ar"] as const;

export type Language = (typeof languages)[number];

export const defaultLanguage: Language = "en";

/** How each language calls itself. */
export const ownNames: Record<Language, string> = { en: "English", de: "Deutsch", ar: "العربية" };

/** The language if it is one of ours, or English. */
export const languageOr = (text: string | null | undefined): Language => languages.find((language) => language === text) ?? defaultLanguage;

/** Which way a language is written. */
export const directionOf = (language: Language): "ltr" | "rtl" => (language === "ar" ? "rtl" : "ltr");

/** How numbers and days are written in a language (BCP 47): English as in Europe, Arabic with the digits that codes and phone numbers have. */
export const localeOf: Record<Language, string> = { en: "en-GB", de: "de-DE", ar: "ar-u-nu-latn" };
