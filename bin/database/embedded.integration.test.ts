import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { query } from "@/lib/testing/scratch-database";
import { databaseName, embeddedUrl, startEmbedded, throwaway } from "./embedded.ts";
import type { Server } from "./server.ts";

// What a killed process has written stays with the system: losing power is not what is tested here.
const small = { settings: { ...throwaway, synchronous_commit: "on", shared_buffers: "16MB" } };

function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "portico-embedded-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function start(folder: string): Promise<Server> {
  const server = await startEmbedded(folder, small);
  onTestFinished(() => server.stop());
  return server;
}

const lockFile = (folder: string) => join(folder, "postgres", "postmaster.pid");

test("killed without warning, the server starts again at once with what was acknowledged", async () => {
  const folder = dataFolder();
  const first = await start(folder);
  await query(first.url(databaseName), "CREATE TABLE kept AS SELECT 7 AS value");
  process.kill(first.pid, "SIGKILL");
  await first.ended;
  expect(existsSync(lockFile(folder))).toBe(true);

  const second = await start(folder);

  expect(await query(second.url(databaseName), "SELECT value FROM kept")).toEqual([{ value: 7 }]);
  expect(second.url(databaseName)).toBe(first.url(databaseName));
});

test("a server that outlived its keeper is ended, and a new one takes its place", async () => {
  const folder = dataFolder();
  const orphan = await start(folder);

  const server = await start(folder);
  await orphan.ended;

  expect(server.pid).not.toBe(orphan.pid);
  expect(await query(server.url(databaseName), "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("a lock file whose number now belongs to another program does not keep the server from starting", async () => {
  const folder = dataFolder();
  await (await start(folder)).stop();
  writeFileSync(lockFile(folder), `${process.pid}\n${join(folder, "postgres")}\n`);

  const server = await start(folder);

  expect(readFileSync(lockFile(folder), "utf8")).toMatch(new RegExp(`^${server.pid}\n`));
});

test("the password is random, for the owner's eyes only, and needed", async () => {
  const folder = dataFolder();
  const server = await start(folder);
  const wrong = server.url(databaseName).replace(/:[0-9a-f]+@/, ":guess@");

  await expect(query(wrong, "SELECT 1")).rejects.toThrow("password authentication failed");
  expect(statSync(join(folder, "postgres-password")).mode & 0o777).toBe(0o600);
  expect(embeddedUrl(folder)).toBe(server.url(databaseName));
});
