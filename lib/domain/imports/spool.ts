import "server-only";
import { mkdir, open, unlink, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { env } from "../../platform/env";
import { newToken } from "../../platform/token";
import { invalid } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { mostBytes } from "./schema";

export type Encoding = "UTF-8" | "Windows-1252" | "UTF-16LE" | "UTF-16BE";

/** A file that has come in whole and lies on the disk, as often to be read as one likes. */
export type Spooled = { encoding: Encoding; beginning: Uint8Array; bytes: () => AsyncIterable<Uint8Array> };

const beginningSize = 20_000;

/**
 * Takes a stream to the disk piece by piece, works with it there, and leaves nothing behind, also when the process is killed: the file has
 * no name any more by the time that it has content. Throws `invalid` for `file` when it is empty, too large or no text.
 */
export async function spooled<Value>(content: AsyncIterable<Uint8Array>, work: (file: Spooled) => Promise<Value>): Promise<Value> {
  const folder = join(env().PORTAL_DATA, "uploads");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, newToken());
  const handle = await open(path, "wx+", 0o600);
  const hasName = await unlink(path).then(
    () => false,
    () => true, // a system on which an open file keeps its name
  );
  try {
    return await work(await taken(handle, content));
  } finally {
    await handle.close();
    if (hasName) await unlink(path);
  }
}

async function taken(handle: FileHandle, content: AsyncIterable<Uint8Array>): Promise<Spooled> {
  const look = new Look();
  let size = 0;
  for await (const bytes of content) {
    if ((size += bytes.length) > mostBytes) throw invalid({ file: t("Use a file of at most 50 MB.") });
    look.at(bytes);
    await handle.write(bytes);
  }
  if (size === 0) throw invalid({ file: t("Choose a file that is not empty.") });
  return { ...look.result(), bytes: () => piecesOf(handle) };
}

const pieceSize = 64 * 1024;

async function* piecesOf(handle: FileHandle): AsyncGenerator<Uint8Array> {
  for (let at = 0; ; ) {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(pieceSize), 0, pieceSize, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** Finds the encoding of bytes as they pass: UTF-8 when all of it is that, UTF-16 by its mark, else the one that older spreadsheets write. */
class Look {
  private beginning = Buffer.alloc(0);
  private strict: TextDecoder | null = new TextDecoder("utf-8", { fatal: true });
  private wide: "UTF-16LE" | "UTF-16BE" | null | undefined;

  at(bytes: Uint8Array): void {
    if (this.beginning.length < beginningSize) this.beginning = Buffer.concat([this.beginning, bytes.subarray(0, beginningSize)]);
    if (this.wide === undefined && this.beginning.length >= 2) this.wide = wideOf(this.beginning);
    if (this.wide) return;
    if (bytes.includes(0)) throw invalid({ file: t("This is not a text file. Save the sheet as CSV.") });
    if (!isDecoded(this.strict, bytes)) this.strict = null;
  }

  result(): Pick<Spooled, "encoding" | "beginning"> {
    const encoding = this.wide ?? (isDecoded(this.strict) ? "UTF-8" : "Windows-1252");
    return { encoding, beginning: this.beginning };
  }
}

function wideOf(beginning: Uint8Array): "UTF-16LE" | "UTF-16BE" | null {
  const mark = (beginning[0]! << 8) | beginning[1]!;
  return mark === 0xfffe ? "UTF-16LE" : mark === 0xfeff ? "UTF-16BE" : null;
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
