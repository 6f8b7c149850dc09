import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSession } from "@/lib/auth/session";
import { ownerPool } from "@/lib/platform/db/client";
import { env } from "@/lib/platform/env";
import { hashPassword } from "@/lib/platform/password";
import { hashToken, newToken } from "@/lib/platform/token";
import { loadDemo } from "@/lib/testing/demo/load";
import { personas } from "@/lib/testing/demo/personas";
import { mixedLoad, type Cast } from "@/lib/testing/mixed-load";
import { freePort } from "../bin/database/ports.ts";
import { startWebServer } from "../bin/start/web-server.ts";
import { quantile } from "./measure";
import { conclude, shortened, table } from "./report";

/** `heap` is what is left in use after the garbage was thrown away, as of the last minute; null before the first. */
type Sample = { minute: number; rss: number; heap: number | null; handles: number; connections: number };

const password = "portico demo 2026";
const mega = 1024 * 1024;

/** By this name the database knows the server that is watched; the load and this program have connections of their own. */
const watched = "portico soak";

/** The server under an hour of mixed load: memory, handles, connections, and errors that nobody caught (reliability.md, B42). Linux. */
export async function benchSoak(): Promise<void> {
  const [minutes, perSecond] = [Number(process.argv[3] ?? 60), Number(process.argv[4] ?? 15)];
  const { rowCount } = await ownerPool().query("SELECT 1 FROM organizations LIMIT 1");
  if (rowCount === 0) await loadDemo({ passwordHash: await hashPassword(password) });
  const folder = mkdtempSync(join(tmpdir(), "portico-soak-"));
  const output = openSync(join(folder, "server.log"), "w");
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const database = new URL(env().DATABASE_URL);
  database.searchParams.set("application_name", watched);
  const heapFile = join(folder, "heap.json");
  const probe = `--expose-gc --import ${new URL("heap-probe.mjs", import.meta.url).href}`;
  const web = await startWebServer({
    host: "127.0.0.1",
    port,
    env: { DATABASE_URL: database.href, AUTH_SECRET: env().AUTH_SECRET, PORTAL_URL: url, NODE_OPTIONS: probe, PORTICO_HEAP_FILE: heapFile },
    stdout: output,
  });
  try {
    const until = Date.now() + minutes * 60_000;
    const samples: Sample[] = [];
    const sampling = setInterval(() => void sample({ pid: web.pid, heapFile, began: until - minutes * 60_000 }).then((taken) => samples.push(taken)), 10_000);
    const load = await mixedLoad(await castOf(url), { perSecond, until });
    clearInterval(sampling);
    report(samples, load, errorsIn(readFileSync(join(folder, "server.log"), "utf8")));
  } finally {
    await web.stop();
    closeSync(output);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Sessions and tokens of people of all kinds, and customers to look at and edit. */
async function castOf(url: string): Promise<Cast> {
  const { rows: people } = await ownerPool().query<{ id: number }>("SELECT id FROM users WHERE email = ANY ($1) ORDER BY id", [personas.map(({ email }) => email)]);
  const { rows: customers } = await ownerPool().query<{ id: number }>("SELECT id FROM customers ORDER BY id LIMIT 500");
  const cookies = await Promise.all(people.map(async ({ id }) => `portico.session=${await openSession(id, { ip: null, device: "soak" })}`));
  const tokens = await Promise.all(people.map(({ id }) => tokenOf(id)));
  return { url, cookies, tokens, customers: customers.map(({ id }) => id), signIn: { email: personas[0]!.email, password } };
}

async function tokenOf(userId: number): Promise<string> {
  const token = newToken();
  await ownerPool().query("INSERT INTO api_tokens (token_hash, name, user_id) VALUES ($1, 'soak', $2)", [hashToken(token), userId]);
  return token;
}

type Watched = { pid: number; heapFile: string; began: number };

async function sample({ pid, heapFile, began }: Watched): Promise<Sample> {
  const rss = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) * 1024;
  const { rows } = await ownerPool().query<{ n: number }>("SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name IN ($1, 'portico jobs')", [watched]);
  const heap = existsSync(heapFile) ? (JSON.parse(readFileSync(heapFile, "utf8")) as { heapUsed: number }).heapUsed : null;
  return { minute: (Date.now() - began) / 60_000, rss, heap, handles: readdirSync(`/proc/${pid}/fd`).length, connections: rows[0]!.n };
}

const errorsIn = (log: string) => log.split("\n").filter((line) => /unhandledRejection|uncaughtException/.test(line));

/** Growth per hour by least squares over what comes after the warm-up. */
function slopeOf(samples: readonly Sample[], value: (sample: Sample) => number): number {
  const [x, y] = [samples.map(({ minute }) => minute / 60), samples.map(value)];
  const mean = (list: readonly number[]) => list.reduce((sum, each) => sum + each, 0) / list.length;
  const [mx, my] = [mean(x), mean(y)];
  return x.reduce((sum, each, at) => sum + (each - mx) * (y[at]! - my), 0) / x.reduce((sum, each) => sum + (each - mx) ** 2, 0);
}

function report(samples: readonly Sample[], { answers, times, skipped }: Awaited<ReturnType<typeof mixedLoad>>, errors: readonly string[]): void {
  const shown = samples.filter((_, at) => at % Math.ceil(samples.length / 15) === 0);
  table(["minute", "RSS, MB", "heap in use, MB", "handles", "connections"], shown.map(({ minute, rss, heap, handles, connections }) => [minute, rss / mega, heap === null ? "–" : heap / mega, handles, connections]));
  table(["request", "answers"], Object.entries(answers).map(([kind, byStatus]) => [kind, Object.entries(byStatus).map(([status, count]) => `${status}: ${count}`).join(", ")]));
  const settled = samples.slice(Math.floor(samples.length / 3));
  const slope = slopeOf(settled, ({ rss }) => rss / mega);
  const heapSlope = slopeOf(settled.filter(({ heap }) => heap !== null), ({ heap }) => heap! / mega);
  const odd = Object.values(answers).flatMap((byStatus) => Object.entries(byStatus).filter(([status]) => !/^([234]\d\d|null)$/.test(status)));
  const failures = odd.reduce((sum, [, count]) => sum + count, 0);
  const sorted = times.toSorted((a, b) => a - b);
  const [first, last] = [settled[0]!, settled.at(-1)!];
  conclude(
    "soak",
    [
      { bar: "B42 RSS slope after warm-up", goal: "< 5 MB/h", measured: `${shortened(slope)} MB/h`, holds: slope < 5 },
      { bar: "B42 heap in use after collection", goal: "< 5 MB/h", measured: `${shortened(heapSlope)} MB/h`, holds: heapSlope < 5 },
      { bar: "B42 handles", goal: "flat", measured: `${first.handles} to ${last.handles}`, holds: last.handles <= first.handles + 20 },
      { bar: "B42 connections", goal: "<= 25", measured: String(Math.max(...samples.map(({ connections }) => connections))), holds: samples.every(({ connections }) => connections <= 25) },
      { bar: "B42 errors nobody caught", goal: "0", measured: String(errors.length), holds: errors.length === 0 },
      { bar: "answers that are no answer", goal: "0", measured: `${failures} of ${times.length}`, holds: failures === 0 },
    ],
    { requests: times.length, skipped, p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99), rss: last.rss / mega },
  );
}
