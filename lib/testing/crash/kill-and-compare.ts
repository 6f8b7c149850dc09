import { setTimeout as sleep } from "node:timers/promises";
import { onDatabase, ready, withStand } from "./stand";
import { writeUntil, type Journal } from "./writers";

export type CrashPlan = { writes: number; serverKills: number; databaseKills: number };

export type CrashReport = {
  acknowledged: number;
  tried: number;
  /** Acknowledged writes that are not there. */
  lost: string[];
  /** Customers whose version and log rows do not count the same. */
  unlogged: string[];
  /** Milliseconds from each kill until the portal answered as ready again. */
  serverBack: number[];
  databaseBack: number[];
};

/**
 * Writes through the REST API while the web server and PostgreSQL are killed again and again without warning, then compares what was
 * acknowledged with what is there (reliability.md, B22 and B23). Needs a production build.
 */
export async function killAndCompare({ writes, serverKills, databaseKills }: CrashPlan): Promise<CrashReport> {
  return withStand(async (stand) => {
    const journal: Journal = { customers: [], acknowledged: 0, tried: 0 };
    const report: CrashReport = { acknowledged: 0, tried: 0, lost: [], unlogged: [], serverBack: [], databaseBack: [] };
    const writing = Promise.all([1, 2, 3, 4, 5, 6].map(() => writeUntil(stand, "root", { most: writes, journal })));
    const kills = Array.from({ length: serverKills + databaseKills }, (_, at) => (at % 2 === 0 && at / 2 < serverKills) || (at - 1) / 2 >= databaseKills);
    for (const [at, isServer] of kills.entries()) {
      while (journal.acknowledged < (writes * (at + 1)) / (kills.length + 1)) await Promise.race([sleep(20), writing]);
      const began = performance.now();
      await (isServer ? stand.killServer() : stand.killDatabase());
      await ready(stand.url);
      (isServer ? report.serverBack : report.databaseBack).push(performance.now() - began);
    }
    await writing;
    return { ...report, ...journal, ...(await compared(stand.databaseUrl, journal)) };
  });
}

type Row = { key: string; phone: string | null; version: number; entries: number };

export async function compared(databaseUrl: string, { customers }: Journal): Promise<Pick<CrashReport, "lost" | "unlogged">> {
  const { rows } = await onDatabase(databaseUrl, (client) =>
    client.query<Row>(`SELECT key, phone, version, (SELECT count(*)::int FROM activities a WHERE a.record_type = 'customer' AND a.record_id = c.id AND a.outcome = 'done') AS entries FROM customers c`),
  );
  const found = new Map(rows.map((row) => [row.key, row]));
  const isThere = ({ key, phone, writes }: (typeof customers)[number]) => found.get(key)?.phone === phone && found.get(key)?.version === writes;
  return {
    lost: customers.filter((customer) => !isThere(customer)).map(({ key }) => key),
    unlogged: rows.filter(({ version, entries }) => version !== entries).map(({ key }) => key),
  };
}
