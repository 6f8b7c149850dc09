import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { Agent, get } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { openSession, viewerOfSession, viewerOfToken } from "@/lib/auth/session";
import { filterLabels } from "@/lib/domain/customers/filter-labels";
import { listCustomers } from "@/lib/domain/customers/queries";
import { listCustomerRecords } from "@/lib/domain/customers/records";
import { customerList } from "@/lib/domain/customers/schema";
import { createToken } from "@/lib/domain/owner/people";
import { ownerPool } from "@/lib/platform/db/client";
import { Sequence } from "@/lib/platform/db/sequence";
import type { Wall } from "@/lib/platform/db/transaction";
import { allConnections } from "@/lib/testing/sent-statements";
import { median, quantile } from "./measure";
import { viewerNamed } from "./people";
import { conclude, shortened, table, type Bar } from "./report";

const root = fileURLToPath(new URL("..", import.meta.url));
const next = join(root, "node_modules/next/dist/bin/next");
const connections = 16;

type Target = { name: string; url: string; headers: Record<string, string>; server: ChildProcess };
/** Of each round: requests a second, and the server's own milliseconds a request; of each request: how long it took. */
type Load = { rates: number[]; times: number[]; work: number[] };

/**
 * Our list over REST and as a page against bare Next, sixteen connections each (bar 14). The floor sends the statements of the very same
 * request by the same few lines over the driver, and shows the same rows in the same cells. So what is compared is all that the portal
 * adds: sign-in, rights, checks of the input; and on the page the frame with menu and search, filters, columns, paging and their scripts.
 * The floor's table is one client component of plain elements without classes, the quicker of the two ways to write it.
 */
export async function benchHttp(): Promise<void> {
  const requests = Number(process.argv[3] ?? 1600);
  const viewer = await viewerNamed("reseller");
  const [port, barePort] = [await freePort(), await freePort()];
  const { token } = await createToken({ email: viewer.facts.email, name: `bench ${process.pid}`, expiresAt: null, permissions: [] });
  const session = await openSession(viewer.facts.userId, { ip: null, device: "bench" });
  const bareEnv = { BARE_DIST: join("..", "..", "node_modules", ".portico-bare"), BARE_STATEMENTS: JSON.stringify(await statementsOf({ token, session })) };
  const production = { ...process.env, ...bareEnv, NODE_ENV: "production" } as const;
  await finished(spawn(process.execPath, [next, "build", join(root, "bench/bare")], { env: production, stdio: "ignore" }));
  const bareServer = spawn(process.execPath, [next, "start", join(root, "bench/bare"), "-H", "127.0.0.1", "-p", String(barePort)], { env: production, stdio: "ignore" });
  const ourServer = spawn(process.execPath, [join(root, "bin/start/serve.mjs")], {
    cwd: root,
    env: { ...process.env, PORT: String(port), HOST: "127.0.0.1", PORTAL_URL: `http://127.0.0.1:${port}`, NODE_ENV: "production" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  try {
    const [bare, ours] = [`http://127.0.0.1:${barePort}`, `http://127.0.0.1:${port}`];
    const targets: Target[] = [
      { name: "bare handler", url: `${bare}/list`, headers: {}, server: bareServer },
      { name: "our handler", url: `${ours}/api/v1/customers?limit=50`, headers: { authorization: `Bearer ${token}` }, server: ourServer },
      { name: "bare page", url: bare, headers: {}, server: bareServer },
      { name: "our page", url: `${ours}/customers`, headers: { cookie: `portico.session=${session}` }, server: ourServer },
    ];
    for (const target of targets) await answers(target);
    conclude("http", await compare(targets, requests));
  } finally {
    await Promise.all([bareServer, ourServer].map(stopped));
    await ownerPool().query("DELETE FROM api_tokens WHERE name = $1", [`bench ${process.pid}`]);
    await ownerPool().query("DELETE FROM sessions WHERE device = 'bench'");
  }
}

type Statement = { text: string; values: unknown[]; wall?: Wall };

/** The wall that goes ahead of a statement, as it was sent. */
function wallOf([raised]: Sequence["ahead"]): Wall {
  const [all, scopes, atoms] = raised!.values as [string, string, string];
  return { all: all === "on", scopes: scopes.slice(1, -1).split(",").filter(Boolean).map(Number), atoms };
}

/** The statements of one request, as a server sends them that knows the person already; those behind the second wall with their wall. */
async function sentBy(request: () => Promise<unknown>): Promise<Statement[]> {
  await request();
  const sent: Statement[] = [];
  const prototype = allConnections();
  const { query } = prototype;
  const listen = function (this: pg.Client, ...args: unknown[]) {
    const { text, values = [] } = args[0] as Partial<Statement>;
    if (text === undefined) throw new Error("The request sent a statement that the floor cannot send.");
    sent.push({ text, values, ...(args[0] instanceof Sequence ? { wall: wallOf(args[0].ahead) } : {}) });
    return (query as (...args: unknown[]) => unknown).apply(this, args);
  };
  prototype.query = listen as typeof query;
  try {
    await request();
  } finally {
    prototype.query = query;
  }
  if (sent.length === 0) throw new Error("No statement was seen: the floor would read nothing.");
  return sent;
}

const nobody = { ip: null, device: null };

async function statementsOf({ token, session }: { token: string; session: string }) {
  const list = await sentBy(async () => listCustomerRecords((await viewerOfToken(token, nobody))!, customerList.parse({})));
  const page = await sentBy(async () => {
    const viewer = (await viewerOfSession(session, nobody))!;
    return [await listCustomers(viewer, customerList.parse({})), await filterLabels(viewer, customerList.parse({}))];
  });
  return { list, page };
}

const rounds = 16;

/** Rounds take turns and are compared one by one: what keeps the machine busy for a while falls on both sides of a ratio. */
async function compare(targets: readonly Target[], requests: number): Promise<Bar[]> {
  const loads = new Map<string, Load>(targets.map(({ name }) => [name, { rates: [], times: [], work: [] }]));
  for (const target of targets) await load(target, requests / 4); // warm
  for (let round = 0; round < rounds; round++) {
    for (const target of round % 2 === 0 ? targets : targets.toReversed()) {
      const { rates, times, work } = await load(target, requests / rounds);
      const sum = loads.get(target.name)!;
      sum.rates.push(...rates);
      sum.times.push(...times);
      sum.work.push(...work);
    }
  }
  const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b);
  const all = (name: string) => sorted(loads.get(name)!.times);
  table(
    [`${connections} connections`, "a second", "median ms", "p99 ms", "server's own ms"],
    [...loads].map(([name, { rates, work }]) => [name, median(sorted(rates)), quantile(all(name), 0.5), quantile(all(name), 0.99), median(sorted(work))]),
  );
  const ratios = (mine: readonly number[], floor: readonly number[]) => median(sorted(mine.map((value, at) => value / floor[at]!)));
  return (["handler", "page"] as const).flatMap((kind) => {
    const [mine, floor] = [loads.get(`our ${kind}`)!, loads.get(`bare ${kind}`)!];
    const speed = ratios(mine.rates, floor.rates);
    const tail = quantile(all(`our ${kind}`), 0.99) / quantile(all(`bare ${kind}`), 0.99);
    const least = kind === "handler" ? 0.9 : 0.8;
    return [
      { bar: `14 ${kind}`, goal: `>= ${least}x bare Next`, measured: `${shortened(speed)}x (own time ${shortened(ratios(floor.work, mine.work))}x)`, holds: speed >= least },
      { bar: `14 ${kind}, p99`, goal: "<= 1.3x bare Next", measured: `${shortened(tail)}x`, holds: tail <= 1.3 },
    ];
  });
}

/** Milliseconds of processor time that a process has had, where the system tells; what others do on the machine is not in it. */
function workOf({ pid }: ChildProcess): number {
  if (process.platform !== "linux") return NaN;
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

async function load(target: Target, requests: number): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  let left = requests;
  const [began, worked] = [performance.now(), workOf(target.server)];
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
  return { rates: [(times.length * 1000) / (performance.now() - began)], times, work: [(workOf(target.server) - worked) / times.length] };
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
