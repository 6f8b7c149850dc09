import type { Language } from "../../shared/language/languages";
import { ar } from "./ar";
import { de } from "./de";
import { en, type Texts } from "./en";

/** The texts of each language. */
export const textsOf: Record<Language, Texts> = { en, de, ar };
