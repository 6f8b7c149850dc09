// One program on the portal's database: the running one, or the embedded one started for as long as the program runs.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { EnvironmentProblem } from "../../lib/platform/env.ts";
import { migrate } from "../../prisma/migrate.ts";
import { root } from "../checkout.mjs";
import { databaseName, embeddedUrl, startEmbedded } from "../database/embedded.ts";
import { LockHeld, takeLock } from "../database/instance-lock.ts";
import { quietly } from "../progress.mjs";
import { childEnvironment, readEnvironment, type Environment } from "./environment.ts";

type Database = { url: string; close(): Promise<void> };

const patience = 10 * 60_000;

/** Runs the program with the arguments and answers with its exit code; 2 when the environment is wrong. */
export async function runCommand(program: string, args: string[]): Promise<number> {
  const environment = environmentOrUndefined();
  if (!environment) return 2;
  // A signal is the program's affair; what we started has to be stopped after it.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => undefined);
  const database = await quietly("Opening the database", () => openDatabase(environment));
  try {
    return await runToEnd(program, args, childEnvironment(environment, database.url));
  } finally {
    await database.close();
  }
}

function environmentOrUndefined(): Environment | undefined {
  try {
    return readEnvironment();
  } catch (error) {
    if (!(error instanceof EnvironmentProblem)) throw error;
    console.error(error.message);
    if (process.argv.includes("--json")) console.log(JSON.stringify({ error: { code: "wrong-environment", message: error.message } }));
    return undefined;
  }
}

async function openDatabase(environment: Environment): Promise<Database> {
  if (environment.DATABASE_URL) return { url: environment.DATABASE_URL, close: async () => undefined };
  const deadline = Date.now() + patience;
  for (;;) {
    const release = tryToTakeLock(environment.lockFile);
    if (release !== "server" && release !== "command") return openOwn(environment, release);
    const url = release === "server" ? embeddedUrl(environment.PORTAL_DATA) : undefined;
    if (url && (await isReady(url))) return { url, close: async () => undefined };
    if (Date.now() > deadline) throw new Error("Another portal command has been using the database for ten minutes.");
    await sleep(200);
  }
}

function tryToTakeLock(file: string): (() => void) | "server" | "command" {
  try {
    return takeLock(file, { purpose: "command" });
  } catch (error) {
    if (error instanceof LockHeld) return error.holder.purpose;
    throw error;
  }
}

async function openOwn({ PORTAL_DATA, PORTAL_SHARED_BUFFERS }: Environment, release: () => void): Promise<Database> {
  try {
    const server = await startEmbedded(PORTAL_DATA, { settings: { shared_buffers: PORTAL_SHARED_BUFFERS } });
    const close = () => server.stop().finally(release);
    try {
      await migrate(server.url(databaseName));
    } catch (error) {
      await close();
      throw error;
    }
    return { url: server.url(databaseName), close };
  } catch (error) {
    release();
    throw error;
  }
}

/** The portal is still starting until its migrations are through. */
async function isReady(connectionString: string): Promise<boolean> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 2000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rowCount } = await client.query("SELECT 1 FROM _prisma_migrations LIMIT 1");
    return rowCount === 1;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function runToEnd(program: string, args: string[], env: Record<string, string>): Promise<number> {
  const flags = ["--conditions=react-server", "--import", "tsx", join(root, program), ...args];
  const child = spawn(process.execPath, flags, { stdio: "inherit", env: { ...process.env, ...env } });
  for (const signal of ["SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
