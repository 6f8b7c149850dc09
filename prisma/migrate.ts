// Applies prisma/migrations with plain SQL, keeping Prisma's own book of them, so that its command line agrees.
import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Logger, runMigrations } from "graphile-worker";
import { Client } from "pg";
import { roleFault } from "./app-role.ts";

export type Migration = { name: string; sql: string; checksum: string };
export type MigrateOptions = { onProgress?: (line: string) => void; folder?: string };

type Entry = { migration_name: string; checksum: string; isFinished: boolean };

/** The lock that Prisma's own command takes too. */
const migrationLock = 72_707_369;
const patience = "60s";

/** A state of the database that migrating cannot mend. */
export class MigrationRefused extends Error {}

/**
 * Brings the database to the state of this checkout and returns the names of the migrations that were applied. Each
 * migration and its entry in the book are one transaction: being killed at any point leaves nothing half done, and
 * the next run goes on. Two at once wait for each other. Throws MigrationRefused for a database that is newer, or was
 * restored without the role that requests run as.
 */
export async function migrate(
  url: string,
  { onProgress, folder = ownMigrations }: MigrateOptions = {},
): Promise<string[]> {
  const migrations = readMigrations(folder);
  const client = new Client({ connectionString: url, application_name: "portico migrate" });
  client.on("error", () => undefined); // a lost connection also fails the query that is under way
  await client.connect();
  try {
    await lock(client);
    await client.query(book);
    const pending = pendingOf(migrations, await readBook(client));
    for (const [index, migration] of pending.entries()) {
      onProgress?.(`${index + 1} of ${pending.length}: ${migration.name}`);
      await apply(client, migration);
    }
    if (folder === ownMigrations) {
      const fault = await roleFault(client);
      if (fault) throw new MigrationRefused(fault);
      await runMigrations({ connectionString: url, logger: silent });
    }
    return pending.map(({ name }) => name);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The migrations that a database still needs; the whole list for an empty one. Throws as migrate does. */
export async function pendingMigrations(url: string, folder = ownMigrations): Promise<string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ isThere: boolean }>(
      `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS "isThere"`,
    );
    const entries = rows[0]?.isThere ? await readBook(client) : [];
    return pendingOf(readMigrations(folder), entries).map(({ name }) => name);
  } finally {
    await client.end();
  }
}

/** The queue of jobs brings its own migrations, in a schema of its own. */
const silent = new Logger(() => () => undefined);

const ownMigrations = fileURLToPath(new URL("migrations", import.meta.url));

/** The migrations of a folder in their order. Throws where one brings its own transaction. */
export function readMigrations(folder: string): Migration[] {
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  return names
    .filter((name) => existsSync(join(folder, name, "migration.sql")))
    .map((name) => {
      const sql = readFileSync(join(folder, name, "migration.sql"), "utf8");
      if (/^\s*(BEGIN|COMMIT|ROLLBACK|START TRANSACTION)\s*;/im.test(sql)) {
        throw new MigrationRefused(`${name} has its own BEGIN or COMMIT. Each migration is one transaction already.`);
      }
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

function pendingOf(migrations: Migration[], entries: Entry[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const entry of entries) refuseUnfit(entry, known.get(entry.migration_name));
  const applied = new Set(entries.map((entry) => entry.migration_name));
  return migrations.filter(({ name }) => !applied.has(name));
}

function refuseUnfit(entry: Entry, migration: Migration | undefined): void {
  const name = entry.migration_name;
  if (!migration) {
    throw new MigrationRefused(`The database is newer than this checkout: it has ${name}. Update the checkout.`);
  }
  if (!entry.isFinished) {
    throw new MigrationRefused(
      `${name} was begun by another tool and not finished. Mark it with "prisma migrate resolve", then start again.`,
    );
  }
  if (entry.checksum !== migration.checksum) {
    throw new MigrationRefused(`${name} was changed after it had been applied. Restore it and add a new migration.`);
  }
}

async function lock(client: Client): Promise<void> {
  await client.query(`SET lock_timeout = '${patience}'`);
  await client.query("SELECT pg_advisory_lock($1)", [migrationLock]);
  await client.query("SET lock_timeout = 0");
}

async function readBook(client: Client): Promise<Entry[]> {
  const { rows } = await client.query<Entry>(
    `SELECT migration_name, checksum, finished_at IS NOT NULL AS "isFinished"
     FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
  );
  return rows;
}

async function apply(client: Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw new Error(`Migration ${name} failed and was taken back: ${(error as Error).message}`, { cause: error });
  }
}

const book = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                  VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum            VARCHAR(64) NOT NULL,
    finished_at         TIMESTAMPTZ,
    migration_name      VARCHAR(255) NOT NULL,
    logs                TEXT,
    rolled_back_at      TIMESTAMPTZ,
    started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`;
