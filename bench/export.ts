import { to } from "pg-copy-streams";
import type { Viewer } from "@/lib/access/viewer";
import { exportCustomers } from "@/lib/domain/customers/export";
import { customerList } from "@/lib/domain/customers/schema";
import { ownerPool } from "@/lib/platform/db/client";
import { viewerNamed, type Archetype } from "./people";
import { conclude, table, type Bar } from "./report";

type Run = { rows: number; megabytes: number; seconds: number; firstByte: number; above: number };

const people: readonly Archetype[] = ["admin", "reseller", "territory30", "mixed", "narrowed"];

/** The export against raw COPY of the same columns, read in the same process: speed, memory above idle, first byte (bar 11). */
export async function benchExport(): Promise<void> {
  const reader = await viewerNamed("territory30");
  const lines: (string | number)[][] = [];
  const runs: { name: string; run: Run; share: number }[] = [];
  await measured(rawCopy);
  await measured(() => exported(reader));
  for (const name of people) {
    const viewer = await viewerNamed(name);
    const raw = await measured(rawCopy);
    const run = await measured(() => exported(viewer));
    const share = run.rows / run.seconds / (raw.rows / raw.seconds);
    runs.push({ name, run, share });
    lines.push([name, run.rows, run.megabytes, run.seconds, raw.seconds, share, run.firstByte, run.above, raw.above]);
  }
  table(["export", "rows", "MB", "s", "raw COPY s", "share of its rows/s", "first byte ms", "MB above idle", "raw above"], lines);
  const whole = runs[0]!;
  const slowest = Math.max(...runs.map(({ run }) => run.firstByte));
  const largest = Math.max(...runs.map(({ run }) => run.above));
  const bars: Bar[] = [
    { bar: "11 speed", goal: ">= 0.3x raw COPY", measured: `${whole.share.toFixed(2)}x`, holds: whole.share >= 0.3 },
    { bar: "11 memory", goal: "<= 32 MB above idle", measured: `${largest.toFixed(0)} MB`, holds: largest <= 32 },
    { bar: "11 first byte", goal: "<= 100 ms", measured: `${slowest.toFixed(0)} ms`, holds: slowest <= 100 },
  ];
  conclude("export", bars);
}

async function* rawCopy(): AsyncGenerator<Uint8Array> {
  const client = await ownerPool().connect();
  try {
    yield* client.query(
      to("COPY (SELECT name, key, organization_id, territory_id, account_manager_id, status, updated_at FROM customers WHERE archived_at IS NULL) TO STDOUT (FORMAT csv)"),
    ) as AsyncIterable<Uint8Array>;
  } finally {
    client.release();
  }
}

async function* exported(viewer: Viewer): AsyncGenerator<Uint8Array> {
  yield* await exportCustomers(viewer, customerList.parse({}));
}

const megabyte = 1024 * 1024;

async function measured(start: () => AsyncGenerator<Uint8Array>): Promise<Run> {
  globalThis.gc?.();
  const idle = process.memoryUsage.rss();
  let [peak, size, rows, firstByte] = [idle, 0, 0, 0];
  const began = performance.now();
  for await (const part of start()) {
    firstByte ||= performance.now() - began;
    size += part.byteLength;
    for (let at = part.indexOf(10); at >= 0; at = part.indexOf(10, at + 1)) rows++;
    peak = Math.max(peak, process.memoryUsage.rss());
  }
  const seconds = (performance.now() - began) / 1000;
  return { rows, megabytes: size / megabyte, seconds, firstByte, above: (peak - idle) / megabyte };
}
