import { t } from "../../shared/language/text";

export type Place = "organization" | "territory" | "program";
export type PlaceName = (kind: Place, id: number) => string;

/** The fields in which the log keeps the scope of a grant as one text (lib/domain/grants/fields.ts). */
const fields = new Set(["scope", "narrow", "except"]);

/** The parts of such a text and what they say; the numbers are ids of places. */
const parts: [stored: RegExp, kind: Place | null, say: (names: string, count: number) => string][] = [
  [/^organization (\d+) and below$/, "organization", (name) => t("{name} and all below it", { name })],
  [/^organization (\d+) alone$/, "organization", (name) => t("{name} alone", { name })],
  [/^organizations ([\d, ]+)$/, "organization", (name) => t("{name} and all below it", { name })],
  [/^territory (\d+)$/, "territory", (name) => t("territory {name}", { name })],
  [/^program (\d+)$/, "program", (name) => t("program {name}", { name })],
  // Which customers these are is not everybody's to know.
  [/^[\d,]+ customers?: ([\d, ]*)$/, null, (_, count) => t("{count, plural, one {# customer} other {# customers}}", { count })],
  [/^everything$/, null, () => t("everything")],
  [/^own$/, null, () => t("own customers")],
];

const numbersIn = (text: string | undefined) => (text ?? "").split(", ").filter(Boolean).map(Number);

function read(text: string) {
  for (const [stored, kind, say] of parts) {
    const found = stored.exec(text);
    if (found) return { kind, ids: numbersIn(found[1]), say };
  }
  return null;
}

/** The places whose names such a text needs. */
export function placesIn(field: string, value: unknown): { kind: Place; id: number }[] {
  if (!fields.has(field) || typeof value !== "string") return [];
  return value.split("; ").flatMap((part) => {
    const found = read(part);
    return found?.kind ? found.ids.map((id) => ({ kind: found.kind!, id })) : [];
  });
}

/** The scope of a grant in the reader's words; null for every other text. */
export function scopeOf(field: string, value: string, nameOf: PlaceName): string | null {
  if (!fields.has(field)) return null;
  const said = value.split("; ").map((part) => {
    const found = read(part);
    return found && found.say(found.kind ? found.ids.map((id) => nameOf(found.kind!, id)).join(", ") : "", found.ids.length);
  });
  return said.includes(null) ? null : said.join("; ");
}
