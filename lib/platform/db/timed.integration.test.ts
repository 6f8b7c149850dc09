import { AsyncLocalStorage } from "node:async_hooks";
import { afterEach, beforeAll, afterAll, beforeEach, expect, test } from "vitest";
import { apart, mayTakeLong, wholeRequest, type RequestAtHand } from "@/lib/shared/request-time";
import { openWire, type Wire } from "@/lib/testing/crash/wire";
import { createPool, createPrisma } from "./connect";
import { isOutage } from "./outage";
import { timeFor, type TimedPool } from "./timed";

const holder = globalThis as typeof globalThis & { porticoRequest?: AsyncLocalStorage<RequestAtHand | undefined> };

let wire: Wire;
let pool: TimedPool;

beforeAll(async () => {
  holder.porticoRequest = new AsyncLocalStorage();
  const { hostname, port } = new URL(process.env.DATABASE_URL!);
  wire = await openWire({ host: hostname, port: Number(port) });
});

afterAll(async () => {
  delete holder.porticoRequest;
  await wire.close();
});

beforeEach(async () => {
  const url = new URL(process.env.DATABASE_URL!);
  Object.assign(url, { hostname: "127.0.0.1", port: String(wire.port) });
  pool = createPool(url.toString(), "app", 1);
  await pool.query("SELECT 1");
});

afterEach(async () => {
  wire.set({ kind: "none" });
  await pool.end();
});

/** Does work as a request that has so many milliseconds left. */
const inRequest = <Value>(left: number, work: (request: RequestAtHand) => Promise<Value>): Promise<Value> => {
  const request = { since: performance.now() - wholeRequest + left };
  return holder.porticoRequest!.run(request, () => work(request));
};

const asOutage = expect.toSatisfy(isOutage);

test("a statement waits no longer than its request has time, and its connection serves nobody after that", async () => {
  wire.set({ kind: "hold" });
  const other = createPool(pool.options.connectionString!, "app", 1);
  const patient = inRequest(wholeRequest, () => other.query("SELECT 2 AS n"));

  await expect(inRequest(200, () => pool.query("SELECT 1"))).rejects.toEqual(asOutage);

  expect(pool.totalCount).toBe(0);
  wire.set({ kind: "none" });
  expect((await patient).rows).toEqual([{ n: 2 }]);
  await other.end();
});

test("nobody waits for a connection longer than their request has time", async () => {
  const held = await pool.connect();
  const patient = inRequest(wholeRequest, () => pool.query("SELECT 2 AS n"));

  await expect(inRequest(200, () => pool.query("SELECT 1"))).rejects.toEqual(asOutage);

  held.release();
  expect((await patient).rows).toEqual([{ n: 2 }]);
});

test("a statement that waits for a connection keeps the time of its own request, whoever gives the connection back", async () => {
  const held = await pool.connect();
  const patient = inRequest(wholeRequest, () => pool.query("SELECT 2 AS n"));
  const nobodys = pool.query("SELECT 3 AS n");

  await inRequest(-1, () => Promise.resolve(held.release()));

  expect([(await patient).rows, (await nobodys).rows]).toEqual([[{ n: 2 }], [{ n: 3 }]]);
});

test("a request whose time is over sends nothing more; what it may do for long, and what goes on behind it, does", async () => {
  const sent: string[] = [];
  pool.on("acquire", () => sent.push("acquired"));

  await inRequest(-1, async () => {
    await expect(pool.query("SELECT 1")).rejects.toEqual(asOutage);
    await expect(pool.connect()).rejects.toEqual(asOutage);
    expect(sent).toEqual([]);
    expect((await apart(() => pool.query("SELECT 1 AS n"))).rows).toEqual([{ n: 1 }]);
    mayTakeLong();
    expect((await pool.query("SELECT 2 AS n")).rows).toEqual([{ n: 2 }]);
  });
});

test("many trips on a slow line end together with their request", async () => {
  const client = await pool.connect();
  wire.set({ kind: "delay", milliseconds: 100 });
  let trips = 0;

  const work = inRequest(500, async () => {
    for (; trips < 20; trips++) await client.query("SELECT 1");
  });

  await expect(work).rejects.toEqual(asOutage);
  expect(trips).toBeLessThan(20);
  client.release();
});

test.each(["before the statement", "while it is out"])("a transaction whose time ends %s is not the next one's", async (when) => {
  const prisma = createPrisma(pool);
  const work = inRequest(wholeRequest, (request) =>
    prisma.$transaction(async (tx) => {
      await tx.$executeRawUnsafe("SELECT set_config('portico.scopes', '{7}', true)");
      if (when === "while it is out") wire.set({ kind: "hold" });
      request.since = performance.now() - wholeRequest + (when === "while it is out" ? 200 : -1);
      await tx.$executeRawUnsafe("SELECT 1");
    }),
  );

  await expect(work).rejects.toEqual(asOutage);
  wire.set({ kind: "none" });

  const { rows } = await pool.query(`SELECT coalesce(current_setting('portico.scopes', true), '') AS scopes, now() = statement_timestamp() AS "isItsOwn"`);
  expect(rows).toEqual([{ scopes: "", isItsOwn: true }]);
  await prisma.$disconnect();
});

test("a statement gets what is left in tenths of a second, a COMMIT in the last moment a little more, and nothing is sent after it", () => {
  expect([timeFor("SELECT 1", 8999), timeFor("SELECT 1", 120), timeFor("SELECT 1", 0), timeFor(undefined, 50)]).toEqual([9000, 200, 0, 100]);
  expect([timeFor("COMMIT", 5000), timeFor("COMMIT", 20), timeFor("COMMIT", 0), timeFor("ROLLBACK", 20)]).toEqual([5000, 700, 0, 100]);
});
