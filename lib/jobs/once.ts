import "server-only";
import { runOnce } from "graphile-worker";
import { ownerPool } from "../platform/db/client";
import { env } from "../platform/env";
import type { JobName } from "../platform/jobs";
import { queueLog, taskList } from "./task-list";

/** Does the jobs that are due, of the given names only if any are given, until none is left. With `early`, also those that wait for their time. */
export async function doDueJobs({ only, early = false }: { only?: readonly JobName[]; early?: boolean } = {}): Promise<void> {
  if (early) {
    await ownerPool().query(
      `UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL AND run_at > now()
        AND ($1::text[] IS NULL OR task_id IN (SELECT id FROM graphile_worker._private_tasks WHERE identifier = ANY ($1)))`,
      [only ?? null],
    );
  }
  await runOnce({ connectionString: env().DATABASE_URL, concurrency: 4, maxPoolSize: 5, noHandleSignals: true, logger: queueLog, taskList: taskList(only) });
}
