import type { Language } from "@/lib/shared/language/languages";

const year = 31_536_000;

/** Keeps the language where the server finds it before it knows who asks. */
export function keepLanguage(language: Language): void {
  document.cookie = `language=${language}; path=/; max-age=${year}; samesite=lax`;
}

/**
 * Brings the language that a person chose to the browser they are in, and the page again in it. A page reloads once at most, should the
 * browser keep no cookies; without a choice what the browser has, or was told at the sign-in page, stays.
 */
export function bringLanguage(language: Language | null): void {
  if (language === null || document.cookie.split("; ").includes(`language=${language}`)) return;
  keepLanguage(language);
  if (language !== document.documentElement.lang && document.cookie.includes(`language=${language}`)) location.reload();
}
