import { isOutage } from "./lib/platform/db/outage";
import { requestAtHand } from "./lib/shared/request-time";

type RefuseMethod = (method: string, pathname: string) => Promise<{ status: number; headers: Record<string, string>; text: string }>;

/** What no page has caught: when the database is away, the answer says so (bin/start/serve.mjs). */
export function onRequestError(error: unknown): void {
  const request = isOutage(error) ? requestAtHand() : undefined;
  if (request) request.isAway = true;
}

/** Once per server process: background upkeep, and the worker that does jobs. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs" || process.env.NEXT_PHASE === "phase-production-build") return;
  const [{ startUpkeep }, { startWorker }, { startEndingSessions }] = await Promise.all([
    import("./lib/domain/upkeep/upkeep"),
    import("./lib/jobs/worker"),
    import("./lib/auth/session"),
  ]);
  startUpkeep();
  startEndingSessions();
  const worker = startWorker();
  // bin/start/serve.mjs waits for these before it ends the process.
  const holder = globalThis as typeof globalThis & { porticoDrains?: Set<() => Promise<void>>; porticoRefuseMethod?: RefuseMethod };
  (holder.porticoDrains ??= new Set()).add(worker.stop);
  // And asks this when Next knows no more than that an address of the API does not have a method. Read when it is first needed.
  holder.porticoRefuseMethod = async (...asked) => (await import("./app/api/v1/methods")).refuseMethod(...asked);
}
