import { Readable } from "node:stream";
import { parse } from "csv-parse";
import { invalid } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { mostRows } from "./schema";

export type FileHead = { encoding: "UTF-8" | "Windows-1252"; delimiter: string; headers: string[] };
export type FileLine = { line: number; cells: string[] };

const delimiters = [",", ";", "\t", "|"];
const pageSize = 5000;

/**
 * Reads a text file: its headings first, then its rows some at a time, so that a large file neither fills the memory nor keeps others
 * waiting. Encoding and delimiter are found out. Throws `invalid` for `file` when it holds no table, also while its rows are read.
 */
export async function readFile(file: Blob): Promise<{ head: FileHead; pages: AsyncGenerator<FileLine[]> }> {
  const encoding = await encodingOf(file);
  const delimiter = await delimiterOf(file, encoding);
  const records = recordsOf(bytesOf(file, encoding), delimiter);
  const first = await records.next();
  const second = first.done ? first : await records.next();
  if (first.done || second.done) throw invalid({ file: t("The file needs a line of headings and at least one row below it.") });
  const headers = first.value.cells.map((header, at) => header.trim() || t("Column {count}", { count: at + 1 }));
  return { head: { encoding, delimiter, headers }, pages: pagesOf(second.value, records) };
}

/** UTF-8 when the whole file is that, else the one that older spreadsheets write. */
async function encodingOf(file: Blob): Promise<FileHead["encoding"]> {
  let strict: TextDecoder | null = new TextDecoder("utf-8", { fatal: true });
  for await (const bytes of file.stream()) {
    if (bytes.includes(0)) throw invalid({ file: t("This is not a text file. Save the sheet as CSV.") });
    strict = isDecoded(strict, bytes) ? strict : null;
  }
  return isDecoded(strict) ? "UTF-8" : "Windows-1252";
}

/** Whether the decoder takes the next bytes of a stream, or its end. */
function isDecoded(decoder: TextDecoder | null, bytes?: Uint8Array): boolean {
  try {
    decoder?.decode(bytes, { stream: bytes !== undefined });
    return decoder !== null;
  } catch {
    return false;
  }
}

/** The sign that stands most often in the first line, outside quotes. */
async function delimiterOf(file: Blob, encoding: FileHead["encoding"]): Promise<string> {
  const text = new TextDecoder(encoding).decode(await file.slice(0, 20_000).arrayBuffer());
  const line = text.replace(/"[^"]*"/g, "").split(/\r?\n/)[0] ?? "";
  const counted = delimiters.map((sign) => ({ sign, count: line.split(sign).length }));
  return counted.sort((a, b) => b.count - a.count)[0]!.sign;
}

/** The file's bytes as UTF-8. */
async function* bytesOf(file: Blob, encoding: FileHead["encoding"]): AsyncGenerator<Uint8Array> {
  const decoder = encoding === "UTF-8" ? null : new TextDecoder(encoding);
  for await (const bytes of file.stream()) yield decoder ? Buffer.from(decoder.decode(bytes, { stream: true })) : bytes;
}

type Parsed = { info: { lines: number }; record: string[] };

async function* recordsOf(bytes: AsyncGenerator<Uint8Array>, delimiter: string): AsyncGenerator<FileLine> {
  const parser = parse({ delimiter, bom: true, info: true, relax_column_count: true, skip_empty_lines: true, trim: true, max_record_size: 200_000 });
  try {
    for await (const { info, record } of Readable.from(bytes, { objectMode: false }).pipe(parser) as AsyncIterable<Parsed>) yield { line: info.lines, cells: record };
  } catch (error) {
    const { lines, code } = error as { lines?: number; code?: string };
    if (!code?.startsWith("CSV_")) throw error;
    throw invalid({ file: t("Line {lines} cannot be read{value}. Save the sheet as CSV again.", { lines: lines ?? "?", value: code.includes("QUOTE") ? ": a quotation mark is not closed" : "" }) });
  }
}

async function* pagesOf(second: FileLine, records: AsyncGenerator<FileLine>): AsyncGenerator<FileLine[]> {
  let page = [second];
  let count = 1;
  for await (const record of records) {
    if ((count += 1) > mostRows) throw invalid({ file: t("Use a file of at most 1,000,000 rows.") });
    page.push(record);
    if (page.length < pageSize) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}
