import { spawn, type ChildProcess } from "node:child_process";
import { Agent, get } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { openSession, viewerOfToken } from "@/lib/auth/session";
import { listCustomers } from "@/lib/domain/customers/queries";
import { customerList } from "@/lib/domain/customers/schema";
import { createToken } from "@/lib/domain/owner/people";
import { env } from "@/lib/platform/env";
import { ownerPool } from "@/lib/platform/db/client";
import { quantile } from "./measure";
import { viewerNamed } from "./people";
import { conclude, shortened, table, type Bar } from "./report";

const root = fileURLToPath(new URL("..", import.meta.url));
const next = join(root, "node_modules/next/dist/bin/next");
const connections = 16;

type Target = { name: string; url: string; headers: Record<string, string> };
type Load = { perSecond: number; times: number[] };

/** Our list over REST and as a page against bare Next with the same statements and rows, sixteen connections each (bar 14). */
export async function benchHttp(): Promise<void> {
  const requests = Number(process.argv[3] ?? 800);
  const viewer = await viewerNamed("reseller");
  const [port, barePort] = [await freePort(), await freePort()];
  const { token } = await createToken({ email: viewer.facts.email, name: `bench ${process.pid}`, expiresAt: null, permissions: [] });
  const statements = await sentFor(token);
  const bareEnv = { BARE_DIST: join("..", "..", "node_modules", ".portico-bare"), BARE_STATEMENTS: JSON.stringify(statements), DATABASE_URL: env().DATABASE_URL };
  await finished(spawn(process.execPath, [next, "build", join(root, "bench/bare")], { env: { ...process.env, ...bareEnv, NODE_ENV: "production" }, stdio: "ignore" }));
  const servers = [
    spawn(process.execPath, [next, "start", join(root, "bench/bare"), "-H", "127.0.0.1", "-p", String(barePort)], { env: { ...process.env, ...bareEnv, NODE_ENV: "production" }, stdio: "ignore" }),
    spawn(process.execPath, [join(root, "bin/start/serve.mjs")], {
      cwd: root,
      env: { ...process.env, PORT: String(port), HOST: "127.0.0.1", PORTAL_URL: `http://127.0.0.1:${port}`, NODE_ENV: "production" },
      stdio: ["ignore", "ignore", "inherit"],
    }),
  ];
  try {
    const session = await openSession(viewer.facts.userId, { ip: null, device: "bench" });
    const [bare, ours] = [`http://127.0.0.1:${barePort}`, `http://127.0.0.1:${port}`];
    const targets: Target[] = [
      { name: "bare handler", url: `${bare}/list`, headers: {} },
      { name: "our handler", url: `${ours}/api/v1/customers?limit=50`, headers: { authorization: `Bearer ${token}` } },
      { name: "bare page", url: bare, headers: {} },
      { name: "our page", url: `${ours}/customers`, headers: { cookie: `portico.session=${session}` } },
    ];
    for (const target of targets) await answers(target);
    conclude("http", await compare(targets, requests));
  } finally {
    await Promise.all(servers.map(stopped));
    await ownerPool().query("DELETE FROM api_tokens WHERE name = $1", [`bench ${process.pid}`]);
    await ownerPool().query("DELETE FROM sessions WHERE device = 'bench'");
  }
}

type Statement = { name?: string; text: string; values?: unknown[] };

/** The statements of one request for the list, as a server sends them that knows the person already. */
async function sentFor(token: string): Promise<Statement[]> {
  const request = async () => listCustomers((await viewerOfToken(token, { ip: null, device: null }))!, customerList.parse({ limit: "50" }));
  await request();
  const sent: Statement[] = [];
  const { query } = pg.Client.prototype;
  const listen = function (this: pg.Client, ...args: unknown[]) {
    const [statement, values] = args as [string | Statement, unknown[] | undefined];
    sent.push(typeof statement === "string" ? { text: statement, ...(Array.isArray(values) ? { values } : {}) } : { text: statement.text, ...(statement.name ? { name: statement.name } : {}), values: statement.values ?? [] });
    return (query as (...args: unknown[]) => unknown).apply(this, args);
  };
  pg.Client.prototype.query = listen as typeof query;
  try {
    await request();
  } finally {
    pg.Client.prototype.query = query;
  }
  return sent;
}

async function compare(targets: readonly Target[], requests: number): Promise<Bar[]> {
  const loads = new Map<string, Load>(targets.map(({ name }) => [name, { perSecond: 0, times: [] }]));
  for (const target of targets) await load(target, requests / 4); // warm
  const rounds = 4;
  for (let round = 0; round < rounds; round++) {
    for (const target of round % 2 === 0 ? targets : targets.toReversed()) {
      const { perSecond, times } = await load(target, requests);
      const sum = loads.get(target.name)!;
      sum.perSecond += perSecond / rounds;
      sum.times.push(...times);
    }
  }
  for (const { times } of loads.values()) times.sort((a, b) => a - b);
  table(
    [`${connections} connections`, "a second", "median ms", "p99 ms"],
    [...loads].map(([name, { perSecond, times }]) => [name, perSecond, quantile(times, 0.5), quantile(times, 0.99)]),
  );
  return (["handler", "page"] as const).flatMap((kind) => {
    const [mine, floor] = [loads.get(`our ${kind}`)!, loads.get(`bare ${kind}`)!];
    const speed = mine.perSecond / floor.perSecond;
    const tail = quantile(mine.times, 0.99) / quantile(floor.times, 0.99);
    const least = kind === "handler" ? 0.9 : 0.8;
    return [
      { bar: `14 ${kind}`, goal: `>= ${least}x bare Next`, measured: `${shortened(speed)}x`, holds: speed >= least },
      { bar: `14 ${kind}, p99`, goal: "<= 1.3x bare Next", measured: `${shortened(tail)}x`, holds: tail <= 1.3 },
    ];
  });
}

async function load(target: Target, requests: number): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  let left = requests;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (left-- > 0) {
        const start = performance.now();
        await once(target, agent);
        times.push(performance.now() - start);
      }
    }),
  );
  agent.destroy();
  return { perSecond: (times.length * 1000) / (performance.now() - began), times };
}

/** One request, read to its end. Throws unless it answers 200 with fifty rows' worth of text. */
function once({ name, url, headers }: Target, agent?: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { headers, ...(agent ? { agent } : {}) }, (response) => {
      let size = 0;
      response.on("data", (chunk: Buffer) => (size += chunk.length));
      response.on("error", reject);
      response.on("end", () => (response.statusCode === 200 && size > 2000 ? resolve() : reject(new Error(`${name} answered ${response.statusCode} with ${size} bytes.`))));
    }).on("error", reject);
  });
}

async function answers(target: Target): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await once(target);
    } catch (error) {
      if (attempt > 100) throw error;
      await sleep(200);
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

async function finished(child: ChildProcess): Promise<void> {
  const code = await new Promise((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new Error("Bare Next could not be built.");
}

async function stopped(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await Promise.race([ended, sleep(5000)]);
  child.kill("SIGKILL");
}
