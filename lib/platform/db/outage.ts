type Failure = { code?: string; message?: string; meta?: { code?: string }; cause?: unknown };

// By code, or in the words of the driver and, while a transaction begins or ends, of the adapter in front of it. Refused, reset or cut connections; PostgreSQL going down, starting, full of connections or of data, or ending what took too long.
const codes = /^(ECONNREFUSED|ECONNRESET|EPIPE|ERR_STREAM_\w+|ETIMEDOUT|ENOTFOUND|08\w{3}|57P0[1-5]|57014|25P03|53\w{3}|58030|55P03|P1001|P1002|P1008|P1017|P2024|P2028)$/;
const words = /^(ConnectionClosed|DatabaseNotReachable|SocketTimeout|TooManyConnections)$|Connection terminated|connection timeout|timeout exceeded when trying to connect|Query read timeout|not queryable|stream was destroyed|socket has been ended|write after end|Transaction not found|The time of this request is over|Server has closed the connection|database system is (starting up|shutting down|in recovery mode)/i;

/** True when whoever asked went away while the request was still being read, as Node says it: no failure of ours or of the database. */
export const isHungUp = (error: unknown): boolean => error instanceof Error && error.message === "aborted" && (error as Failure).code === "ECONNRESET";

/** True when the database could not be reached, is not able to work just now, or did not answer in time: trying again may help. */
export const isOutage = (error: unknown): boolean => says(error, { codes, words });

/** True when the connection ended in the middle: what was not committed by then is taken back. */
export const isLost = (error: unknown): boolean => says(error, { codes: /^(57P01|ECONNRESET|EPIPE)$/, words: /^ConnectionClosed$|Connection terminated|Server has closed the connection|not queryable/i });

function says(error: unknown, by: { codes: RegExp; words: RegExp }, depth = 0): boolean {
  if (typeof error !== "object" || error === null || depth > 4 || isHungUp(error)) return false;
  const { code, message, meta, cause } = error as Failure;
  if ([code, meta?.code, (cause as Failure | undefined)?.code].some((each) => typeof each === "string" && by.codes.test(each))) return true;
  if (typeof message === "string" && by.words.test(message)) return true;
  const inner = (error as { meta?: { driverAdapterError?: unknown } }).meta?.driverAdapterError ?? (error as { originalCode?: string }).originalCode;
  return (typeof inner === "string" && by.codes.test(inner)) || says(inner, by, depth + 1) || says(cause, by, depth + 1);
}
