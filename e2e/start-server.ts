// Before the browser tests: a database with the demo, the production build on it, and the addresses in the environment.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { startEmbedded, throwaway } from "../bin/database/embedded";
import { freePort } from "../bin/database/ports";
import { ensureGenerated } from "../bin/prisma-client.mjs";
import { ensureBuilt } from "../bin/start/build";
import { loadDemo } from "../bin/start/demo";
import { startWebServer } from "../bin/start/web-server";
import { migrate } from "../prisma/migrate";
import { startProvider } from "./fixtures/provider";

const undo: (() => unknown)[] = [];

export default async function startServer() {
  try {
    await bringUp();
  } catch (error) {
    await tearDown();
    throw error;
  }
  return tearDown;
}

async function bringUp(): Promise<void> {
  await ensureGenerated();
  const folder = mkdtempSync(join(tmpdir(), "portico-e2e-"));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  const databaseUrl = await openDatabase(folder);
  await migrate(databaseUrl);
  const port = await freePort();
  const provider = await startProvider(`http://localhost:${port}`);
  undo.push(() => provider.stop());
  const env = {
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: "browser-tests-only-0123456789abcdef0123456789",
    PORTAL_DATA: folder,
    PORTAL_URL: `http://localhost:${port}`,
    PORT: String(port),
    LOG_LEVEL: "warn",
    OIDC_PROVIDERS: JSON.stringify([provider.setting]),
  };
  await loadDemo(env);
  await ensureBuilt();
  const web = await startWebServer({ host: "127.0.0.1", port, env });
  undo.push(() => web.stop());
  Object.assign(process.env, env);
}

async function openDatabase(folder: string): Promise<string> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return createDatabase(given);
  const server = await startEmbedded(folder, { settings: throwaway });
  undo.push(() => server.stop());
  return server.url("portico");
}

async function createDatabase(serverUrl: string): Promise<string> {
  const name = `portico_e2e_${process.pid}_${Date.now()}`;
  await onServer(serverUrl, `CREATE DATABASE "${name}"`);
  undo.push(() => onServer(serverUrl, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`));
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.toString();
}

async function onServer(connectionString: string, sql: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

async function tearDown(): Promise<void> {
  for (const each of undo.splice(0).reverse()) await each();
}
