// One portal to a data folder: a lock file that says who holds it, and that a dead holder does not keep.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive, startMark } from "./process-table.ts";

export type Holder = { pid: number; mark?: string; purpose: "server" | "command"; url?: string };

/** Somebody else holds the folder. */
export class LockHeld extends Error {
  readonly holder: Holder;
  constructor(holder: Holder) {
    super(`Held by process ${holder.pid}.`);
    this.holder = holder;
  }
}

/** Takes the lock and returns what gives it back. Throws LockHeld while its holder lives. */
export function takeLock(file: string, about: Pick<Holder, "purpose" | "url">): () => void {
  mkdirSync(dirname(file), { recursive: true });
  const own = JSON.stringify({ pid: process.pid, mark: startMark(process.pid), ...about });
  while (!placeAtomically(file, own)) {
    const found = read(file);
    if (found === undefined) continue;
    const holder = parse(found);
    if (holder && isHolding(holder)) throw new LockHeld(holder);
    removeIfStill(file, found);
  }
  return () => {
    if (read(file) === own) rmSync(file, { force: true });
  };
}

/** Does work that only one process of this machine may do at a time; the others wait for their turn. */
export async function inTurn<Value>(file: string, work: () => Promise<Value>): Promise<Value> {
  for (;;) {
    const release = tryToTake(file);
    if (release) return work().finally(release);
    await sleep(200);
  }
}

function tryToTake(file: string): (() => void) | undefined {
  try {
    return takeLock(file, { purpose: "command" });
  } catch (error) {
    if (error instanceof LockHeld) return undefined;
    throw error;
  }
}

/** Who holds the lock now, if anybody alive does. */
export function lockHolder(file: string): Holder | undefined {
  const found = read(file);
  const holder = found === undefined ? undefined : parse(found);
  return holder && isHolding(holder) ? holder : undefined;
}

function isHolding({ pid, mark }: Holder): boolean {
  return isAlive(pid) && (mark === undefined || startMark(pid) === mark);
}

/** Puts the whole text there at once, or nothing if the file exists: nobody ever reads half a lock. */
function placeAtomically(file: string, text: string): boolean {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Removes a dead holder's lock; should a third process have replaced it meanwhile, puts that one back. */
function removeIfStill(file: string, seen: string): void {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (readFileSync(aside, "utf8") !== seen) linkSync(aside, file);
  rmSync(aside, { force: true });
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function parse(text: string): Holder | undefined {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return undefined;
  }
}
