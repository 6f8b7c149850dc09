import { Fragment, type ReactNode } from "react";
import { directionOf } from "@/lib/shared/language/languages";
import { languageNow } from "@/lib/shared/language/reader";
import { isolated, patternOf, type Literal } from "@/lib/shared/language/text";

type Parts = Readonly<Record<string, ReactNode | ((text: ReactNode) => ReactNode)>>;

/** A text with marks in it: `rich("Ask <owner>{name}</owner>.", { name, owner: (text) => <Link …>{text}</Link> })`. */
export function rich<const Text extends string>(text: Literal<Text>, parts: Parts): ReactNode {
  const language = languageNow();
  const values = Object.entries(parts).map(([name, part]) => {
    if (typeof part === "function") return [name, (chunks: ReactNode[]) => part(joined(chunks))];
    return [name, typeof part === "string" && directionOf(language) === "rtl" ? isolated(text, name, part, language) : part];
  });
  const made = patternOf(text as string, language).format<ReactNode>(Object.fromEntries(values));
  return joined(Array.isArray(made) ? made : [made]);
}

const joined = (chunks: readonly ReactNode[]): ReactNode => chunks.map((chunk, index) => <Fragment key={index}>{chunk}</Fragment>);
