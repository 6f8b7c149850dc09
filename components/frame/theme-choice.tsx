"use client";

import { startTransition } from "react";
import { RadioGroup } from "@/components/ui/radio-group";
import { t } from "@/lib/shared/language/text";
import { themeOf, type Theme } from "./display";
import { useDisplay } from "./use-display";

const options = () => [
  { value: "system", label: t("As the system") },
  { value: "light", label: t("Light") },
  { value: "dark", label: t("Dark") },
];

/** Keeps the choice with the person, so that another browser knows it too. */
export type KeepTheme = (previous: unknown, form: FormData) => Promise<unknown>;

/** Light, dark, or as the system has it; acts at once, and is kept in a cookie and with the person. */
export function ThemeChoice({ keep }: { keep?: KeepTheme }) {
  const [theme, setTheme] = useDisplay<Theme>("theme", "system");
  const choose = (value: string) => {
    setTheme(themeOf(value));
    const form = new FormData();
    form.set("theme", themeOf(value));
    if (keep) startTransition(async () => void (await keep(null, form)));
  };
  return (
    <fieldset>
      <legend className="mb-1 text-xs text-ink-2">{t("Colours")}</legend>
      <RadioGroup name="theme" options={options()} value={theme} onValueChange={choose} />
    </fieldset>
  );
}
