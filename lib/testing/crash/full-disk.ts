import { execFileSync, spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmdirSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { embeddedUrl } from "../../../bin/database/embedded.ts";
import { freePort } from "../../../bin/database/ports.ts";
import { aCustomer, askingWhile, backAfter, type Asked, type Portal } from "./asking";
import { compared } from "./kill-and-compare";
import { furnished, onDatabase, ready } from "./stand";
import { writeUntil, type Journal } from "./writers";

/** What runs out of room: the tables, or the database's own log, without which it goes down until there is some. */
type Kind = "tables" | "log";

/** What was asked while the disk was full: answers by status (0 is none), and milliseconds until all was well after it was freed. */
export type Fill = { kind: Kind; reads: Record<number, number>; writes: Record<number, number>; health: Record<number, number>; back: number };

export type FullDiskReport = { acknowledged: number; lost: string[]; unlogged: string[]; faulty: string[]; fills: Fill[] };

export type FullDiskPlan = { megabytes: number; fills: number; seconds: number; writes: number };

type Disk = { folder: string; port: number; log: string };
type Place = Portal & { folder: string; databaseUrl: string; seconds: number; customers: readonly number[] };

/**
 * Starts the portal as `npm start` does, on a small disk of its own in memory, and fills that again and again under reads and writes; at the
 * end compares what was acknowledged with what is there, after a restart (reliability.md, B26). Needs a production build, Linux and
 * the right to mount.
 */
export async function fillDisk({ megabytes, fills, seconds, writes }: FullDiskPlan): Promise<FullDiskReport> {
  const folder = mkdtempSync(join(tmpdir(), "portico-disk-"));
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=0755`, "tmpfs", folder]);
  const disk = { folder, port: await freePort(), log: join(tmpdir(), `portico-disk-${process.pid}.log`) };
  let portal: Running | null = null;
  try {
    portal = await startPortal(disk);
    const url = `http://127.0.0.1:${disk.port}`;
    const databaseUrl = embeddedUrl(folder)!;
    const token = await furnished(databaseUrl);
    const customers = [await aCustomer({ url, token }), await aCustomer({ url, token })];
    const journal: Journal = { customers: [], acknowledged: 0, tried: 0 };
    const writing = Promise.all([1, 2, 3].map(() => writeUntil({ url, token }, "root", { most: writes * fills, journal })));
    const report: Fill[] = [];
    for (let at = 0; at < fills; at++) {
      while (journal.acknowledged < writes * at) await Promise.race([sleep(20), writing]);
      report.push(await underFullDisk({ url, token, folder, databaseUrl, seconds, customers }, at % 2 === 0 ? "tables" : "log"));
    }
    await writing;
    await portal.stop();
    portal = await startPortal(disk);
    return { acknowledged: journal.acknowledged, ...(await compared(databaseUrl, journal)), faulty: await faultyTables(databaseUrl), fills: report };
  } finally {
    await portal?.stop();
    execFileSync("umount", [folder]);
    rmdirSync(folder);
    rmSync(disk.log, { force: true });
  }
}

type Running = { stop: () => Promise<void> };

async function startPortal({ folder, port, log }: Disk): Promise<Running> {
  const output = openSync(log, "a");
  const url = `http://127.0.0.1:${port}`;
  const env = { ...process.env, DATABASE_URL: "", PORTAL_DATA: folder, PORT: String(port), HOST: "127.0.0.1", PORTAL_URL: url, PORTAL_DEMO: "0" };
  const child = spawn(process.execPath, ["bin/start.mjs"], { env, stdio: ["ignore", output, output] });
  closeSync(output);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const failed = ended.then(() => Promise.reject(new Error(`The portal did not start:\n${readFileSync(log, "utf8")}`)));
  await Promise.race([ready(url), failed]);
  failed.catch(() => undefined); // from now on its end is no failure
  return { stop: () => (child.kill("SIGTERM"), ended) };
}

async function underFullDisk({ url, token, folder, databaseUrl, seconds, customers }: Place, kind: Kind): Promise<Fill> {
  const ballast = join(folder, "ballast");
  let [full, freed] = [0, 0];
  const asked = await askingWhile({ url, token }, customers, async () => {
    await sleep(3000); // a portal at work: its connections are there
    fillUp(ballast);
    full = performance.now();
    if (kind === "log") await fillLog(databaseUrl);
    for (const end = full + seconds * 1000; performance.now() < end; await sleep(100)) fillUp(ballast);
    freed = performance.now();
    rmSync(ballast);
    await ready(url);
    await sleep(5000);
  });
  const statusesOf = (what: Asked["what"]) => {
    const statuses: Record<number, number> = {};
    for (const { status } of asked.filter((each) => each.what === what && each.at >= full && each.at <= freed)) statuses[status] = (statuses[status] ?? 0) + 1;
    return statuses;
  };
  return { kind, reads: statusesOf("read"), writes: statusesOf("write"), health: statusesOf("health"), back: backAfter(asked, freed) };
}

/** Writes on until there is not a page left. */
function fillUp(path: string): void {
  const file = openSync(path, "a");
  try {
    for (const size of [1 << 20, 1 << 14, 1 << 12]) writeWhileRoom(file, Buffer.alloc(size, 1));
  } finally {
    closeSync(file);
  }
}

function writeWhileRoom(file: number, block: Buffer): void {
  try {
    while (writeSync(file, block) === block.length);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
  }
}

/** Makes the database write to its log until it goes down for want of room. */
async function fillLog(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  client.on("error", () => undefined);
  await client.connect();
  try {
    for (;;) await client.query("SELECT pg_logical_emit_message(false, 'portico', repeat('x', 1000000))");
  } catch {
    await client.end().catch(() => undefined);
  }
}

/** Tables of which some row cannot be read, and faults of the projection. */
function faultyTables(databaseUrl: string): Promise<string[]> {
  return onDatabase(databaseUrl, async (client) => {
    const { rows: tables } = await client.query<{ name: string }>("SELECT format('%I', tablename) AS name FROM pg_tables WHERE schemaname = 'public'");
    const faulty: string[] = [];
    for (const { name } of tables) await client.query(`SELECT count(t::text) FROM ${name} t`).catch((error: Error) => faulty.push(`${name}: ${error.message}`));
    const { rows: faults } = await client.query<{ fault: string }>("SELECT p::text AS fault FROM projection_faults p");
    return [...faulty, ...faults.map(({ fault }) => fault)];
  });
}
