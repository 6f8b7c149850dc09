// An empty database of a test's own, on the server of the run.
import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { inject, onTestFinished } from "vitest";
import { withDatabase } from "./database-server.ts";

/** Makes an empty database and returns its URL; it is dropped when the test is over. */
export async function scratchDatabase(): Promise<string> {
  const serverUrl = inject("serverUrl");
  const name = `${inject("runName")}_${randomUUID().slice(0, 8)}`;
  await query(serverUrl, `CREATE DATABASE "${name}"`);
  onTestFinished(() => query(serverUrl, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`).then(() => undefined));
  return withDatabase(serverUrl, name);
}

/** Runs one statement on a connection of its own and returns the rows. */
export async function query<Row extends object>(url: string, sql: string, values: unknown[] = []): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row & Record<string, unknown>>(sql, values)).rows;
  } finally {
    await client.end();
  }
}
