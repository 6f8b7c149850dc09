"use client";

import { createContext, useContext, useEffect, useSyncExternalStore, type ReactNode } from "react";
import type { Language } from "@/lib/shared/language/languages";
import { themeOf, type Theme } from "./display";
import { useDisplay } from "./use-display";

type Known = { zone: string; hasShortcuts: boolean };

const OwnSettingsContext = createContext<Known>({ zone: "UTC", hasShortcuts: true });

/** How the person in front of the screen wants it: their time zone, and whether keys are listened to. */
export const useOwnSettings = () => useContext(OwnSettingsContext);

const year = 31_536_000;

/** A browser does not move while a page is open. */
const never = () => () => undefined;

/** The browser's own time zone. */
const browserZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

const cookie = (name: string, value: string, age = year) => `${name}=${encodeURIComponent(value)}; path=/; max-age=${age}; samesite=lax`;

/**
 * Keeps the chosen language where the server finds it before it knows who asks, and comes again in it when this page is in another. Once
 * a page at most, should the browser keep no cookies.
 */
function bringLanguage(language: Language | null): void {
  const before = /(?:^|; )language=([a-z]{2})/.exec(document.cookie)?.[1] ?? null;
  if (before === language) return;
  document.cookie = language === null ? cookie("language", "", 0) : cookie("language", language);
  if (language === document.documentElement.lang || performance.getEntriesByName("portico:language").length > 0) return;
  performance.mark("portico:language");
  if (language === null || document.cookie.includes("language=")) location.reload();
}

type Props = {
  /** The zone that the person chose; null is the browser's. */
  chosenZone: string | null;
  /** The browser's zone as it was told last, so that the server writes the same times. */
  knownZone: string | null;
  theme: Theme;
  hasShortcuts: boolean;
  /** The language that the person chose; null is the browser's. */
  language: Language | null;
  children: ReactNode;
};

/** Stands round every page of a signed-in person and brings what they chose to the parts that need it. */
export function OwnSettings({ chosenZone, knownZone, theme, hasShortcuts, language, children }: Props) {
  const foundZone = useSyncExternalStore(never, browserZone, () => knownZone ?? "UTC");
  const [shownTheme, setTheme] = useDisplay<Theme>("theme", "system");
  useEffect(() => {
    if (foundZone !== knownZone) document.cookie = cookie("zone", foundZone);
  }, [foundZone, knownZone]);
  useEffect(() => bringLanguage(language), [language]);
  useEffect(() => {
    if (themeOf(shownTheme) !== theme) setTheme(theme);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only what was kept with the person overrules; a choice made here is kept by itself
  }, [theme]);
  return <OwnSettingsContext value={{ zone: chosenZone ?? foundZone, hasShortcuts }}>{children}</OwnSettingsContext>;
}
