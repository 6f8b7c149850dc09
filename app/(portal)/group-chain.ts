import { t } from "@/lib/shared/language/text";

/** Groups in one another, the innermost first: "Night shift inside Support inside Everybody". */
export const chainOf = (names: readonly string[]): string => names.reduce((inner, outer) => t("{inner} inside {outer}", { inner, outer }));
