import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { longestLine, readLines, type RawLine } from "./lines";

const folder = mkdtempSync(join(tmpdir(), "portico-lines-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function linesOf(content: string | Buffer): Promise<RawLine[]> {
  const path = join(folder, "a.ndjson");
  writeFileSync(path, content);
  const found: RawLine[] = [];
  for await (const line of readLines(path)) found.push(line);
  return found;
}

test("lines are numbered as in an editor; empty ones, carriage returns and a byte order mark are no matter", async () => {
  expect(await linesOf("\ufeff{}\r\n\n  \n[1]")).toEqual([
    { line: 1, text: "{}\r" },
    { line: 4, text: "[1]" },
  ]);
});

test("a line that is not UTF-8 is named and the next is read", async () => {
  const content = Buffer.concat([Buffer.from("{}\n"), Buffer.from("{\"name\":\"Bj\xf8rn\"}", "latin1"), Buffer.from("\n[]\n")]);

  expect(await linesOf(content)).toEqual([{ line: 1, text: "{}" }, { line: 2, reason: "This line is not valid UTF-8." }, { line: 3, text: "[]" }]);
});

test("characters that fall on the border of two chunks stay whole", async () => {
  const text = "ø".repeat(400_000);

  expect(await linesOf(`a${text}\n${text}`)).toEqual([{ line: 1, text: `a${text}` }, { line: 2, text }]);
});

test("a line longer than 10 MB is refused and passed over; one of exactly 10 MB is read", async () => {
  const found = await linesOf(Buffer.concat([Buffer.alloc(longestLine + 1, "x"), Buffer.from("\n{}\n"), Buffer.alloc(longestLine, "y")]));

  expect(found.map((line) => ("reason" in line ? line.reason : line.text.length))).toEqual(["A line may have at most 10 MB.", 2, longestLine]);
});
