import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { invalid } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { formatCount } from "../../shared/numbers";
import { mostRows } from "./schema";
import type { Encoding, Spooled } from "./spool";

export type FileHead = { encoding: Encoding; delimiter: string; headers: string[] };
export type FileLine = { line: number; cells: string[] };

const delimiters = [",", ";", "\t", "|"];
const longestRow = 200_000;
/** All of them, since a file that was put together from several may hold several. */
const lineEnds = ["\r\n", "\n", "\r"];

/** Rows that are kept and tried together. */
export const chunkSize = 1000;

/**
 * Reads a text file: its headings first, then its rows some at a time, so that a large file neither fills the memory nor keeps others
 * waiting. Throws `invalid` for `file` when it holds no table, also while its rows are read.
 */
export async function readFile(file: Spooled): Promise<{ head: FileHead; example: string[]; chunks: AsyncGenerator<FileLine[]> }> {
  const { encoding } = file;
  const told = toldDelimiter(file);
  const delimiter = told ?? delimiterOf(file);
  const records = recordsOf(textOf(file), delimiter);
  if (told !== null) await records.next();
  const first = await records.next();
  const second = first.done ? first : await records.next();
  if (first.done || second.done) throw invalid({ file: t("The file needs a line of headings and at least one row below it.") });
  const headers = first.value.cells.map((header, at) => header.trim() || `Column ${at + 1}`);
  return { head: { encoding, delimiter, headers }, example: second.value.cells, chunks: chunksOf(second.value, records) };
}

/** The sign that a first line "sep=;" names, as spreadsheets write it above the headings. */
function toldDelimiter({ beginning, encoding }: Spooled): string | null {
  const [, sign] = /^"?sep=([,;\t|])"?\r?\n/i.exec(new TextDecoder(encoding).decode(beginning)) ?? [];
  return sign ?? null;
}

/** The sign that stands most often in the first line, outside quotes. */
function delimiterOf({ beginning, encoding }: Spooled): string {
  const text = new TextDecoder(encoding).decode(beginning);
  const line = text.replace(/"[^"]*"/g, "").split(/\r?\n/)[0] ?? "";
  const counted = delimiters.map((sign) => ({ sign, count: line.split(sign).length }));
  return counted.sort((a, b) => b.count - a.count)[0]!.sign;
}

/** The file's bytes as UTF-8. */
async function* textOf({ encoding, bytes }: Spooled): AsyncGenerator<Uint8Array> {
  const decoder = encoding === "UTF-8" ? null : new TextDecoder(encoding);
  for await (const piece of bytes()) yield decoder ? Buffer.from(decoder.decode(piece, { stream: true })) : piece;
}

type Parsed = { info: { lines: number }; record: string[] };

async function* recordsOf(bytes: AsyncGenerator<Uint8Array>, delimiter: string): AsyncGenerator<FileLine> {
  const source = Readable.from(bytes, { objectMode: false });
  const parser = parse({ delimiter, record_delimiter: lineEnds, bom: true, info: true, relax_column_count: true, skip_empty_lines: true, trim: true, max_record_size: longestRow });
  source.on("error", (error) => parser.destroy(error));
  const lineOf = firstLines();
  try {
    for await (const parsed of source.pipe(parser) as AsyncIterable<Parsed>) {
      const [line, cells] = [lineOf(parsed), parsed.record];
      if (cells.some((cell) => cell.includes("\0"))) throw invalid({ file: t("Line {lines} holds signs that are no text. Save the sheet as CSV.", { lines: line }) });
      if (cells.some((cell) => cell !== "")) yield { line, cells }; // sheets end in rows of nothing but separating signs
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines, code } = error as CsvError & { lines?: number };
    throw invalid({ file: t("Line {lines} cannot be read: {reason}. Save the sheet as CSV again.", { lines: lines ?? "?", reason: reasonOf(code) }) });
  } finally {
    source.destroy(); // whoever stops reading half-way leaves nothing that reads on
  }
}

/** Tells in which line of the file each record begins: the parser tells where it ends, and takes a break of two signs inside quotation marks for two lines. */
function firstLines(): (parsed: Parsed) => number {
  let pairs = 0;
  return ({ info, record }) => {
    const broken = record.filter((cell) => /[\r\n]/.test(cell)).join("");
    const line = info.lines - pairs - (broken.match(/[\r\n]/g)?.length ?? 0);
    pairs += broken.match(/\r\n/g)?.length ?? 0;
    return line;
  };
}

function reasonOf(code: string): string {
  if (code === "CSV_MAX_RECORD_SIZE") return t("it is longer than {count} signs, perhaps because a quotation mark before it is not closed", { count: formatCount(longestRow) });
  if (code === "INVALID_OPENING_QUOTE") return t("a quotation mark stands inside a cell that does not begin with one");
  return code.includes("QUOTE") ? t("a quotation mark is not closed") : t("its cells cannot be told apart");
}

async function* chunksOf(second: FileLine, records: AsyncGenerator<FileLine>): AsyncGenerator<FileLine[]> {
  let chunk = [second];
  let count = 1;
  for await (const record of records) {
    if ((count += 1) > mostRows) throw invalid({ file: t("Use a file of at most 1,000,000 rows.") });
    chunk.push(record);
    if (chunk.length < chunkSize) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
