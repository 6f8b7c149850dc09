"use client";

import { createContext, useContext, useEffect, useSyncExternalStore, type ReactNode } from "react";
import type { Language } from "@/lib/shared/language/languages";
import { themeOf, type Theme } from "./display";
import { bringLanguage } from "./kept-language";
import { useDisplay } from "./use-display";

type Known = { zone: string; hasShortcuts: boolean; /** Whom the page was made for; null where nobody is signed in. */ userId: number | null };

const OwnSettingsContext = createContext<Known>({ zone: "UTC", hasShortcuts: true, userId: null });

/** Who is in front of the screen, and how they want it: their time zone, and whether keys are listened to. */
export const useOwnSettings = () => useContext(OwnSettingsContext);

const year = 31_536_000;

/** A browser does not move while a page is open. */
const never = () => () => undefined;

/** The browser's own time zone. */
const browserZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

type Props = {
  userId: number;
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
export function OwnSettings({ userId, chosenZone, knownZone, theme, hasShortcuts, language, children }: Props) {
  const foundZone = useSyncExternalStore(never, browserZone, () => knownZone ?? "UTC");
  const [shownTheme, setTheme] = useDisplay<Theme>("theme", "system");
  useEffect(() => {
    if (foundZone !== knownZone) document.cookie = `zone=${encodeURIComponent(foundZone)}; path=/; max-age=${year}; samesite=lax`;
  }, [foundZone, knownZone]);
  useEffect(() => bringLanguage(language), [language]);
  useEffect(() => {
    if (themeOf(shownTheme) !== theme) setTheme(theme);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only what was kept with the person overrules; a choice made here is kept by itself
  }, [theme]);
  return <OwnSettingsContext value={{ zone: chosenZone ?? foundZone, hasShortcuts, userId }}>{children}</OwnSettingsContext>;
}
