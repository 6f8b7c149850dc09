// The server's log: a file rather than a pipe, so that the server never depends on who started it.
import { closeSync, existsSync, openSync, readSync, renameSync, statSync } from "node:fs";

const limit = 10 * 1024 * 1024;

/** Puts a log that has grown large aside, and returns where new lines begin. */
export function trimLog(file: string): number {
  if (!existsSync(file)) return 0;
  const { size } = statSync(file);
  if (size < limit) return size;
  renameSync(file, `${file}.old`);
  return 0;
}

/** What was logged since a position, at most the last 16 KiB. */
export function logTail(file: string, from: number): string {
  if (!existsSync(file)) return "";
  const { size } = statSync(file);
  const start = Math.max(from, size - 16 * 1024);
  const buffer = Buffer.alloc(Math.max(0, size - start));
  const handle = openSync(file, "r");
  readSync(handle, buffer, 0, buffer.length, start);
  closeSync(handle);
  return buffer.toString();
}
