/** The languages that mails are written in. */
export const locales = ["en", "de"] as const;

export type Locale = (typeof locales)[number];

export const defaultLocale: Locale = "en";

/** The language if it is one of ours, or English. */
export const localeOr = (text: string | null | undefined): Locale => locales.find((locale) => locale === text) ?? defaultLocale;

const rightToLeft = new Set(["ar", "fa", "he", "ur"]);

/** Which way a language is written. */
export const directionOf = (locale: string): "ltr" | "rtl" => (rightToLeft.has(locale.split("-")[0]!) ? "rtl" : "ltr");
