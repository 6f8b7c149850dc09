import { Logger, type TaskList } from "graphile-worker";
import type { JobName } from "../platform/jobs";
import { log } from "../platform/log";
import { tasks } from "./registry";
import type { Task } from "./task";

/** How many jobs that wait for the world outside run at once in one process. */
const mostSlow = 3;
let slowAtWork = 0;

/** Jobs that are left alone for the moment: slow ones, while enough of them run. */
export const forbiddenFlags = () => (slowAtWork >= mostSlow ? ["slow"] : null);

/** Our tasks as the queue wants them; only those named, if any are. */
export function taskList(only?: readonly JobName[]): TaskList {
  const wanted = Object.entries(tasks).filter(([name]) => !only || only.includes(name as JobName));
  return Object.fromEntries(wanted.map(([name, task]) => [name, asQueued(task as Task<JobName>)]));
}

function asQueued(task: Task<JobName>): TaskList[string] {
  return async (payload: unknown, { job, abortSignal }) => {
    const isSlow = Boolean(job.flags?.slow);
    if (isSlow) slowAtWork++;
    try {
      await task(payload as never, { attempt: job.attempts, isLast: job.attempts >= job.max_attempts, signal: abortSignal });
    } finally {
      if (isSlow) slowAtWork--;
    }
  };
}

const levels = { error: "warn", warning: "warn", info: "debug", debug: "trace" } as const;

/** What the queue says, in our log; that a job is tried again is no fault. */
export const queueLog = new Logger(() => (level, message) => log()[levels[level]]({ part: "jobs" }, message));
