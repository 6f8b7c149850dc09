import type { Problem } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { targetFields, type ImportKind } from "./schema";

/** Everything that is wrong with a row, by its columns' names. */
export function problemWords(kind: ImportKind, { fields, message }: Pick<Problem, "fields" | "message">): string[] {
  const label = (name: string) => {
    const field = targetFields[kind].find((each) => each.name === name.replace(/Id$/, ""));
    return field ? t(field.label) : name;
  };
  const words = Object.entries(fields).map(([name, text]) => `${label(name)}: ${text}`);
  return words.length > 0 ? words : [message];
}
