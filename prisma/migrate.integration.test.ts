import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { expect, onTestFinished, test, vi } from "vitest";
import { query, scratchDatabase } from "@/lib/testing/scratch-database";
import { readSchema, startEngine } from "./engine.ts";
import { migrate, MigrationRefused, pendingMigrations, readMigrations } from "./migrate.ts";

const prismaFolder = fileURLToPath(new URL(".", import.meta.url));
const ownMigrations = join(prismaFolder, "migrations");

/** A folder of migrations as the test wants it. */
function folderOf(migrations: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "portico-migrations-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, sql] of Object.entries(migrations)) write(folder, name, sql);
  return folder;
}

function write(folder: string, name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, "migration.sql"), sql);
}

const tablesOf = async (url: string) => {
  const rows = await query<{ tablename: string }>(
    url,
    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
  );
  return rows.map(({ tablename }) => tablename).filter((name) => name !== "_prisma_migrations");
};

/** Migrates in a process of its own, which can be killed. */
function migrateElsewhere(url: string, folder: string) {
  const migrations = new URL("migrate.ts", import.meta.url).href;
  const program = `const { migrate } = await import(${JSON.stringify(migrations)}); await migrate(${JSON.stringify(url)}, { folder: ${JSON.stringify(folder)} });`;
  return spawn(process.execPath, ["--input-type=module", "--eval", program], { stdio: "ignore" });
}

const gate = 4711;
const waitAtGate = `SELECT pg_advisory_xact_lock(${gate});`;
const statements = ["CREATE TABLE first (id int);", "CREATE TABLE second (id int);", "INSERT INTO first VALUES (1);"];

test.for([0, 1, 2, 3])(
  "killed after statement %i, the migration leaves nothing, and a rerun completes",
  async (position) => {
    const url = await scratchDatabase();
    const sql = [...statements.slice(0, position), waitAtGate, ...statements.slice(position)].join("\n");
    const folder = folderOf({ "1_base": "CREATE TABLE base (id int);", "2_halfway": sql });
    const holder = new Client({ connectionString: url });
    await holder.connect();
    await holder.query("SELECT pg_advisory_lock($1)", [gate]);

    const process = migrateElsewhere(url, folder);
    const isWaiting = () =>
      query(url, "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = $1", [gate]);
    await vi.waitFor(async () => expect(await isWaiting()).toHaveLength(1), { timeout: 15_000 });
    process.kill("SIGKILL");
    await once(process, "exit");
    await holder.end();

    await expect(migrate(url, { folder })).resolves.toEqual(["2_halfway"]);
    expect(await tablesOf(url)).toEqual(["base", "first", "second"]);
    expect(await query(url, "SELECT count(*)::int AS count FROM first")).toEqual([{ count: 1 }]);
    expect(await migrate(url, { folder })).toEqual([]);
  },
);

test("a migration that fails is taken back whole, and the ones before it stay", async () => {
  const url = await scratchDatabase();
  const folder = folderOf({
    "1_good": "CREATE TABLE good (id int);",
    "2_bad": "CREATE TABLE half (id int); SELECT 1 / 0;",
  });

  await expect(migrate(url, { folder })).rejects.toThrow("Migration 2_bad failed and was taken back: division by zero");

  expect(await tablesOf(url)).toEqual(["good"]);
  expect(await pendingMigrations(url, folder)).toEqual(["2_bad"]);
});

test("two that start at once apply each migration once", async () => {
  const url = await scratchDatabase();

  const answers = await Promise.all([migrate(url), migrate(url)]);

  expect(answers.flat()).toEqual(readMigrations(ownMigrations).map(({ name }) => name));
});

test("a database that is newer than the checkout is refused and left alone", async () => {
  const url = await scratchDatabase();
  const folder = folderOf({ "1_now": "CREATE TABLE now (id int);", "2_future": "CREATE TABLE future (id int);" });
  await migrate(url, { folder });
  rmSync(join(folder, "2_future"), { recursive: true });
  write(folder, "3_other", "CREATE TABLE other (id int);");

  const refusal = migrate(url, { folder });

  await expect(refusal).rejects.toThrow(MigrationRefused);
  await expect(refusal).rejects.toThrow("newer than this checkout: it has 2_future");
  expect(await tablesOf(url)).toEqual(["future", "now"]);
});

test("a migration that was changed after it had been applied is refused", async () => {
  const url = await scratchDatabase();
  const folder = folderOf({ "1_base": "CREATE TABLE base (id int);" });
  await migrate(url, { folder });
  write(folder, "1_base", "CREATE TABLE base (id bigint);");

  await expect(migrate(url, { folder })).rejects.toThrow("1_base was changed after it had been applied");
});

test("a migration may not end the transaction it runs in", async () => {
  const url = await scratchDatabase();
  const folder = folderOf({ "1_own": "BEGIN;\nCREATE TABLE base (id int);\nCOMMIT;" });

  await expect(migrate(url, { folder })).rejects.toThrow("has its own BEGIN or COMMIT");
});

test("Prisma's own engine finds nothing left to apply", async () => {
  const url = await scratchDatabase();
  await migrate(url);
  const engine = await startEngine(await readSchema(prismaFolder), url);
  onTestFinished(() => engine.free());

  const answer = await engine.applyMigrations({
    migrationsList: {
      baseDir: ownMigrations,
      lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"' },
      migrationDirectories: readMigrations(ownMigrations).map(({ name, sql }) => ({
        path: name,
        migrationFile: { path: "migration.sql", content: { tag: "ok", value: sql } },
      })),
      shadowDbInitScript: "",
    },
    filters: { externalTables: [], externalEnums: [] },
  });

  expect(answer.appliedMigrationNames).toEqual([]);
});

test("a database that was restored without the rights of the role that requests run as is refused, and told what to do", async () => {
  const url = await scratchDatabase();
  await migrate(url);
  expect(await migrate(url)).toEqual([]);

  await query(url, "REVOKE SELECT ON customers FROM portico_app");
  await expect(migrate(url)).rejects.toThrow(/restored without the role portico_app.*Then restore the backup again into an empty database/);
  await query(url, "GRANT SELECT ON customers TO portico_app");
  expect(await migrate(url)).toEqual([]);

  await query(url, "DROP POLICY customers_seen ON customers; DROP POLICY customers_created ON customers; DROP POLICY customers_changed ON customers");
  await expect(migrate(url)).rejects.toThrow(MigrationRefused);
});
