import type { Locale } from "../../shared/locales";
import { de } from "./de";
import { en, type Texts } from "./en";

/** The texts of each language. */
export const textsOf: Record<Locale, Texts> = { en, de };
