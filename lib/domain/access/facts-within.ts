import "server-only";
import type { ViewerFacts } from "../../access/viewer";
import type { Queryable, Transaction } from "../../platform/db/connect";
import { loadFacts } from "./facts";

/** A person's facts as they stand inside a transaction, its own writes included; null when there is no such person. */
export const factsWithin = (tx: Transaction, userId: number): Promise<ViewerFacts | null> =>
  loadFacts(asQueryable(tx), userId);

/** Runs SQL of the pool kind inside a Prisma transaction. */
export const asQueryable = (tx: Transaction): Queryable =>
  ({
    query: async ({ text, values }: { text: string; values: unknown[] }) => ({
      rows: await tx.$queryRawUnsafe(text, ...values),
    }),
  }) as unknown as Queryable;

/** Lets what is written for a transaction read on a plain connection, e.g. one behind the second wall; it must only read. */
export const asTransaction = (on: Queryable): Transaction =>
  ({
    $queryRawUnsafe: async (text: string, ...values: unknown[]) => (await on.query({ text, values })).rows,
  }) as unknown as Transaction;
