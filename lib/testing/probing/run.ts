import { setTimeout as sleep } from "node:timers/promises";
import { onDatabase, ready, withStand, type Stand } from "../crash/stand";
import { diceOf } from "../delegation/dice";
import { settle, type Prober } from "./people";
import { ask } from "./probe";
import { probingWorld } from "./world";

export type ProbePlan = {
  /** How many requests; ends earlier after so many milliseconds. */
  requests: number;
  most?: number;
  /** The share of them that write. */
  writes: number;
  seed: number;
  /** Starts the server anew every so many milliseconds, so that some of the time it is cold. */
  restartEvery?: number;
  /** Only so many of the world's people ask, taken from all over it. */
  people?: number;
};

export type ProbeReport = { reads: number; writes: number; faults: string[]; broken: number; restarts: number };

/**
 * Asks a real server for records of a random tree of 60 organizations, as everybody in it, and holds each answer against the model
 * (reliability.md, B1 and B6). Needs a production build.
 */
export async function probe({ requests, most = Infinity, writes, seed, restartEvery, people }: ProbePlan): Promise<ProbeReport> {
  return withStand(async (stand) => {
    const world = probingWorld(diceOf(seed), Date.now());
    const everybody = await onDatabase(stand.databaseUrl, (client) => settle(client, world));
    const probers = people ? apart(everybody, people) : everybody;
    const report: ProbeReport = { reads: 0, writes: 0, faults: [], broken: 0, restarts: 0 };
    const until = Date.now() + most;
    const isOver = () => report.reads + report.writes >= requests || Date.now() >= until;
    const asking = async (at: number) => {
      for (let turn = at; !isOver(); turn += 1) {
        const answer = await ask(stand.url, probers[turn % probers.length]!, world, writes).catch(() => null);
        if (!answer) report.broken++;
        else report[answer.probe.isWrite ? "writes" : "reads"]++;
        if (answer?.fault) report.faults.push(answer.fault);
      }
    };
    const work = Promise.all(Array.from({ length: 10 }, (_, at) => asking(at * 7)));
    if (restartEvery) await restarting(stand, { every: restartEvery, isOver, report });
    await work;
    report.faults.push(...(await wrongWrites(stand, probers)));
    return report;
  });
}

/** The people who may see the least of what the first of them may: two tenants rather than two colleagues. */
function apart(everybody: readonly Prober[], count: number): Prober[] {
  const reading = everybody.filter(({ anywhere }) => anywhere("customers.list"));
  return reading.filter((_, at) => at % Math.ceil(reading.length / count) === 0);
}

async function restarting(stand: Stand, { every, isOver, report }: { every: number; isOver: () => boolean; report: ProbeReport }): Promise<void> {
  while (!isOver()) {
    await sleep(every);
    if (isOver()) return;
    await stand.killServer();
    await ready(stand.url);
    report.restarts++;
  }
}

/** Customers whose phone or street was put there by somebody who may not. */
async function wrongWrites({ databaseUrl }: Stand, probers: readonly Prober[]): Promise<string[]> {
  const { rows } = await onDatabase(databaseUrl, (client) => client.query<{ id: number; by: string[] }>("SELECT id, array_remove(ARRAY[phone, street], NULL) AS by FROM customers WHERE num_nonnulls(phone, street) > 0"));
  const may = (userId: number, customer: number) => probers.find((prober) => prober.userId === userId)?.may("customers.edit", customer) ?? false;
  return rows.flatMap(({ id, by }) => by.filter((userId) => !may(Number(userId), id)).map((userId) => `customer ${id} was written by user ${userId}`));
}
