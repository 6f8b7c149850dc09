import type { JobName, Jobs } from "../platform/jobs";

/** What a task knows of the moment: its attempt's number, and a signal for when the server stops. */
export type Run = { attempt: number; isLast: boolean; signal: AbortSignal };

/** Does a job. It may be run twice after a crash. Throws to be tried again after a while. */
export type Task<Name extends JobName> = (payload: Jobs[Name], run: Run) => Promise<void>;
