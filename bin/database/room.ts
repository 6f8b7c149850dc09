// The room left on the disk that holds a data folder: without some PostgreSQL neither starts nor comes back after a crash.
import { existsSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Megabytes: a new database takes some 80 of them, an old one that comes back a few files of its log. */
const [forNew, forOld] = [160, 48];

export class NoRoom extends Error {}

/** Megabytes that may still be written to the folder's disk. */
export function freeMegabytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return Math.floor((bavail * bsize) / 1024 / 1024);
}

const neededIn = (dataFolder: string) => (existsSync(join(dataFolder, "postgres", "PG_VERSION")) ? forOld : forNew);

/** Throws NoRoom, with what to do, if the disk of this data folder is too full for its server to start. */
export function ensureRoom(dataFolder: string, free = freeMegabytes): void {
  const [needed, left] = [neededIn(dataFolder), free(dataFolder)];
  if (left >= needed) return;
  throw new NoRoom(`The disk of the data folder ${dataFolder} is full: ${left} MB are left, and the database needs ${needed} MB to start. Make room there and start again.`);
}

export type Waiting = { say: (line: string) => void; isOver: () => boolean; free?: (folder: string) => number; pause?: number };

/** Waits until the disk has room again, having said so once; a portal whose disk was full comes back by itself. Ends early when told that all is over. */
export async function untilThereIsRoom(dataFolder: string, { say, isOver, free = freeMegabytes, pause = 500 }: Waiting): Promise<void> {
  const needed = neededIn(dataFolder);
  if (free(dataFolder) >= needed) return;
  say(`The disk of the data folder ${dataFolder} is full. The database starts again as soon as ${needed} MB are free.`);
  while (!isOver() && free(dataFolder) < needed) await sleep(pause);
}
