"use client";

import { languages, ownNames, type Language } from "@/lib/shared/language/languages";
import { languageNow } from "@/lib/shared/language/reader";
import { t } from "@/lib/shared/language/text";
import { keepLanguage } from "./kept-language";

function choose(language: Language): void {
  keepLanguage(language);
  location.reload();
}

/** The languages by their own names, for those whose choice is not known yet. Acts at once and is kept in the browser. */
export function LanguageChoice() {
  return (
    <nav aria-label={t("Language")} className="mt-auto flex flex-wrap items-baseline gap-x-4 gap-y-1 pt-4 text-sm">
      {languages.map((language) =>
        language === languageNow() ? (
          <span key={language} lang={language} aria-current="true" className="min-h-6 text-ink-2">
            {ownNames[language]}
          </span>
        ) : (
          <button key={language} type="button" lang={language} className="link min-h-6" onClick={() => choose(language)}>
            {ownNames[language]}
          </button>
        ),
      )}
    </nav>
  );
}
