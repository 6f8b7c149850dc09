import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { scopesOf } from "@/lib/access/decide";
import { loadFacts } from "@/lib/domain/access/facts";
import { guardColumns } from "@/lib/domain/access/guard";
import { planList } from "@/lib/domain/customers/list/plan";
import { pageStatement } from "@/lib/domain/customers/list/statement";
import { ownerPool, pool } from "@/lib/platform/db/client";
import { firstRow, rows } from "@/lib/platform/db/connect";
import sql from "sql-template-tag";
import { interleaved, median, ratio } from "./measure";
import { viewerNamed } from "./people";
import { conclude, shortened, table, type Bar } from "./report";
import { makeStage, type Kind } from "./revoke-stage";

type Answer = { userId: number; customerId: number; isAllowed: boolean; isListed: boolean };

/** Another server process: it remembers rights as servers do, and answers whether a person may open a customer, and lists it. */
class Server {
  private constructor(private readonly child: ChildProcess) {}

  static async start(): Promise<Server> {
    const child = fork(fileURLToPath(new URL("revoke-server.ts", import.meta.url)), { execArgv: process.execArgv });
    await once(child, "message");
    return new Server(child);
  }

  async ask(userId: number, customerId: number): Promise<Answer> {
    const answered = once(this.child, "message");
    this.child.send({ userId, customerId });
    return ((await answered) as [Answer])[0];
  }

  stop(): void {
    this.child.disconnect();
  }
}

/** Changes rights and asks two other processes at once after each: what was taken is gone with the next question, what was given is there (bar 9). */
export async function benchRevoke(): Promise<void> {
  const tries = 2 * Math.ceil(Number(process.argv[3] ?? 1000) / 2); // ends with what was there in the beginning
  const servers = await Promise.all([Server.start(), Server.start()]);
  const stage = await makeStage();
  const bars: Bar[] = [];
  const lines: (string | number)[][] = [];
  try {
    for (const kind of stage.kinds) {
      const { misses, took } = await tryOut(kind, servers, tries);
      lines.push([kind.name, tries, misses, median(took)]);
      bars.push({ bar: `9 ${kind.name}`, goal: "0 misses", measured: `${misses} of ${tries * 2}`, holds: misses === 0 });
    }
    table(["change of rights", "tries", "misses in two processes", "change and both answers, ms"], lines);
    bars.push(...(await guardCost()));
    conclude("revoke", bars);
  } finally {
    servers.forEach((server) => server.stop());
    await stage.clear();
  }
}

async function tryOut({ take, give, userId, customerId }: Kind, servers: readonly Server[], tries: number): Promise<{ misses: number; took: number[] }> {
  const took: number[] = [];
  let misses = 0;
  for (let round = 0; round < tries; round++) {
    const isGiven = round % 2 === 1;
    const began = performance.now();
    await (isGiven ? give() : take());
    const answers = await Promise.all(servers.map((server) => server.ask(userId, customerId)));
    took.push(performance.now() - began);
    misses += answers.filter(({ isAllowed, isListed }) => isAllowed !== isGiven || isListed !== isGiven).length;
  }
  return { misses, took: took.sort((a, b) => a - b) };
}

/** What knowing of changes costs a request: the statement that reads the session, with the guard and without, beside the page itself. */
async function guardCost(): Promise<Bar[]> {
  const bare = () => firstRow(pool(), sql`SELECT s.id FROM sessions s WHERE s.token_hash = 'nobody'`);
  const guarded = () => firstRow(pool(), sql`SELECT s.id, ${guardColumns()} FROM sessions s RIGHT JOIN (SELECT 1) one ON s.token_hash = 'nobody'`);
  const names = ["groups1", "groups200"] as const;
  const people = await Promise.all(names.map(async (name) => ({ name, viewer: await viewerNamed(name) })));
  const trials = await Promise.all(people.map(async ({ name, viewer }) => {
    const { arms } = await planList(scopesOf(viewer.access, "customers.list")!, { filters: {} });
    const page = () => rows(ownerPool(), pageStatement(arms, { sort: "name", direction: "asc", after: null, limit: 51, states: [1, 2] }));
    return [
      { name: `${name} page`, run: async () => (await bare(), await page()) },
      { name: `${name} page with guard`, run: async () => (await guarded(), await page()) },
      { name: `${name} rights read anew`, run: () => loadFacts(pool(), viewer.facts.userId) },
    ];
  }));
  const times = await interleaved(trials.flat(), 400, 30);
  table(["request", "ms"], [...times].map(([name, list]) => [name, median(list)]));
  return names.map((name) => {
    const value = ratio(times, `${name} page with guard`, `${name} page`);
    return { bar: `9 guard, ${name}`, goal: "<= 1.1x the page", measured: `${shortened(value)}x`, holds: value <= 1.1 };
  });
}
