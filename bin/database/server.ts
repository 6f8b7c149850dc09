// One embedded PostgreSQL: made if its folder is empty, started, watched and stopped.
import { spawn, type ChildProcess } from "node:child_process";
import { chownSync, closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { run } from "../process.mjs";
import { commandAs, serverAccount } from "./account.ts";
import { findBinaries } from "./binaries.ts";
import { clearLeftovers } from "./leftovers.ts";
import { logTail, trimLog } from "./log-file.ts";

export type ServerOptions = {
  folder: string;
  port: number;
  password: string;
  logFile: string;
  settings: Record<string, string>;
};

export type Server = {
  pid: number;
  url(database: string): string;
  /** Settles when the process has ended, for whatever reason. */
  ended: Promise<void>;
  stop(mode?: "fast" | "patient"): Promise<void>;
};

export class PortTaken extends Error {}

const user = "portico";
const patience = 10_000;

/** Starts the server, for a while trying again while the traces of a killed one are still being cleared away. */
export async function startServer(options: ServerOptions): Promise<Server> {
  await ensureInitialised(options);
  const deadline = Date.now() + patience;
  for (;;) {
    await clearLeftovers(options.folder);
    const attempt = await tryToStart(options);
    if ("server" in attempt) return attempt.server;
    if (/could not bind|Address already in use/.test(attempt.refusal))
      throw new PortTaken(`Port ${options.port} is taken.`);
    if (!isPassing(attempt.refusal) || Date.now() > deadline) {
      throw new Error(`The embedded PostgreSQL did not start. Its log is ${options.logFile}:\n${attempt.refusal}`);
    }
    await sleep(250);
  }
}

const isPassing = (refusal: string) => /lock file|shared memory block|is the data directory in use/.test(refusal);

async function ensureInitialised({ folder, password, settings }: ServerOptions): Promise<void> {
  if (existsSync(join(folder, "PG_VERSION"))) return;
  // Made beside its place and moved there when complete, so that being killed halfway leaves nothing to trip over.
  const fresh = `${folder}.new`;
  const secret = `${folder}.secret`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true, mode: 0o700 });
  writeFileSync(secret, password, { mode: 0o600 });
  const account = serverAccount();
  if (account) for (const path of [fresh, secret]) chownSync(path, account.uid, account.gid);
  const { initdb } = await findBinaries();
  const { command, prefix, options } = commandAs(account, initdb, [join(fresh, "PG_VERSION")]);
  const haste = settings.fsync === "off" ? ["--no-sync"] : [];
  const flags = [...haste, "--auth=scram-sha-256", "--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"];
  try {
    const args = [
      ...prefix,
      `--pgdata=${fresh}`,
      `--username=${user}`,
      `--pwfile=${secret}`,
      "--lc-messages=C",
      ...flags,
    ];
    await run(command, args, { ...options, cwd: dirname(folder), env: { LC_ALL: "C" } });
  } finally {
    rmSync(secret, { force: true });
  }
  rmSync(folder, { recursive: true, force: true });
  renameSync(fresh, folder);
}

type Attempt = { server: Server } | { refusal: string };

async function tryToStart(options: ServerOptions): Promise<Attempt> {
  const logStart = trimLog(options.logFile);
  const child = await spawnServer(options);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()).once("error", () => resolve()));
  let isOver = false;
  void ended.then(() => (isOver = true));
  const url = (database: string) => `postgresql://${user}:${options.password}@127.0.0.1:${options.port}/${database}`;
  while (!isOver) {
    // The log tells that it is ours that is ready: somebody else's server may listen on the port.
    if (
      logTail(options.logFile, logStart).includes("ready to accept connections") &&
      (await answers(url("postgres")))
    ) {
      return { server: { pid: child.pid!, url, ended, stop: (mode) => stop(child, ended, mode) } };
    }
    await sleep(30);
  }
  return { refusal: logTail(options.logFile, logStart) };
}

async function spawnServer({ folder, port, settings, logFile }: ServerOptions): Promise<ChildProcess> {
  const { postgres } = await findBinaries();
  const { command, prefix, options } = commandAs(serverAccount(), postgres, [join(folder, "PG_VERSION")]);
  const all = {
    port: String(port),
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    lc_messages: "C",
    ...settings,
  };
  const flags = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const log = openSync(logFile, "a");
  // Detached, so that Ctrl-C in a terminal reaches us alone and we stop things in order.
  const child = spawn(command, [...prefix, "-D", folder, ...flags], {
    ...options,
    cwd: folder,
    detached: true,
    stdio: ["ignore", log, log],
    env: { ...process.env, LC_ALL: "C", TZ: "UTC" },
  });
  closeSync(log);
  guard(child);
  return child;
}

/** Stops the server if we are killed without a chance to: the shell's input then ends. */
function guard(server: ChildProcess): void {
  if (process.platform === "win32" || !server.pid) return;
  const script = `read -r _; kill -INT ${server.pid} 2>/dev/null`;
  const watcher = spawn("/bin/sh", ["-c", script], { stdio: ["pipe", "ignore", "ignore"], detached: true, cwd: "/" });
  server.once("exit", () => watcher.kill("SIGKILL"));
  watcher.unref();
  (watcher.stdin as unknown as { unref?(): void }).unref?.();
}

async function answers(connectionString: string): Promise<boolean> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 2000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Fast ends sessions; patient lets them finish for a while first. */
async function stop(child: ChildProcess, ended: Promise<void>, mode: "fast" | "patient" = "fast"): Promise<void> {
  if (mode === "patient") {
    child.kill("SIGTERM");
    await Promise.race([ended, sleep(patience, undefined, { ref: false })]);
  }
  child.kill("SIGINT");
  await Promise.race([ended, sleep(30_000, undefined, { ref: false })]);
  child.kill("SIGKILL");
  await ended;
}
