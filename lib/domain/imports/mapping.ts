import { unguardCell } from "../../shared/formula-guard";
import { targetFields, type ImportKind } from "./schema";

const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** Which column is most likely which field, by its heading; each column is used once. */
export function guessMapping(kind: ImportKind, headers: readonly string[]): Record<string, number> {
  const mapping: Record<string, number> = {};
  const words = headers.map(plain);
  for (const { name, words: known } of targetFields[kind]) {
    const at = known.map((word) => words.indexOf(word)).find((found) => found >= 0 && !Object.values(mapping).includes(found));
    if (at !== undefined) mapping[name] = at;
  }
  return mapping;
}

/** The cells of a row by field, without the apostrophe that an export puts before a formula; empty cells are left out, so that they change nothing. */
export function valuesOf(cells: readonly string[], mapping: Record<string, number>): Record<string, string> {
  const entries = Object.entries(mapping).map(([field, column]) => [field, unguardCell(cells[column] ?? "").trim()] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== ""));
}
