import { createHash } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import type { Sql } from "sql-template-tag";
import { PrismaClient } from "./generated/client";
import { TimedPool } from "./timed";

/** Whose rights a connection has: the application's restricted role, or the owner of the tables (migrations, log seals, machine's owner). */
export type DatabaseRole = "app" | "owner";

const [int8, timestamptz] = [20, 1184];

/** "2026-11-30 06:19:39.102+00" as "2026-11-30T06:19:39.102Z". */
export function isoMoment(text: string): string {
  const isUsual = text.endsWith("+00") && text[10] === " " && text.length <= 26;
  if (!isUsual) return (pg.types.getTypeParser(timestamptz)(text) as Date).toISOString();
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(20, -3).padEnd(3, "0")}Z`;
}

type Parsers = Record<number, (text: string) => unknown>;

/** Values as pg reads them, unless told otherwise. */
const typesWith = (parsers: Parsers): pg.CustomTypesConfig => ({
  getTypeParser: ((oid: number, format?: "text" | "binary") =>
    (format !== "binary" && parsers[oid]) || pg.types.getTypeParser(oid, format as "text")) as pg.CustomTypesConfig["getTypeParser"],
});

// Identifiers and counters stay far below 2^53, so plain numbers do. ISO texts are read several times faster than PostgreSQL's own.
const types = typesWith({ [int8]: Number, [timestamptz]: (text) => new Date(isoMoment(text)) });

/** Moments as the texts that go out with an answer anyway: a list of fifty makes and unmakes a hundred dates otherwise. */
export const momentsAsText = typesWith({ [int8]: Number, [timestamptz]: isoMoment });

/**
 * A pool of connections that all run as the given role. Statements and idle transactions are ended by the server after a while: statements
 * a little before a request's time is over, so that their connection, and the transaction round them, can be ended in order.
 */
export function createPool(connectionString: string, role: DatabaseRole, max = 10): pg.Pool {
  const limits = role === "app" ? "-c statement_timeout=8500 -c idle_in_transaction_session_timeout=9000 -c role=portico_app" : "";
  const pool = new TimedPool({
    connectionString,
    max,
    options: `-c jit=off -c timezone=UTC -c plan_cache_mode=auto ${limits}`,
    connectionTimeoutMillis: 5000,
    ...(role === "app" ? { query_timeout: 9500 } : {}), // for a server that hangs and so cannot end its statements itself
    idleTimeoutMillis: 30_000,
    types,
  });
  pool.on("error", () => undefined); // an idle connection died; the pool opens another when asked
  // One that dies in somebody's hands between two statements: the next statement fails, which is told to whoever waits for it.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

/** The Prisma client on a pool. */
export const createPrisma = (pool: pg.Pool) =>
  new PrismaClient({ adapter: new PrismaPg(pool), transactionOptions: { maxWait: 4000, timeout: 9000 } });

export type Prisma = ReturnType<typeof createPrisma>;
export type Transaction = Parameters<Parameters<Prisma["$transaction"]>[0]>[0];

/** Anything that runs SQL: a pool or a connection inside a transaction. */
export type Queryable = Pick<pg.ClientBase, "query">;

const names = new Map<string, string>();

/** A statement under a name made from its text, by which a connection prepares it once; without one when there are too many. */
export function prepared({ text, values }: Sql): pg.QueryConfig {
  let name = names.get(text);
  if (!name) {
    if (names.size >= 500) return { text, values };
    name = createHash("sha1").update(text).digest("base64url");
    names.set(text, name);
  }
  return { name, text, values };
}

/** The rows of a statement, prepared once per connection. */
export const rows = async <Row extends object>(on: Queryable, statement: Sql): Promise<Row[]> =>
  (await on.query<Row & pg.QueryResultRow>(prepared(statement))).rows;

/** The same, planned for these very values: for statements over thousands of ids, whose general plan takes them for a few. */
export const rowsPlanned = async <Row extends object>(on: Queryable, { text, values }: Sql): Promise<Row[]> =>
  (await on.query<Row & pg.QueryResultRow>({ text, values })).rows;

/** The first row of a statement, or null. */
export const firstRow = async <Row extends object>(on: Queryable, statement: Sql): Promise<Row | null> =>
  (await rows<Row>(on, statement))[0] ?? null;

/** The rows of a statement inside a Prisma transaction. */
export const rowsIn = <Row extends object>(tx: Transaction, statement: Sql): Promise<Row[]> =>
  tx.$queryRawUnsafe<Row[]>(statement.text, ...statement.values);
