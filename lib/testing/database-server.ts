// Vitest's global setup for integration tests: one PostgreSQL for the run, with a migrated database to copy from.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { startEmbedded, throwaway } from "../../bin/database/embedded.ts";
import { ensureGenerated } from "../../bin/prisma-client.mjs";
import { migrate } from "../../prisma/migrate.ts";

declare module "vitest" {
  interface ProvidedContext {
    serverUrl: string;
    runName: string;
  }
}

export default async function setup(project: TestProject) {
  await ensureGenerated();
  const server = await openServer();
  const runName = `portico_test_${process.pid}_${Date.now()}`;
  try {
    await onServer(server.url, (client) => client.query(`CREATE DATABASE "${runName}"`));
    await migrate(withDatabase(server.url, runName));
  } catch (error) {
    await server.close();
    throw error;
  }
  project.provide("serverUrl", server.url);
  project.provide("runName", runName);
  return async () => {
    await onServer(server.url, (client) => dropAll(client, runName));
    await server.close();
  };
}

async function openServer() {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { url: given, close: async () => undefined };
  const folder = mkdtempSync(join(tmpdir(), "portico-test-"));
  const server = await startEmbedded(folder, { settings: throwaway });
  return {
    url: server.url("postgres"),
    close: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function dropAll(client: Client, runName: string): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(
    "SELECT datname FROM pg_database WHERE starts_with(datname, $1)",
    [runName],
  );
  for (const { datname } of rows) await client.query(`DROP DATABASE IF EXISTS "${datname}" WITH (FORCE)`);
}

async function onServer(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** The same server's URL with another database. */
export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
}
