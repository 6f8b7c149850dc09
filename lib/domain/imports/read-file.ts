import { parse } from "csv-parse/sync";
import { invalid } from "../../shared/errors";
import { mostRows } from "./schema";

export type FileRows = { encoding: "UTF-8" | "Windows-1252"; delimiter: string; headers: string[]; rows: { line: number; cells: string[] }[] };

const delimiters = [",", ";", "\t", "|"];

/** The rows of a text file. Throws `invalid` for `file` when it holds no table; the encoding and the delimiter are found out. */
export function readFile(bytes: Uint8Array): FileRows {
  const { text, encoding } = decode(bytes);
  if (text.includes("\0")) throw invalid({ file: "This is not a text file. Save the sheet as CSV." });
  const delimiter = delimiterOf(text);
  const records = parseRecords(text, delimiter);
  const [first, ...rest] = records;
  if (!first || rest.length === 0) throw invalid({ file: "The file needs a line of headings and at least one row below it." });
  if (rest.length > mostRows) throw invalid({ file: "Use a file of at most 1,000,000 rows." });
  return { encoding, delimiter, headers: first.cells.map((header, at) => header.trim() || `Column ${at + 1}`), rows: rest };
}

function decode(bytes: Uint8Array): { text: string; encoding: FileRows["encoding"] } {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "UTF-8" };
  } catch {
    return { text: new TextDecoder("windows-1252").decode(bytes), encoding: "Windows-1252" };
  }
}

/** The sign that stands most often in the first line, outside quotes. */
function delimiterOf(text: string): string {
  const line = text.slice(0, 10_000).replace(/"[^"]*"/g, "").split(/\r?\n/)[0] ?? "";
  const counted = delimiters.map((sign) => ({ sign, count: line.split(sign).length }));
  return counted.sort((a, b) => b.count - a.count)[0]!.sign;
}

type Parsed = { info: { lines: number }; record: string[] };

function parseRecords(text: string, delimiter: string): { line: number; cells: string[] }[] {
  try {
    const records = parse(text, { delimiter, bom: true, info: true, relax_column_count: true, skip_empty_lines: true, trim: true, max_record_size: 200_000 }) as unknown as Parsed[];
    return records.map(({ info, record }) => ({ line: info.lines, cells: record }));
  } catch (error) {
    const { lines, code } = error as { lines?: number; code?: string };
    throw invalid({ file: `Line ${lines ?? "?"} cannot be read${code?.includes("QUOTE") ? ": a quotation mark is not closed" : ""}. Save the sheet as CSV again.` });
  }
}
