import { localeOf } from "./languages";
import { languageNow } from "./reader";

const join = (type: Intl.ListFormatType, items: readonly string[]) => new Intl.ListFormat(localeOf[languageNow()], { type }).format(items);

/** "a, b and c", as the reader's language joins. */
export const listed = (items: readonly string[]): string => join("conjunction", items);

/** "a, b or c". */
export const oneOf = (items: readonly string[]): string => join("disjunction", items);
