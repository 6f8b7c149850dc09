import pg from "pg";
import { deadline, OutOfTime } from "../../shared/request-time";
import { answeredTogether, forgetWaiting, sendWaiting, type Asked as Plain } from "./carried";

type Callback = (error: Error) => void;
type Asked = Plain & { until?: number; handleError?: (error: Error, connection: unknown) => void };
type Query = (this: unknown, asked: string | Asked, values?: unknown, callback?: unknown) => unknown;

/** What a COMMIT gets that is sent in the last moment: an answer that comes a little late tells more than none. */
const lastMoment = 700;

/** Timers of equal length share a list in Node, so lengths are a few. */
const grain = 100;

/** Milliseconds that a statement may take when so many are left of its request; 0 when it is not sent any more. */
export function timeFor(text: string | undefined, left: number): number {
  if (left <= 0) return 0;
  return Math.ceil((text === "COMMIT" ? Math.max(left, lastMoment) : left) / grain) * grain;
}

const plainQuery = pg.Client.prototype.query as Query;

/** A connection whose statements get no more time than is left of the request that asks. */
class TimedClient extends pg.Client {}

const timedQuery: Query = function (asked, values, callback) {
  const given: Asked = typeof asked === "string" ? { text: asked } : asked;
  const until = given.until ?? deadline();
  const limit = until === Infinity ? {} : { query_timeout: timeFor(given.text, until - performance.now()) };
  if (limit.query_timeout === 0) return refused(given, values, callback);
  const together = withWaiting(this as pg.Client, { given, values, callback }, limit);
  if (together) return together;
  if (until === Infinity) return plainQuery.call(this, asked, values, callback);
  return plainQuery.call(this, given.submit ? Object.assign(given, limit) : { ...given, ...limit }, values, callback);
};
TimedClient.prototype.query = timedQuery as pg.Client["query"];

/** Sees to what waits on the connection (carried.ts); answers for statements that are not sent by themselves. */
function withWaiting(client: pg.Client, { given, values, callback }: { given: Asked; values: unknown; callback: unknown }, limit: object): Promise<unknown> | undefined {
  const send = (query: object) => void plainQuery.call(client, Object.assign(query, limit));
  const isBySelf = given.submit !== undefined || typeof values === "function" || callback !== undefined;
  if (isBySelf) return void sendWaiting(client, send);
  return answeredTogether(client, Array.isArray(values) ? { ...given, values } : given, send);
}

/** Tells whoever asked, by the way they asked, that nothing was sent. */
function refused(asked: Asked, ...tell: unknown[]): unknown {
  const error = new OutOfTime();
  const callback = tell.find((each) => typeof each === "function") as Callback | undefined;
  if (!asked.submit && !callback) return Promise.reject(error);
  process.nextTick(() => (callback ? callback(error) : asked.handleError!(error, null)));
  return asked.submit ? asked : undefined;
}

const plain = { connect: pg.Pool.prototype.connect as (this: unknown, callback?: Callback) => unknown, query: pg.Pool.prototype.query as Query };

/** A pool for whose connections nobody waits longer than their request has time, and to which none returns with something unfinished. */
export class TimedPool extends pg.Pool {
  constructor(config: pg.PoolConfig) {
    super({ ...config, Client: TimedClient });
    // Whoever gave up in the middle, or was refused the ROLLBACK, may not say so (Prisma does not): the next one would work in their transaction.
    this.on("release", (_, client) => {
      forgetWaiting(client);
      const { readyForQuery } = client as unknown as { readyForQuery: boolean };
      if (!readyForQuery || client.getTransactionStatus() !== "I") void (client as unknown as pg.Client).end();
    });
  }
}

TimedPool.prototype.connect = function (this: TimedPool, callback?: Callback) {
  const left = deadline() - performance.now();
  if (left <= 0) return callback ? process.nextTick(callback, new OutOfTime()) : Promise.reject(new OutOfTime());
  const { options } = this;
  const patience = options.connectionTimeoutMillis!;
  if (left >= patience) return plain.connect.call(this, callback);
  options.connectionTimeoutMillis = Math.ceil(left); // read before the call returns
  try {
    return plain.connect.call(this, callback);
  } finally {
    options.connectionTimeoutMillis = patience;
  }
} as pg.Pool["connect"];

// The statement is sent once there is a connection, by whoever gives that back: by then it is another's request that is at hand.
const timedPoolQuery: Query = function (asked, values, callback) {
  const until = deadline();
  const given = typeof asked === "string" ? { text: asked, until } : asked.submit ? Object.assign(asked, { until }) : { ...asked, until };
  return plain.query.call(this, given, values, callback);
};
TimedPool.prototype.query = timedPoolQuery as pg.Pool["query"];
