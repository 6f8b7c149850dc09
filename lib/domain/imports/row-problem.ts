import type { Problem } from "../../shared/errors";
import { targetFields, type ImportKind } from "./schema";

/** What is wrong with a row, by its columns' names. */
export function problemWords(kind: ImportKind, { fields, message }: Pick<Problem, "fields" | "message">): string {
  const label = (name: string) => targetFields[kind].find((field) => field.name === name.replace(/Id$/, ""))?.label ?? name;
  const words = Object.entries(fields).map(([name, text]) => `${label(name)}: ${text}`);
  return words.length > 0 ? words.join(" ") : message;
}
