import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { ensureRoom, freeMegabytes, NoRoom, untilThereIsRoom } from "./room.ts";

function dataFolder({ isNew }: { isNew: boolean }): string {
  const folder = mkdtempSync(join(tmpdir(), "portico-room-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  if (isNew) return folder;
  mkdirSync(join(folder, "postgres"));
  writeFileSync(join(folder, "postgres", "PG_VERSION"), "18\n");
  return folder;
}

test("a full disk is told with what is left and what is needed; a new database needs more than an old one", () => {
  const [fresh, old] = [dataFolder({ isNew: true }), dataFolder({ isNew: false })];
  expect(() => ensureRoom(fresh, () => 100)).toThrow(/100 MB are left, and the database needs 160 MB to start/);
  expect(() => ensureRoom(old, () => 100)).not.toThrow();
  expect(() => ensureRoom(old, () => 3)).toThrow(NoRoom);
});

test("the room is that of the disk itself", () => {
  expect(Number.isInteger(freeMegabytes(tmpdir()))).toBe(true);
  expect(() => ensureRoom(join(tmpdir(), "not-there"))).toThrow(/ENOENT/);
});

test("whoever waits for room says so once, goes on when there is some, and ends when all is over", async () => {
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  const left = [0, 10, 47, 48];
  await untilThereIsRoom(dataFolder({ isNew: false }), { say, isOver: () => false, free: () => left.shift()!, pause: 1 });
  expect([left, said]).toEqual([[], [expect.stringMatching(/is full\. .*as soon as 48 MB are free/)]]);

  await untilThereIsRoom(dataFolder({ isNew: false }), { say, isOver: () => false, free: () => 48 });
  expect(said).toHaveLength(1);

  let asked = 0;
  await untilThereIsRoom(dataFolder({ isNew: false }), { say, isOver: () => asked++ > 2, free: () => 0, pause: 1 });
  expect(asked).toBe(4);
});
