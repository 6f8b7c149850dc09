import pg from "pg";
import { env } from "../platform/env";
import { log } from "../platform/log";

const lockClass = 7107;
const every = 5000;

/**
 * Frees jobs whose worker is dead: one that was killed cannot say so itself, and its jobs would be held for hours. Whoever lives holds an
 * advisory lock over a connection that ends with the process. A job taken a moment ago, or a database that has just come up, is left alone.
 */
const rescue = `
  SELECT graphile_worker.force_unlock_workers(dead) FROM (
    SELECT array_agg(DISTINCT locked_by) AS dead FROM graphile_worker._private_jobs
    WHERE locked_by IS NOT NULL AND locked_at < now() - interval '20 seconds' AND pg_postmaster_start_time() < now() - interval '30 seconds'
      AND (hashtext(locked_by)::bigint & 4294967295) NOT IN (SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND classid = ${lockClass}
        AND objsubid = 2 AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))) d
  WHERE dead IS NOT NULL`;

/** Shows other servers that workers of this process live, and frees what dead ones had taken. */
export class Lifeline {
  private client: pg.Client | null = null;
  private readonly workers = new Map<string, boolean>();
  private timer: NodeJS.Timeout | null = null;
  private beating: Promise<void> | null = null;

  /** A worker of this process was made. */
  add(workerId: string): void {
    this.workers.set(workerId, false);
    void this.beat();
  }

  remove(workerId: string): void {
    this.workers.delete(workerId);
  }

  start(): void {
    this.timer = setInterval(() => void this.beat(), every);
    this.timer.unref();
    void this.beat();
  }

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
    await this.beating; // it may be about to connect, or to free jobs
    await this.client?.end().catch(() => undefined);
    this.client = null;
  }

  private async beat(): Promise<void> {
    if (this.beating || !this.timer) return;
    this.beating = this.showAndRescue();
    await this.beating;
    this.beating = null;
  }

  private async showAndRescue(): Promise<void> {
    try {
      const client = (this.client ??= await this.connect());
      for (const [id, isHeld] of this.workers) {
        if (isHeld) continue;
        await client.query("SELECT pg_advisory_lock_shared($1, hashtext($2))", [lockClass, id]);
        this.workers.set(id, true);
      }
      await client.query(rescue);
    } catch (error) {
      log().debug({ part: "jobs", err: error }, "the lifeline broke");
      this.drop();
    }
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: env().DATABASE_URL, application_name: "portico jobs", connectionTimeoutMillis: 4000, query_timeout: 9000 });
    client.on("error", () => this.drop());
    await client.connect();
    return client;
  }

  private drop(): void {
    const broken = this.client;
    this.client = null;
    for (const id of this.workers.keys()) this.workers.set(id, false);
    void broken?.end().catch(() => undefined);
  }
}
