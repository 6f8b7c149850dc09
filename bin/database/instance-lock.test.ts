import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { LockHeld, lockHolder, takeLock } from "./instance-lock.ts";
import { startMark } from "./process-table.ts";

function lockFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "portico-lock-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, "portico.lock");
}

const server = { purpose: "server", url: "http://localhost:3000" } as const;

test("a second one is refused and told who holds it; released, it is free again", () => {
  const file = lockFile();
  const release = takeLock(file, server);

  expect(() => takeLock(file, { purpose: "command" })).toThrow(LockHeld);
  expect(lockHolder(file)).toMatchObject({ pid: process.pid, ...server });

  release();
  expect(lockHolder(file)).toBeUndefined();
  takeLock(file, { purpose: "command" })();
  expect(readdirSync(join(file, ".."))).toEqual([]);
});

test("a dead process holds nothing", () => {
  const file = lockFile();
  const { pid } = spawnSync(process.execPath, ["--version"]);
  writeFileSync(file, JSON.stringify({ pid, mark: "1", ...server }));

  expect(() => takeLock(file, server)).not.toThrow();
});

test("a process that was given a dead one's number holds nothing", () => {
  const file = lockFile();
  writeFileSync(file, JSON.stringify({ pid: process.pid, mark: `not ${startMark(process.pid)}`, ...server }));

  expect(() => takeLock(file, server)).not.toThrow();
});

test("half a lock file, as a crash may leave it, holds nothing", () => {
  const file = lockFile();
  writeFileSync(file, '{"pid":');

  expect(() => takeLock(file, server)).not.toThrow();
});

test("a lock that somebody else took over meanwhile is not removed by the first", () => {
  const file = lockFile();
  const release = takeLock(file, server);
  const other = JSON.stringify({ pid: process.pid, mark: startMark(process.pid), purpose: "command" });
  writeFileSync(file, other);

  release();

  expect(lockHolder(file)?.purpose).toBe("command");
});
