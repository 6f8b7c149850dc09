import pg from "pg";
import { pool } from "@/lib/platform/db/client";

/** What all statements of the application's connections pass through, for those who count or read them. */
export const allConnections = (): Pick<pg.Client, "query"> => (pool() as unknown as { Client: typeof pg.Client }).Client.prototype;

/** Runs work and counts its trips to the database, whoever makes them: each ends with a sync or is a plain query. */
export async function tripsOf(work: () => Promise<unknown>): Promise<number> {
  const { sync, query } = pg.Connection.prototype as unknown as Sent;
  let trips = 0;
  const counting = (send: Sent["sync"]): Sent["sync"] =>
    function (this: unknown, ...sent) {
      trips++;
      return send.apply(this, sent);
    };
  Object.assign(pg.Connection.prototype, { sync: counting(sync), query: counting(query) });
  try {
    await work();
  } finally {
    Object.assign(pg.Connection.prototype, { sync, query });
  }
  return trips;
}

type Sent = Record<"sync" | "query", (this: unknown, ...sent: unknown[]) => unknown>;
