// The portal's embedded PostgreSQL as it lies in a data folder: its password, its port, its database.
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { totalmem } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { freePort } from "./ports.ts";
import { ensureRoom } from "./room.ts";
import { PortTaken, startServer, type Server } from "./server.ts";

export type EmbeddedOptions = { port?: number; settings?: Record<string, string> };

export const databaseName = "portico";

/** Megabytes of pages that the server itself keeps at hand: an eighth of the memory this process may use, within bounds. Taken as needed. */
function sharedMegabytes(): number {
  const memory = Math.min(totalmem(), process.constrainedMemory() || Infinity);
  return Math.round(Math.min(2048, Math.max(128, memory / 8 / 1024 / 1024)));
}

const durable = {
  shared_buffers: `${sharedMegabytes()}MB`,
  max_connections: "100",
  jit: "off",
  random_page_cost: "1.1",
  // After a crash PostgreSQL makes sure of every file; one by one that takes seconds, at once it does not.
  ...(process.platform === "linux" ? { recovery_init_sync_method: "syncfs" } : {}),
};

/** For databases that live as long as a test run: nothing is written through to the disk. */
export const throwaway = {
  ...durable,
  shared_buffers: "256MB",
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  autovacuum: "off",
};

/** Starts the server of this data folder, on its port of last time if that is free, with an empty database at least. Throws NoRoom. */
export async function startEmbedded(dataFolder: string, options: EmbeddedOptions = {}): Promise<Server> {
  mkdirSync(dataFolder, { recursive: true });
  ensureRoom(dataFolder);
  const password = keptSecret(join(dataFolder, "postgres-password"));
  const server = await startOnFreePort(dataFolder, password, options);
  await ensureDatabase(server.url("postgres"), databaseName);
  return server;
}

async function startOnFreePort(dataFolder: string, password: string, options: EmbeddedOptions): Promise<Server> {
  const portFile = join(dataFolder, "postgres-port");
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort(rememberedPort(portFile)));
    try {
      const server = await startServer({
        folder: join(dataFolder, "postgres"),
        logFile: join(dataFolder, "postgres.log"),
        port,
        password,
        settings: { ...durable, ...options.settings },
      });
      writeFileSync(portFile, `${port}\n`);
      return server;
    } catch (error) {
      if (!(error instanceof PortTaken) || options.port || attempt === 5) throw error;
    }
  }
}

/** The URL of the portal's database, if its server was ever started. It may not be running. */
export function embeddedUrl(dataFolder: string): string | undefined {
  const port = rememberedPort(join(dataFolder, "postgres-port"));
  const passwordFile = join(dataFolder, "postgres-password");
  if (!port || !existsSync(passwordFile)) return undefined;
  return `postgresql://portico:${readFileSync(passwordFile, "utf8").trim()}@127.0.0.1:${port}/${databaseName}`;
}

function rememberedPort(file: string): number {
  return existsSync(file) ? Number(readFileSync(file, "utf8")) || 0 : 0;
}

/** A secret that is made once and kept for the owner's eyes only. */
export function keptSecret(file: string): string {
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(32).toString("hex")}\n`, { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}

async function ensureDatabase(url: string, name: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE "${name}"`);
  } finally {
    await client.end();
  }
}
