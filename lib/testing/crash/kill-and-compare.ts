import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { hashToken, newToken } from "@/lib/platform/token";
import { startEmbedded } from "../../../bin/database/embedded.ts";
import { freePort } from "../../../bin/database/ports.ts";
import { startWebServer } from "../../../bin/start/web-server.ts";
import { migrate } from "../../../prisma/migrate.ts";
import { writeUntil, type Journal } from "./writers";

export type CrashPlan = { writes: number; serverKills: number; databaseKills: number };

export type CrashReport = {
  acknowledged: number;
  tried: number;
  /** Acknowledged writes that are not there. */
  lost: string[];
  /** Customers whose version and log rows do not count the same. */
  unlogged: string[];
  /** Milliseconds from each kill until the portal answered as ready again. */
  serverBack: number[];
  databaseBack: number[];
};

type Stand = { url: string; databaseUrl: string; token: string; killServer: () => Promise<void>; killDatabase: () => Promise<void> };

/**
 * Writes through the REST API while the web server and PostgreSQL are killed again and again without warning, then compares what was
 * acknowledged with what is there (reliability.md, B22 and B23). Needs a production build.
 */
export async function killAndCompare({ writes, serverKills, databaseKills }: CrashPlan): Promise<CrashReport> {
  return withStand(async (stand) => {
    const journal: Journal = { customers: [], acknowledged: 0, tried: 0 };
    const report: CrashReport = { acknowledged: 0, tried: 0, lost: [], unlogged: [], serverBack: [], databaseBack: [] };
    const writing = Promise.all([1, 2, 3, 4, 5, 6].map(() => writeUntil(stand, "root", { most: writes, journal })));
    const kills = Array.from({ length: serverKills + databaseKills }, (_, at) => (at % 2 === 0 && at / 2 < serverKills) || (at - 1) / 2 >= databaseKills);
    for (const [at, isServer] of kills.entries()) {
      while (journal.acknowledged < (writes * (at + 1)) / (kills.length + 1)) await Promise.race([sleep(20), writing]);
      const began = performance.now();
      await (isServer ? stand.killServer() : stand.killDatabase());
      await ready(stand.url);
      (isServer ? report.serverBack : report.databaseBack).push(performance.now() - began);
    }
    await writing;
    return { ...report, ...journal, ...(await compared(stand.databaseUrl, journal)) };
  });
}

async function withStand<Value>(work: (stand: Stand) => Promise<Value>): Promise<Value> {
  const folder = mkdtempSync(join(tmpdir(), "portico-crash-"));
  let database = await startEmbedded(folder);
  const databaseUrl = database.url("portico");
  await migrate(databaseUrl);
  const token = await furnished(databaseUrl);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { DATABASE_URL: databaseUrl, AUTH_SECRET: newToken(), PORTAL_DATA: folder, PORTAL_URL: url, LOG_LEVEL: "silent" };
  const start = () => startWebServer({ host: "127.0.0.1", port, env });
  let web = await start();
  try {
    return await work({
      url,
      databaseUrl,
      token,
      killServer: async () => {
        killed(web.pid);
        await web.ended;
        web = await start();
      },
      killDatabase: async () => {
        (await familyOf(database, databaseUrl)).forEach(killed);
        await database.ended;
        database = await startEmbedded(folder);
      },
    });
  } finally {
    await web.stop();
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The server's processes: the one that was started and all that work for it. */
const familyOf = async ({ pid }: { pid: number }, databaseUrl: string) =>
  onDatabase(databaseUrl, async (client) => [pid, ...(await client.query<{ pid: number }>("SELECT pid FROM pg_stat_activity")).rows.map((row) => row.pid)]);

function killed(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // it has ended by itself
  }
}

async function ready(url: string): Promise<void> {
  for (;;) {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5000) }).catch(() => null);
    if (response?.ok) return;
    await sleep(20);
  }
}

/** An operator, somebody who may do everything with its customers, and that person's token. */
async function furnished(databaseUrl: string): Promise<string> {
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

async function onDatabase<Value>(connectionString: string, work: (client: Client) => Promise<Value>): Promise<Value> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

type Row = { key: string; phone: string | null; version: number; entries: number };

async function compared(databaseUrl: string, { customers }: Journal): Promise<Pick<CrashReport, "lost" | "unlogged">> {
  const { rows } = await onDatabase(databaseUrl, (client) =>
    client.query<Row>(`SELECT key, phone, version, (SELECT count(*)::int FROM activities a WHERE a.record_type = 'customer' AND a.record_id = c.id AND a.outcome = 'done') AS entries FROM customers c`),
  );
  const found = new Map(rows.map((row) => [row.key, row]));
  const isThere = ({ key, phone, writes }: (typeof customers)[number]) => found.get(key)?.phone === phone && found.get(key)?.version === writes;
  return {
    lost: customers.filter((customer) => !isThere(customer)).map(({ key }) => key),
    unlogged: rows.filter(({ version, entries }) => version !== entries).map(({ key }) => key),
  };
}
