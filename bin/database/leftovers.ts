// What a server that was killed, or whose keeper was killed, leaves in its data folder.
import { existsSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { commandContains, isAlive, processesIn } from "./process-table.ts";

/**
 * Ends a server that outlived its keeper, and removes a lock file that only a foreign or dead process holds. While
 * anything still works in the folder nothing is removed: PostgreSQL itself then refuses to start, which is right.
 */
export async function clearLeftovers(folder: string): Promise<void> {
  const file = join(folder, "postmaster.pid");
  const pid = existsSync(file) ? Number(readFileSync(file, "utf8").split("\n")[0]) : 0;
  if (!pid) return;
  if (isServerOf(pid, folder)) return endServer(pid);
  // PostgreSQL clears the file of a process that is gone by itself, but not one whose number now means another.
  if (isNumberInUse(pid) && processesIn(realpathSync(folder)).length === 0) rmSync(file, { force: true });
}

function isServerOf(pid: number, folder: string): boolean {
  return isAlive(pid) && commandContains(pid, folder) === true;
}

function isNumberInUse(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function endServer(pid: number): Promise<void> {
  process.kill(pid, "SIGINT");
  const end = Date.now() + 30_000;
  while (isAlive(pid) && Date.now() < end) await sleep(50);
}
