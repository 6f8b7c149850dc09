import { doDueJobs } from "@/lib/jobs/once";
import type { JobName } from "@/lib/platform/jobs";

/** Does the jobs of these names that wait, also those whose time has not come; nobody else does jobs during tests. */
export const runJobs = (...names: [JobName, ...JobName[]]) => doDueJobs({ only: names, early: true });
