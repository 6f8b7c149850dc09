// Vitest's setup of each integration test file: a database of the worker's own, named in the environment before the
// first import of the code under test reads it.
import { Client } from "pg";
import { inject } from "vitest";
import { withDatabase } from "./database-server.ts";

const alreadyThere = new Set(["42P04", "23505"]);

const name = `${inject("runName")}_${process.env.VITEST_POOL_ID ?? "1"}`;
await copyTemplate(inject("serverUrl"), inject("runName"), name);

Object.assign(process.env, {
  DATABASE_URL: withDatabase(inject("serverUrl"), name),
  AUTH_SECRET: "integration-tests-only-0123456789abcdef",
  PORTAL_URL: "http://localhost:3000",
});

async function copyTemplate(serverUrl: string, template: string, copy: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE "${copy}" TEMPLATE "${template}"`);
  } catch (error) {
    if (!alreadyThere.has((error as { code?: string }).code ?? "")) throw error;
  } finally {
    await client.end();
  }
}
