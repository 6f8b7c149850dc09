"use client";

import { RadioGroup } from "@/components/ui/radio-group";
import { themeOf, type Theme } from "./display";
import { useDisplay } from "./use-display";

const options = [
  { value: "system", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

/** Light, dark, or as the system has it; acts at once and is kept in a cookie. */
export function ThemeChoice() {
  const [theme, setTheme] = useDisplay<Theme>("theme", "system");
  return (
    <fieldset>
      <legend className="mb-1 text-xs text-ink-2">Colours</legend>
      <RadioGroup name="theme" options={options} value={theme} onValueChange={(value) => setTheme(themeOf(value))} />
    </fieldset>
  );
}
