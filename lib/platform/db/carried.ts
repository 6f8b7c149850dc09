import { AsyncLocalStorage } from "node:async_hooks";
import type pg from "pg";
import { Sequence, type Ahead } from "./sequence";

// Next loads this module several times; whoever has a statement carried and the connection it goes over meet at the global object.
const holder = globalThis as typeof globalThis & { porticoCarried?: AsyncLocalStorage<boolean> };
const carrying = (holder.porticoCarried ??= new AsyncLocalStorage());

/**
 * Has the one statement of a write wait for the next of its transaction, the COMMIT at the latest, and go out with that in one trip.
 * For what answers nothing that matters: it seems to have met no row. When it fails the next one fails in its place, and nothing is kept.
 */
export const carried = (write: () => PromiseLike<unknown>): Promise<void> =>
  carrying.run(true, async () => {
    await write();
  });

export type Asked = { text?: string; values?: unknown[]; rowMode?: string; query_timeout?: number; submit?: unknown };

/** Prisma's way to begin a transaction; whoever holds a connection by themselves sends what they like. */
const isBegin = ({ text, rowMode }: Asked) => text === "BEGIN" && rowMode === "array";

const waiting = new WeakMap<object, Ahead[]>();

/** Forgets what waits on a connection: it was never sent, and its transaction is over. */
export const forgetWaiting = (client: object): void => void waiting.delete(client);

const nothing = { command: "", rowCount: 0, oid: 0, fields: [], rows: [] };

/** Keeps a statement for the next trip of its connection. False when it must be sent now: outside a transaction nothing would come after it. */
function waits(client: pg.ClientBase, asked: Asked): boolean {
  const isWithin = waiting.has(client) || client.getTransactionStatus() === "T";
  if (!isBegin(asked) && !(carrying.getStore() && isWithin)) return false;
  const list = waiting.get(client) ?? [];
  waiting.set(client, list);
  list.push({ text: asked.text!, values: asked.values ?? [] });
  return true;
}

type Send = (query: Sequence) => void;

/**
 * The answer to a statement that is not sent by itself: one that waits, one with which others go, or the end of a transaction of which
 * nothing was sent. Undefined for all others.
 */
export function answeredTogether(client: pg.ClientBase, asked: Asked, send: Send): Promise<unknown> | undefined {
  if (waits(client, asked)) return Promise.resolve(nothing);
  const ahead = waiting.get(client);
  if (!ahead) return undefined;
  waiting.delete(client);
  if (asked.text === "ROLLBACK") return ahead[0]!.text === "BEGIN" ? Promise.resolve(nothing) : undefined;
  return new Promise((resolve, reject) => {
    // Without its name: an answer to those ahead would have it taken as prepared.
    send(new Sequence(ahead, { ...asked, name: undefined } as pg.QueryConfig, (error, result) => (error ? reject(error) : resolve(result))));
  });
}

/** Sends what waits before something with which it cannot go together, such as a file; a failure shows in what comes after it. */
export function sendWaiting(client: pg.ClientBase, send: Send): void {
  const [last, ...before] = waiting.get(client)?.toReversed() ?? [];
  waiting.delete(client);
  if (last) send(new Sequence(before.toReversed(), last, () => undefined));
}
