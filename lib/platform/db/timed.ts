import pg from "pg";
import { deadline, OutOfTime } from "../../shared/request-time";

type Callback = (error: Error) => void;
type Asked = { text?: string; until?: number; query_timeout?: number; submit?: unknown; handleError?: (error: Error, connection: unknown) => void };
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
  const given = typeof asked === "string" ? { text: asked } : asked;
  const until = given.until ?? deadline();
  if (until === Infinity) return plainQuery.call(this, asked, values, callback);
  const query_timeout = timeFor(given.text, until - performance.now());
  if (query_timeout === 0) return refused(given, values, callback);
  return plainQuery.call(this, given.submit ? Object.assign(given, { query_timeout }) : { ...given, query_timeout }, values, callback);
};
TimedClient.prototype.query = timedQuery as pg.Client["query"];

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
