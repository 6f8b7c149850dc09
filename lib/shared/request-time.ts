import type { AsyncLocalStorage } from "node:async_hooks";

/** What bin/start/serve.mjs keeps of a request. Next loads this module several times; they meet at the global object. */
export type RequestAtHand = {
  /** When all of it had arrived, as performance.now() tells. Waiting to be let in counts. */
  since: number;
  /** It met a database that is away: its answer is 503, with a time to ask again. */
  isAway?: boolean;
  /** It may take as long as it takes. */
  isLong?: boolean;
};

const requests = () => (globalThis as typeof globalThis & { porticoRequest?: AsyncLocalStorage<RequestAtHand | undefined> }).porticoRequest;

/** The request that is being worked on; none in jobs, on the command line and in what goes on behind an answer. */
export const requestAtHand = (): RequestAtHand | undefined => requests()?.getStore();

/** Milliseconds after which a request ends whatever it still waits for, so that nobody waits for ten seconds (reliability.md, B24). */
export const wholeRequest = 9000;

/** When the time of the request at hand is over, as performance.now() tells; never where there is none. */
export function deadline(): number {
  const request = requestAtHand();
  return request && !request.isLong ? request.since + wholeRequest : Infinity;
}

/** Thrown at whoever would wait for the database in a request whose time is over: an outage like any other (lib/platform/db/outage.ts). */
export class OutOfTime extends Error {
  constructor() {
    super("The time of this request is over");
  }
}

/**
 * From here on the request at hand may take as long as it takes: files that are sent or taken in piece by piece are seen to move, and take
 * minutes on a slow line. Each of their statements has its own limit still.
 */
export function mayTakeLong(): void {
  const request = requestAtHand();
  if (request) request.isLong = true;
}

/** The time of the request at hand begins here: until now it waited for somebody outside. */
export function beginsHere(): void {
  const request = requestAtHand();
  if (request) request.since = performance.now();
}

/** Does work whose time is not counted: it waits its turn for a processor, on purpose, and for no database. */
export async function uncounted<Value>(work: () => Promise<Value>): Promise<Value> {
  const request = requestAtHand();
  const began = performance.now();
  try {
    return await work();
  } finally {
    if (request) request.since += performance.now() - began;
  }
}

/** Begins work that is no request's: it goes on behind the answer, or several wait for it. */
export const apart = <Value>(work: () => Value): Value => {
  const all = requests();
  return all ? all.run(undefined, work) : work();
};

/** Waits for work that was begun apart, for no longer than the request at hand has time. */
export async function inTime<Value>(work: Promise<Value>): Promise<Value> {
  const until = deadline();
  if (until === Infinity) return work;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new OutOfTime()), until - performance.now());
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
