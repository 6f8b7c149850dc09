import "server-only";
import { createReadStream } from "node:fs";

/** A line of a file as text, or why it cannot be read. */
export type RawLine = { line: number } & ({ text: string } | { reason: string });

/** Bytes in one line; a longer one is a mistake, and is passed over without being held. */
export const longestLine = 10 * 1024 * 1024;

const newline = 0x0a;
const strict = () => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The lines of a file, one at a time; memory stays within one line and one chunk. Empty lines are left out. */
export async function* readLines(path: string): AsyncGenerator<RawLine> {
  const decoder = strict();
  let line = 0;
  let held: Buffer[] = [];
  let size = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, from)) {
      hold(chunk.subarray(from, at));
      from = at + 1;
      const found = take();
      if (found) yield found;
    }
    hold(chunk.subarray(from));
  }
  const last = take();
  if (last) yield last;

  function hold(part: Buffer): void {
    size += part.length;
    if (size <= longestLine) held.push(part);
    else held = [];
  }

  function take(): RawLine | null {
    const bytes = held.length === 1 ? held[0]! : Buffer.concat(held);
    const isTooLong = size > longestLine;
    held = [];
    size = 0;
    line += 1;
    if (isTooLong) return { line, reason: "A line may have at most 10 MB." };
    const text = decoded(bytes);
    if (text === null) return { line, reason: "This line is not valid UTF-8." };
    const clean = line === 1 ? text.replace(/^\ufeff/, "") : text;
    return clean.trim() === "" ? null : { line, text: clean };
  }

  function decoded(bytes: Buffer): string | null {
    try {
      return decoder.decode(bytes);
    } catch {
      return null;
    }
  }
}
