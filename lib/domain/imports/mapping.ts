import { unguardCell } from "../../shared/formula-guard";
import { columnOf, partOf, readingOf, targetFields, type ImportKind } from "./schema";

const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/**
 * How each field is most likely read, by the headings; each column is used once. A city that stands with its state in one column is told
 * from it.
 */
export function guessMapping(kind: ImportKind, headers: readonly string[], example: readonly string[] = []): Record<string, number> {
  const mapping: Record<string, number> = {};
  const words = headers.map(plain);
  for (const { name, words: known } of targetFields[kind]) {
    const at = known.map((word) => words.indexOf(word)).find((found) => found >= 0 && !Object.values(mapping).includes(found));
    if (at !== undefined) mapping[name] = at;
  }
  const { city, region } = mapping;
  if (city === undefined || region !== undefined || !example[city]?.includes(",")) return mapping;
  return { ...mapping, city: readingOf(city, "before"), region: readingOf(city, "behind") };
}

/** The cells of a row by field, without the apostrophe that an export puts before a formula; empty cells are left out, so that they change nothing. */
export function valuesOf(cells: readonly string[], mapping: Record<string, number>): Record<string, string> {
  const entries = Object.entries(mapping).map(([field, reading]) => [field, readCell(cells, reading)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== ""));
}

/** What a reading finds in a row. A cell without a comma is all before it. */
export function readCell(cells: readonly string[], reading: number): string {
  const cell = unguardCell(cells[columnOf(reading)] ?? "").trim();
  const comma = cell.lastIndexOf(",");
  const part = partOf(reading);
  if (part === "behind") return comma < 0 ? "" : cell.slice(comma + 1).trim();
  return part === "before" && comma >= 0 ? cell.slice(0, comma).trim() : cell;
}
