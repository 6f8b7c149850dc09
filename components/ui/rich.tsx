import { Fragment, type ReactNode } from "react";
import { languageNow } from "@/lib/shared/language/reader";
import { patternOf, type Literal } from "@/lib/shared/language/text";

type Parts = Readonly<Record<string, ReactNode | ((text: ReactNode) => ReactNode)>>;

/** A text with marks in it: `rich("Ask <owner>{name}</owner>.", { name, owner: (text) => <Link …>{text}</Link> })`. */
export function rich<const Text extends string>(text: Literal<Text>, parts: Parts): ReactNode {
  const functions = Object.entries(parts).map(([name, part]) => [name, typeof part === "function" ? (chunks: ReactNode[]) => part(joined(chunks)) : part]);
  const made = patternOf(text as string, languageNow()).format<ReactNode>(Object.fromEntries(functions));
  return joined(Array.isArray(made) ? made : [made]);
}

const joined = (chunks: readonly ReactNode[]): ReactNode => chunks.map((chunk, index) => <Fragment key={index}>{chunk}</Fragment>);
