import { setTimeout as sleep } from "node:timers/promises";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { hashToken, newToken } from "@/lib/platform/token";
import { startEmbedded } from "../../../bin/database/embedded.ts";
import { freePort } from "../../../bin/database/ports.ts";
import { startWebServer } from "../../../bin/start/web-server.ts";
import { migrate } from "../../../prisma/migrate.ts";
import { openWire, type Wire } from "./wire";

/** A portal of its own, on a database of its own, whose processes may be killed and held still. */
export type Stand = {
  url: string;
  databaseUrl: string;
  token: string;
  /** The line between the two, which can be made bad. */
  wire: Wire;
  /** The web server's process. */
  serverPid: () => number;
  /** What the web server wrote so far. */
  said: () => string;
  /** Kills, without warning unless told otherwise, and starts again, as the supervisor of `npm start` does. */
  killServer: (signal?: "SIGKILL" | "SIGTERM") => Promise<void>;
  killDatabase: () => Promise<void>;
  /** Holds every process of the database still; the answered function lets them go on. */
  freezeDatabase: () => Promise<() => void>;
};

/** Brings up such a portal, with further settings of its server, for the work and takes it down afterwards. Needs a production build. */
export async function withStand<Value>(work: (stand: Stand) => Promise<Value>, settings: Record<string, string> = {}): Promise<Value> {
  const folder = mkdtempSync(join(tmpdir(), "portico-crash-"));
  let database = await startEmbedded(folder);
  const databaseUrl = database.url("portico");
  await migrate(databaseUrl);
  const token = await furnished(databaseUrl);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const wire = await openWire({ host: "127.0.0.1", port: Number(new URL(databaseUrl).port) });
  const logFile = join(folder, "server.log");
  const output = openSync(logFile, "a");
  const env = { DATABASE_URL: withPort(databaseUrl, wire.port), AUTH_SECRET: newToken(), PORTAL_DATA: folder, PORTAL_URL: url, LOG_LEVEL: "silent", ...settings };
  const start = () => startWebServer({ host: "127.0.0.1", port, env, stdout: output });
  let web = await start();
  try {
    return await work({
      url,
      databaseUrl,
      token,
      wire,
      serverPid: () => web.pid,
      said: () => readFileSync(logFile, "utf8"),
      killServer: async (signal = "SIGKILL") => {
        signalled(web.pid, signal);
        await web.ended;
        web = await start();
      },
      killDatabase: async () => {
        (await familyOf(database, databaseUrl)).forEach((pid) => signalled(pid, "SIGKILL"));
        await database.ended;
        database = await startEmbedded(folder);
      },
      freezeDatabase: async () => {
        const family = await familyOf(database, databaseUrl);
        family.forEach((pid) => signalled(pid, "SIGSTOP"));
        return () => family.forEach((pid) => signalled(pid, "SIGCONT"));
      },
    });
  } finally {
    await web.stop();
    await wire.close();
    await database.stop();
    closeSync(output);
    rmSync(folder, { recursive: true, force: true });
  }
}

function withPort(url: string, port: number): string {
  const changed = new URL(url);
  changed.port = String(port);
  return changed.toString();
}

/** The server's processes: the one that was started and all that work for it. */
const familyOf = async ({ pid }: { pid: number }, databaseUrl: string) =>
  onDatabase(databaseUrl, async (client) => [pid, ...(await client.query<{ pid: number }>("SELECT pid FROM pg_stat_activity")).rows.map((row) => row.pid)]);

function signalled(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // it has ended by itself
  }
}

/** Waits until the portal says that it is ready. */
export async function ready(url: string): Promise<void> {
  for (;;) {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5000) }).catch(() => null);
    if (response?.ok) return;
    await sleep(20);
  }
}

/** An operator, somebody who may do everything with its customers, and that person's token. */
export async function furnished(databaseUrl: string): Promise<string> {
  const token = newToken();
  await onDatabase(databaseUrl, async (client) => {
    await client.query(`INSERT INTO organizations (key, name, updated_at) VALUES ('root', 'Root', now())`);
    await client.query(`INSERT INTO roles (key, name, organization_id, permissions, updated_at) SELECT 'all', 'All', id, '{customers.create,customers.edit}', now() FROM organizations`);
    await client.query(`INSERT INTO users (email, name, organization_id, status, updated_at) SELECT 'writer@example.com', 'Writer', id, 'active', now() FROM organizations`);
    await client.query(`INSERT INTO grants (key, user_id, role_id, scope_kind, level, updated_at) SELECT 'all', u.id, r.id, 'everything', 'write', now() FROM users u, roles r`);
    await client.query(`INSERT INTO api_tokens (token_hash, name, user_id) SELECT $1, 'writer', id FROM users`, [hashToken(token)]);
  });
  return token;
}

/** A session of the person whose token it is, as the cookie a browser would hold. */
export async function standCookie({ databaseUrl, url }: Stand): Promise<{ name: string; value: string; url: string }> {
  const value = newToken();
  await onDatabase(databaseUrl, (client) =>
    client.query(
      `INSERT INTO sessions (user_id, token_hash, created_at, last_seen_at, proved_at, expires_at) SELECT id, $1, now(), now(), now(), now() + interval '1 day' FROM users`,
      [hashToken(value)],
    ),
  );
  return { name: "portico.session", value, url };
}

/** Runs work on a connection of its own. */
export async function onDatabase<Value>(connectionString: string, work: (client: Client) => Promise<Value>): Promise<Value> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
