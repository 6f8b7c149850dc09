import { Client } from "pg";
import { inject } from "vitest";
import { disconnect } from "@/lib/platform/db/client";
import { withDatabase } from "./database-server";

/** Gives a test file a migrated, empty database of its own, for what works on a whole database. Called before anything connects. */
export async function ownDatabase(name: string): Promise<string> {
  const database = `${inject("runName")}_${name}`;
  const client = new Client({ connectionString: inject("serverUrl") });
  await client.connect();
  try {
    await client.query(`DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`);
    await client.query(`CREATE DATABASE "${database}" TEMPLATE "${inject("runName")}"`);
  } finally {
    await client.end();
  }
  await disconnect();
  process.env.DATABASE_URL = withDatabase(inject("serverUrl"), database);
  return process.env.DATABASE_URL;
}
