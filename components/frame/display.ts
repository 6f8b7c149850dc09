export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

export const densities = ["compact", "normal", "roomy"] as const;
export type Density = (typeof densities)[number];

/** A cookie's text as a theme; broken or absent means the system's. */
export const themeOf = (text: string | undefined): Theme => themes.find((theme) => theme === text) ?? "system";

/** A cookie's text as a density. */
export const densityOf = (text: string | undefined): Density =>
  densities.find((density) => density === text) ?? "normal";
