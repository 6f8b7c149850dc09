import "server-only";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { env } from "../platform/env";
import { log } from "../platform/log";

/**
 * Sessions that were ended while the database was away, by the hashes of their secrets: they lead nowhere from then on, and their rows go
 * as soon as the database is back. They are kept on the disk as well, for the next start of this server.
 */
const holder = globalThis as typeof globalThis & { porticoEnding?: Set<string> };

const folder = () => join(env().PORTAL_DATA, "ending-sessions");

const noted = (): Set<string> => (holder.porticoEnding ??= new Set(onDisk()));

function onDisk(): string[] {
  try {
    return readdirSync(folder());
  } catch {
    return []; // nothing was ever noted
  }
}

/** Whether a session was ended here, though its row may stand yet. */
export const isEnding = (tokenHash: string): boolean => noted().has(tokenHash);

/** While the database is away nobody can tell a session's secret from a made-up one, so there must be an end to what is noted. */
const most = 10_000;

/** Notes a session whose row cannot be ended now. */
export function noteEnding(tokenHash: string): void {
  if (noted().size >= most) return;
  noted().add(tokenHash);
  try {
    mkdirSync(folder(), { recursive: true, mode: 0o700 });
    writeFileSync(join(folder(), tokenHash), "", { mode: 0o600, flush: true });
  } catch (error) {
    log().warn({ err: error }, "a session that was ended is noted in memory alone");
  }
}

/** Ends the rows of all that are noted, by the way given; what fails stays noted. */
export async function endNoted(end: (tokenHash: string) => Promise<void>): Promise<void> {
  for (const tokenHash of [...noted()]) {
    await end(tokenHash);
    noted().delete(tokenHash);
    rmSync(join(folder(), tokenHash), { force: true });
  }
}

const every = 2000;

/** Tries to end them every few seconds, for as long as the process lives. */
export function startEnding(end: (tokenHash: string) => Promise<void>): void {
  let isRunning = false;
  const round = () => {
    if (isRunning || noted().size === 0) return;
    isRunning = true;
    void endNoted(end)
      .catch((error: unknown) => log().warn({ err: error }, "a session that was ended still stands in the database"))
      .finally(() => (isRunning = false));
  };
  setInterval(round, every).unref();
}
