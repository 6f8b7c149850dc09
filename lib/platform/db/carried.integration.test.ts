import { afterAll, beforeAll, expect, test } from "vitest";
import { tripsOf } from "@/lib/testing/sent-statements";
import { carried } from "./carried";
import { createPool, createPrisma, type Prisma, type Transaction } from "./connect";
import type { TimedPool } from "./timed";
import { writeBehind } from "./transaction";

let pool: TimedPool;
let prisma: Prisma;

beforeAll(async () => {
  pool = createPool(process.env.DATABASE_URL!, "owner", 1);
  prisma = createPrisma(pool);
  await pool.query("CREATE TABLE carried_notes (id int PRIMARY KEY, text text)");
  await pool.query("GRANT SELECT, INSERT ON carried_notes TO portico_app");
});

afterAll(async () => {
  await pool.query("DROP TABLE carried_notes");
  await prisma.$disconnect();
  await pool.end();
});

const note = (tx: Transaction, id: number, text = "x") => tx.$executeRawUnsafe("INSERT INTO carried_notes (id, text) VALUES ($1::int, $2)", id, text);
const noted = async (from: number) => (await pool.query<{ id: number }>("SELECT id FROM carried_notes WHERE id / 10 = $1 ORDER BY id", [from / 10])).rows.map(({ id }) => id);
const wall = { all: false, scopes: [], atoms: "" };

test("what waits goes out with the next statement, in its order and in one trip, and the beginning with the first", async () => {
  let seen: unknown;
  const trips = await tripsOf(() =>
    prisma.$transaction(async (tx) => {
      await carried(() => note(tx, 10));
      await carried(() => note(tx, 11, "é, “11”"));
      seen = await tx.$queryRawUnsafe("SELECT id, text FROM carried_notes WHERE id / 10 = 1 ORDER BY id");
      await carried(() => note(tx, 12));
    }),
  );

  expect([trips, seen]).toEqual([2, [{ id: 10, text: "x" }, { id: 11, text: "é, “11”" }]]);
  expect(await noted(10)).toEqual([10, 11, 12]);
});

test("when what waits fails, the COMMIT that takes it along fails, and nothing is kept", async () => {
  const work = prisma.$transaction(async (tx) => {
    await note(tx, 20);
    await carried(() => note(tx, 20));
    await carried(() => note(tx, 21));
  });

  await expect(work).rejects.toMatchObject({ cause: { originalCode: "23505" } });
  expect(await noted(20)).toEqual([]);
});

test("a transaction that fails before anything was sent costs nothing, and none that fails leaves its statements to the next", async () => {
  const failing = (work: (tx: Transaction) => Promise<unknown>) =>
    prisma.$transaction(async (tx) => {
      await work(tx);
      throw new Error("no");
    });

  expect(await tripsOf(() => expect(failing((tx) => carried(() => note(tx, 30)))).rejects.toThrow("no"))).toBe(0);
  expect(await tripsOf(() => expect(failing(async (tx) => [await note(tx, 31), await carried(() => note(tx, 32))])).rejects.toThrow("no"))).toBe(2);
  const { rows } = await pool.query(`SELECT now() = statement_timestamp() AS "isItsOwn"`);
  expect([rows, await noted(30)]).toEqual([[{ isItsOwn: true }], []]);
});

test("outside a transaction a statement waits for nothing: it is sent at once", async () => {
  await carried(() => prisma.$executeRawUnsafe("INSERT INTO carried_notes (id) VALUES (35)"));
  const client = await pool.connect();
  await carried(() => client.query("INSERT INTO carried_notes (id) VALUES (36)"));
  client.release();

  expect(await noted(30)).toEqual([35, 36]);
});

test("what follows a refusal within a transaction is kept without what was refused", async () => {
  await prisma.$transaction(async (tx) => {
    await carried(() => note(tx, 40));
    await tx.$executeRawUnsafe("SAVEPOINT one");
    await carried(() => note(tx, 41));
    await tx.$executeRawUnsafe("ROLLBACK TO SAVEPOINT one");
    await carried(() => note(tx, 42));
  });

  expect(await noted(40)).toEqual([40, 42]);
});

test("a command is tried again when what waited could not be put in order with others' writes", async () => {
  let attempts = 0;

  await writeBehind(wall, async (tx) => {
    attempts++;
    await note(tx, 50);
    const code = attempts < 3 ? "40001" : "00000";
    await carried(() => tx.$executeRawUnsafe(`DO $$ BEGIN IF '${code}' <> '00000' THEN RAISE EXCEPTION 'again' USING ERRCODE = '${code}'; END IF; END $$`));
  });

  expect([attempts, await noted(50)]).toEqual([3, [50]]);
});

test("a command whose connection died while nobody used it is done over another", async () => {
  const pids: number[] = [];
  await writeBehind(wall, async (tx) => {
    const [row] = await tx.$queryRawUnsafe<{ pid: number }[]>("SELECT pg_backend_pid() AS pid");
    pids.push(row!.pid);
    if (pids.length === 1) await pool.query("SELECT pg_terminate_backend($1)", [row!.pid]);
    await note(tx, 60);
  });

  expect([pids.length, new Set(pids).size, await noted(60)]).toEqual([2, 2, [60]]);
});
