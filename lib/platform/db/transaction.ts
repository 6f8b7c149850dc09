import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import type pg from "pg";
import { env } from "../env";
import { carried } from "./carried";
import { db, pool } from "./client";
import { createPool, createPrisma, type Queryable, type Transaction } from "./connect";
import { isLost, isOutage } from "./outage";

/** With whose eyes customers are read (lib/access/wall.ts makes it). */
export type Wall = { all: boolean; scopes: readonly number[]; atoms: string };

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** Statement that lets the rest of the transaction see customers as the wall says; numbers and our own JSON only. */
const raise = (wall: Wall) =>
  `SELECT set_config('portico.all', '${wall.all ? "on" : "off"}', true), set_config('portico.scopes', '{${wall.scopes.join()}}', true),` +
  ` set_config('portico.atoms', ${quoted(wall.atoms)}, true)`;

/** Runs reads that touch customers behind the second wall, in one read-only transaction. */
export const readBehind = <Value>(wall: Wall, read: (on: Queryable) => Promise<Value>): Promise<Value> => readIn("BEGIN READ ONLY", wall, read);

/** The same for reads that must all see the database as it was at the first of them. */
export const readAtOnce = <Value>(wall: Wall, read: (on: Queryable) => Promise<Value>): Promise<Value> =>
  readIn("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", wall, read);

async function readIn<Value>(begin: string, wall: Wall, read: (on: Queryable) => Promise<Value>): Promise<Value> {
  const client = await pool().connect();
  const giveBack = (failure?: Error) => client.release(failure);
  try {
    await client.query(`${begin}; ${raise(wall)}`);
    const value = await read(client);
    // Nothing was written: whoever reads need not wait for the end, only the connection's next user.
    void client.query("COMMIT").then(() => giveBack(), giveBack);
    return value;
  } catch (error) {
    giveBack(isOutage(error) ? (error as Error) : await rollback(client));
    throw error;
  }
}

async function rollback(client: pg.PoolClient): Promise<Error | undefined> {
  try {
    await client.query("ROLLBACK");
    return undefined;
  } catch (error) {
    return error as Error; // the connection is of no use any more: the pool shall drop it
  }
}

const retryable = new Set(["40001", "40P01", "P2034"]);

/** True for serialization failures, deadlocks and no free connection: nothing was written, the same work may simply be tried again. */
function isRetryable(error: unknown): boolean {
  const { code, meta, cause, message } = (error ?? {}) as { code?: string; meta?: { code?: string }; cause?: { originalCode?: string }; message?: string };
  if (code === "P2028" && message?.includes("Unable to start a transaction")) return true;
  return [code, meta?.code, cause?.originalCode].some((value) => value !== undefined && retryable.has(value));
}

/**
 * Runs a statement that moves customers into a scope where the caller has judged that they may go: that of their new organization
 * alone. Until it has ended, the wall finds a moved row with its new columns and the scopes of its old place, so meanwhile the scope is
 * one of those it knows.
 */
export async function movingInto<Value>(tx: Transaction, scope: number, write: () => Promise<Value>): Promise<Value> {
  // What the wall knows is kept beside it meanwhile: neither asking for it nor setting it back needs a trip of its own.
  const known = "coalesce(nullif(current_setting('portico.scopes', true), ''), '{}')";
  await carried(() => tx.$executeRawUnsafe(`SELECT set_config('portico.known', ${known}, true)`));
  await carried(() => tx.$executeRawUnsafe(`SELECT set_config('portico.scopes', (${known}::bigint[] || $1::bigint)::text, true)`, scope));
  const value = await write();
  await carried(() => tx.$executeRawUnsafe("SELECT set_config('portico.scopes', current_setting('portico.known'), true)"));
  return value;
}

/** What is to be written together with the next write, in its transaction: before it, and after it with what it answered. `kept` hears of the commit. */
export type Companion = { before: (tx: Transaction) => Promise<void>; after: (tx: Transaction, value: unknown) => Promise<void>; kept?: () => void };

const companions = new AsyncLocalStorage<Companion>();

/** Runs work whose write takes the companion into its transaction, so that both stand or neither; companions of work around it go along. */
export function accompanied<Value>(companion: Companion, work: () => Promise<Value>): Promise<Value> {
  const outer = companions.getStore();
  if (!outer) return companions.run(companion, work);
  const both: Companion = {
    before: async (tx) => {
      await outer.before(tx);
      await companion.before(tx);
    },
    after: async (tx, value) => {
      await companion.after(tx, value);
      await outer.after(tx, value);
    },
    kept: () => {
      companion.kept?.();
      outer.kept?.();
    },
  };
  return companions.run(both, work);
}

const joined = new AsyncLocalStorage<Transaction>();

/** Thrown inside a transaction to take it back once everything has been learnt from it. */
class TakenBack<Value> extends Error {
  constructor(readonly value: Value) {
    super("Taken back.");
  }
}

/**
 * Runs work whose writes all go into one transaction, asks what came of it inside that transaction, and takes everything back. What the
 * work throws is thrown. Customers are seen whole by `learn`: it may count them, never show them.
 */
export async function takenBack<Learnt>(work: () => Promise<unknown>, learn: (tx: Transaction) => Promise<Learnt>): Promise<Learnt> {
  for (let attempt = 1; ; attempt++) {
    try {
      await db().$transaction(async (tx) => {
        await tx.$executeRawUnsafe("SELECT set_config('portico.preview', 'on', true)");
        await joined.run(tx, work);
        await tx.$executeRawUnsafe("SELECT set_config('portico.all', 'on', true)");
        throw new TakenBack(await learn(tx));
      });
    } catch (error) {
      if (error instanceof TakenBack) return (error as TakenBack<Learnt>).value;
      if (attempt >= 5 || !isRetryable(error)) throw error;
    }
  }
}

/**
 * Runs a write behind the second wall in one transaction; tried up to five times when the database asks for it, or the connection was lost
 * before the COMMIT was sent.
 */
export async function writeBehind<Value>(wall: Wall, write: (tx: Transaction) => Promise<Value>): Promise<Value> {
  const around = joined.getStore();
  if (around) {
    await around.$executeRawUnsafe(raise(wall));
    return write(around);
  }
  const companion = companions.getStore();
  for (let attempt = 1; ; attempt++) {
    let isEnding = false;
    try {
      const value = await db().$transaction(async (tx) => {
        await carried(() => tx.$executeRawUnsafe(raise(wall)));
        await companion?.before(tx);
        const value = await write(tx);
        await companion?.after(tx, value);
        isEnding = true;
        return value;
      });
      companion?.kept?.();
      return value;
    } catch (error) {
      if (attempt >= 5 || !(isRetryable(error) || (!isEnding && isLost(error)))) throw error;
    }
  }
}

/**
 * Runs a long write behind the second wall in one transaction that may take up to half an hour; not tried again. `on` is the same
 * connection without Prisma between, for statements that carry a thousand rows at a time, which are a third faster so.
 */
export async function writeLong<Value>(wall: Wall, write: (tx: Transaction, on: Queryable) => Promise<Value>): Promise<Value> {
  const own = createPool(env().DATABASE_URL, "app", 1); // with a single connection, which one the transaction has is known
  let on: Queryable | undefined;
  own.on("acquire", (client) => (on = client));
  const prisma = createPrisma(own);
  try {
    return await prisma.$transaction(
      async (tx) => {
        await tx.$executeRawUnsafe(raise(wall));
        return write(tx, on!);
      },
      { maxWait: 10_000, timeout: 1_800_000 },
    );
  } finally {
    await prisma.$disconnect();
    await own.end();
  }
}

/** A connection with a transaction under way, for functions that write by statements in one of Prisma's. */
export const asTransaction = (client: pg.ClientBase): Transaction =>
  ({ $queryRawUnsafe: async (text: string, ...values: unknown[]) => (await client.query(text, values)).rows }) as unknown as Transaction;
