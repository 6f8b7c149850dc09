import { languageNow } from "./reader";

/** A word or sentence as it stands inside another: in English it begins small; the nouns of other languages keep their capital. */
export function inside(text: string): string {
  const isAbbreviation = /^\p{Lu}{2}/u.test(text);
  return languageNow() === "en" && !isAbbreviation ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
