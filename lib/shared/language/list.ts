import { localeOf } from "./languages";
import { languageNow } from "./reader";
import { t } from "./text";

const join = (type: Intl.ListFormatType, items: readonly string[]) => new Intl.ListFormat(localeOf[languageNow()], { type }).format(items);

/** "a, b and c", as the reader's language joins. */
export const listed = (items: readonly string[]): string => join("conjunction", items);

/** "a, b or c". */
export const oneOf = (items: readonly string[]): string => join("disjunction", items);

/** Groups in one another, the innermost first: "Night shift inside Support inside Everybody". */
export const insideOneAnother = (groups: readonly string[]): string => groups.reduce((inner, outer) => t("{inner} inside {outer}", { inner, outer }));
