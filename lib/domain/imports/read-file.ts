import { Readable } from "node:stream";
import { parse } from "csv-parse";
import { invalid } from "../../shared/errors";
import { mostRows } from "./schema";

export type FileHead = { encoding: "UTF-8" | "Windows-1252"; delimiter: string; headers: string[] };
export type FileLine = { line: number; cells: string[] };

const delimiters = [",", ";", "\t", "|"];
const pageSize = 5000;
const chunkSize = 256 * 1024;

/**
 * Reads a text file: its headings first, then its rows some at a time, so that a large file neither fills the memory nor keeps others
 * waiting. Encoding and delimiter are found out. Throws `invalid` for `file` when it holds no table, also while its rows are read.
 */
export async function readFile(bytes: Uint8Array): Promise<{ head: FileHead; pages: AsyncGenerator<FileLine[]> }> {
  const { text, encoding } = decode(bytes);
  if (text.includes("\0")) throw invalid({ file: "This is not a text file. Save the sheet as CSV." });
  const delimiter = delimiterOf(text);
  const records = recordsOf(text, delimiter);
  const first = await records.next();
  const second = first.done ? first : await records.next();
  if (first.done || second.done) throw invalid({ file: "The file needs a line of headings and at least one row below it." });
  const headers = first.value.cells.map((header, at) => header.trim() || `Column ${at + 1}`);
  return { head: { encoding, delimiter, headers }, pages: pagesOf(second.value, records) };
}

function decode(bytes: Uint8Array): { text: string; encoding: FileHead["encoding"] } {
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

async function* recordsOf(text: string, delimiter: string): AsyncGenerator<FileLine> {
  const parser = parse({ delimiter, bom: true, info: true, relax_column_count: true, skip_empty_lines: true, trim: true, max_record_size: 200_000 });
  try {
    for await (const { info, record } of Readable.from(chunksOf(text), { objectMode: false }).pipe(parser) as AsyncIterable<Parsed>) yield { line: info.lines, cells: record };
  } catch (error) {
    const { lines, code } = error as { lines?: number; code?: string };
    if (!code?.startsWith("CSV_")) throw error;
    throw invalid({ file: `Line ${lines ?? "?"} cannot be read${code.includes("QUOTE") ? ": a quotation mark is not closed" : ""}. Save the sheet as CSV again.` });
  }
}

function* chunksOf(text: string): Generator<Buffer> {
  // Cut between characters: a pair of surrogates is one character.
  for (let from = 0; from < text.length; ) {
    const end = from + chunkSize;
    const to = end < text.length && /[\ud800-\udbff]/.test(text[end - 1]!) ? end + 1 : end;
    yield Buffer.from(text.slice(from, to));
    from = to;
  }
}

async function* pagesOf(second: FileLine, records: AsyncGenerator<FileLine>): AsyncGenerator<FileLine[]> {
  let page = [second];
  let count = 1;
  for await (const record of records) {
    if ((count += 1) > mostRows) throw invalid({ file: "Use a file of at most 1,000,000 rows." });
    page.push(record);
    if (page.length < pageSize) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}
