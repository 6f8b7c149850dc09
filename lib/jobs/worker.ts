import "server-only";
import { EventEmitter } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { parseCronItems, run, type Runner, type WorkerEvents } from "graphile-worker";
import { env } from "../platform/env";
import { log } from "../platform/log";
import { Lifeline } from "./lifeline";
import { schedule } from "./schedule";
import { forbiddenFlags, queueLog, taskList } from "./task-list";

const atOnce = 5;

const cronItems = () => parseCronItems(schedule.map(({ job, match }) => ({ task: job, match, options: { backfillPeriod: 0, jobKey: `schedule:${job}`, maxAttempts: 3 } })));

export type JobWorker = { stop: () => Promise<void> };

/**
 * Does jobs until stopped, side by side with the workers of other servers. Comes back by itself when the database was away. Stopping takes no
 * new jobs and lets those at work end; what is not done then, or was at work in a process that was killed, another worker does again.
 */
export function startWorker(): JobWorker {
  const lifeline = new Lifeline();
  const events: WorkerEvents = new EventEmitter();
  // The queue marks a job as taken by the pool, not by the one of its workers that does it.
  events.on("pool:create", ({ workerPool }) => lifeline.add(workerPool.id));
  events.on("pool:gracefulShutdown:complete", ({ workerPool }) => lifeline.remove(workerPool.id));
  const stopping = new AbortController();
  let runner: Runner | null = null;
  const working = keepWorking();
  lifeline.start();

  async function keepWorking(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        runner = await begin(events);
        if (stopping.signal.aborted) await runner.stop();
        await runner.promise;
      } catch (error) {
        log().warn({ part: "jobs", err: error }, "jobs wait; the worker is started again");
      }
      runner = null;
      await sleep(2000, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  return {
    stop: async () => {
      stopping.abort();
      await runner?.stop().catch(() => undefined);
      await working;
      await lifeline.stop();
    },
  };
}

/** The queue keeps connections of its own, so that requests and jobs do not wait for each other. */
const begin = (events: WorkerEvents) =>
  run({
    connectionString: env().DATABASE_URL,
    maxPoolSize: atOnce + 1,
    concurrency: atOnce,
    pollInterval: 2000,
    noHandleSignals: true,
    events,
    logger: queueLog,
    forbiddenFlags,
    taskList: taskList(),
    parsedCronItems: cronItems(),
    // By batches, even without waiting for one to fill: only those are written down before a stop ends.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  });
