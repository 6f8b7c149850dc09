import "server-only";
import type pg from "pg";
import { copyInto, type CopyValue } from "../../platform/db/copy";
import { parseLine } from "./parse";
import { readLines, type RawLine } from "./lines";
import type { Problems } from "./problems";
import { splitLine } from "./staged-row";
import type { Line } from "./schema";

/** A file of a bundle, with the name that reports give it. */
export type BundleFile = { path: string; name: string };

export type StageOptions = { files: readonly BundleFile[]; problems: Problems; hashPassword: (password: string) => Promise<string>; onProgress: (line: string) => void };

const tables = `
  CREATE TEMP TABLE staged (n int, file int, line int, kind text COLLATE "C", key text COLLATE "C", is_bad boolean,
    fields jsonb, refs jsonb, lists jsonb, secret text) ON COMMIT DROP`;

/** Lines that are staged together, so that their passwords are hashed side by side. */
const ahead = 64;
const reportEvery = 100_000;

/**
 * Streams the files into the temporary table `staged`, each line checked on its own; what is wrong goes to `problems`. A line that is
 * wrong but says its kind and key is staged as bad, so that nobody is told that what it names is missing. Answers how many lines there were.
 */
export async function stageBundle(client: pg.ClientBase, options: StageOptions): Promise<number> {
  await client.query(tables);
  const amount = await copyInto(client, "staged", stagedRows(options));
  await client.query("CREATE INDEX ON staged (kind, key)");
  await client.query("CREATE INDEX ON staged (n)");
  await client.query("ANALYZE staged");
  return amount;
}

async function* stagedRows({ files, problems, hashPassword, onProgress }: StageOptions): AsyncGenerator<CopyValue[]> {
  const hashOf = onceEach(hashPassword);
  let batch: Promise<CopyValue[] | null>[] = [];
  let n = 0;
  for (const [index, file] of files.entries()) {
    for await (const raw of readLines(file.path)) {
      n += 1;
      batch.push(read(raw, { n, index, file, problems, hashOf }));
      if (n % reportEvery === 0) onProgress(`${n.toLocaleString("en")} lines read`);
      if (batch.length < ahead) continue;
      yield* await rowsOf(batch);
      batch = [];
    }
  }
  yield* await rowsOf(batch);
}

const rowsOf = async (batch: Promise<CopyValue[] | null>[]) => (await Promise.all(batch)).filter((row) => row !== null);

type Place = { n: number; index: number; file: BundleFile; problems: Problems; hashOf: (password: string) => Promise<string> };

/** The staged row of a line, or null with its problems told. */
async function read(raw: RawLine, { n, index, file, problems, hashOf }: Place): Promise<CopyValue[] | null> {
  const { line } = raw;
  const tell = (field: string, reason: string) => problems.add({ file: file.name, line, field, reason });
  if ("reason" in raw) {
    tell("", raw.reason);
    return null;
  }
  const parsed = parseLine(raw.text);
  if ("line" in parsed) return rowOf([n, index, line], parsed.line, hashOf);
  parsed.problems.forEach(({ field, reason }) => tell(field, reason));
  return isStageable(parsed) ? [n, index, line, parsed.kind, parsed.key, true, {}, {}, {}, null] : null;
}

const isStageable = (parsed: { kind?: string; key?: string }): parsed is { kind: string; key: string } =>
  parsed.kind !== undefined && parsed.key !== undefined && parsed.key.isWellFormed() && !parsed.key.includes("\0");

async function rowOf(place: number[], line: Line, hashOf: (password: string) => Promise<string>): Promise<CopyValue[]> {
  const { fields, refs, lists } = splitLine(line);
  const secret = line.kind === "user" && line.password ? await hashOf(line.password) : null;
  return [...place, line.kind, line.key, false, fields, refs, lists, secret];
}

/** People who are given the same first password share its hash: hashing it a hundred thousand times would keep nothing secret that the file tells. */
function onceEach(hashPassword: (password: string) => Promise<string>) {
  const known = new Map<string, Promise<string>>();
  return (password: string) => {
    const hash = known.get(password) ?? hashPassword(password);
    if (known.size < 10_000) known.set(password, hash);
    return hash;
  };
}
