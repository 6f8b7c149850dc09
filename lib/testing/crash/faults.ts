import { setTimeout as sleep } from "node:timers/promises";
import { aCustomer, askingWhile, backAfter, type Asked } from "./asking";
import { onDatabase, withStand, type Stand } from "./stand";

export type FaultReport = {
  name: string;
  requests: number;
  /** The longest that a request took, in milliseconds; of health by itself. */
  longest: number;
  longestHealth: number;
  /** Answers by status; 0 is none. */
  statuses: Record<number, number>;
  /** Milliseconds after the fault until requests ended well again. */
  back: number;
  /** Transactions left open and idle for long, ten seconds after it. */
  leaked: number;
  /** Errors of the server that nobody caught. */
  uncaught: number;
};

type FaultCase = { name: string; run: (stand: Stand, seconds: number, customers: readonly number[]) => Promise<void> };

async function during(begin: () => void, seconds: number, end: () => void): Promise<void> {
  begin();
  await sleep(seconds * 1000);
  end();
}

const cases: FaultCase[] = [
  {
    name: "database held still",
    run: async ({ freezeDatabase }, seconds) => {
      const thaw = await freezeDatabase();
      await sleep(seconds * 1000);
      thaw();
    },
  },
  { name: "line late by 400 ms", run: ({ wire }, seconds) => during(() => wire.set({ kind: "delay", milliseconds: 400 }), seconds, () => wire.set({ kind: "none" })) },
  { name: "line drips", run: ({ wire }, seconds) => during(() => wire.set({ kind: "drip", bytes: 64, milliseconds: 20 }), seconds, () => wire.set({ kind: "none" })) },
  { name: "line silent", run: ({ wire }, seconds) => during(() => wire.set({ kind: "hold" }), seconds, () => wire.set({ kind: "none" })) },
  {
    name: "connections cut",
    run: async ({ wire }, seconds) => {
      const timer = setInterval(wire.cut, 250);
      await sleep(seconds * 1000);
      clearInterval(timer);
    },
  },
  { name: "a row locked by somebody", run: ({ databaseUrl }, seconds, [customer]) => holdRow(databaseUrl, customer!, seconds) },
  { name: "connections ended by the database", run: ({ databaseUrl }, seconds) => endConnections(databaseUrl, seconds) },
];

/** Makes one thing after the other bad between portal and database, under requests (reliability.md, B24 and B25). Needs a production build. */
export async function faultsUnderLoad(seconds: number, only: (name: string) => boolean = () => true): Promise<FaultReport[]> {
  return withStand(async (stand) => {
    const customers = [await aCustomer(stand), await aCustomer(stand)];
    const reports: FaultReport[] = [];
    for (const each of cases.filter(({ name }) => only(name))) reports.push(await underLoad(stand, each, { seconds, customers }));
    return reports;
  });
}

const settling = 12_000;

async function underLoad(stand: Stand, { name, run }: FaultCase, { seconds, customers }: { seconds: number; customers: readonly number[] }): Promise<FaultReport> {
  const before = uncaughtIn(stand.said());
  let [over, leaked] = [0, 0];
  const asked = await askingWhile(stand, customers, async () => {
    await run(stand, seconds, customers);
    over = performance.now();
    await sleep(settling);
    leaked = await openTransactions(stand.databaseUrl);
  });
  return { name, ...figuresOf(asked), back: backAfter(asked, over), leaked, uncaught: uncaughtIn(stand.said()) - before };
}

const uncaughtIn = (text: string) => text.match(/uncaughtException|unhandledRejection/g)?.length ?? 0;

function figuresOf(asked: readonly Asked[]) {
  const statuses: Record<number, number> = {};
  for (const { status } of asked) statuses[status] = (statuses[status] ?? 0) + 1;
  const longest = (list: readonly Asked[]) => Math.max(0, ...list.map(({ took }) => took));
  return { requests: asked.length, statuses, longest: longest(asked.filter(({ what }) => what !== "health")), longestHealth: longest(asked.filter(({ what }) => what === "health")) };
}

const openTransactions = (databaseUrl: string) =>
  onDatabase(databaseUrl, async (client) => {
    const { rows } = await client.query<{ n: number }>(
      "SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%' AND state_change < now() - interval '2 seconds'",
    );
    return rows[0]!.n;
  });

const holdRow = (databaseUrl: string, customer: number, seconds: number) =>
  onDatabase(databaseUrl, async (client) => {
    await client.query("BEGIN");
    await client.query("SELECT 1 FROM customers WHERE id = $1 FOR UPDATE", [customer]);
    await sleep(seconds * 1000);
    await client.query("ROLLBACK");
  });

const endConnections = (databaseUrl: string, seconds: number) =>
  onDatabase(databaseUrl, async (client) => {
    for (const until = performance.now() + seconds * 1000; performance.now() < until; await sleep(200)) {
      await client.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() ORDER BY random() LIMIT 3");
    }
  });
