import pg from "pg";
import { afterEach, expect, test, vi } from "vitest";
import { db, ownerPool } from "@/lib/platform/db/client";
import { addJob } from "@/lib/platform/jobs";
import { ownDatabase } from "@/lib/testing/own-database";

const done: number[] = [];
let during: (mailId: number) => Promise<void> = () => Promise.resolve();

vi.mock("./tasks/send-mail", () => ({
  sendMail: async ({ mailId }: { mailId: number }) => {
    await during(mailId);
    done.push(mailId);
  },
}));

const url = await ownDatabase("jobs");
const { startWorker } = await import("./worker");

afterEach(() => {
  done.length = 0;
  during = () => Promise.resolve();
});

const add = (mailId: number, options: Parameters<typeof addJob>[3] = {}) => db().$transaction((tx) => addJob(tx, "send-mail", { mailId }, options));
const left = async () => (await ownerPool().query<{ n: number }>("SELECT count(*)::int AS n FROM graphile_worker._private_jobs")).rows[0]!.n;
const eventually = { timeout: 20_000, interval: 50 };

test("two workers do every job once", async () => {
  const workers = [startWorker(), startWorker()];

  await Promise.all(Array.from({ length: 60 }, (_, n) => add(n)));

  await expect.poll(() => done.length, eventually).toBe(60);
  await expect.poll(left, eventually).toBe(0);
  expect(new Set(done).size).toBe(60);
  await Promise.all(workers.map((worker) => worker.stop()));
});

test("stopping lets the job at work end; what is left another worker does", async () => {
  let finish = () => undefined as void;
  let isAtWork = false;
  during = (mailId) => (mailId === 1 ? new Promise((resolve) => ((isAtWork = true), (finish = resolve))) : Promise.resolve());
  const worker = startWorker();
  await add(1);
  await expect.poll(() => isAtWork, eventually).toBe(true);

  const stopped = worker.stop();
  await add(2);
  finish();
  await stopped;

  expect(done).toContain(1);
  const next = startWorker();
  await expect.poll(() => new Set(done).size, eventually).toBe(2);
  await expect.poll(left, { timeout: 50_000, interval: 100 }).toBe(0);
  await next.stop();
});

test("a job whose worker was killed is done by another, one whose worker lives is left alone", async () => {
  const alive = new pg.Client({ connectionString: url });
  await alive.connect();
  await alive.query("SELECT pg_advisory_lock_shared(7107, hashtext('worker-alive'))");
  await add(1);
  await add(2);
  const taken = (worker: string, mailId: number) =>
    ownerPool().query("UPDATE graphile_worker._private_jobs SET locked_at = now() - interval '1 minute', locked_by = $1, attempts = 1 WHERE payload->>'mailId' = $2", [worker, String(mailId)]);
  await taken("worker-killed", 1);
  await taken("worker-alive", 2);
  await ownerPool().query("UPDATE graphile_worker._private_jobs SET run_at = now()");

  const worker = startWorker();
  await expect.poll(() => done, { timeout: 50_000, interval: 100 }).toEqual([1]);
  await expect.poll(left, eventually).toBe(1);
  await alive.end();
  await expect.poll(() => done, { timeout: 50_000, interval: 100 }).toEqual([1, 2]);
  await worker.stop();
});

test("a later job with the same key takes the place of the one that waits; keeping its time, the first of many counts", async () => {
  const soon = new Date(Date.now() + 3_600_000);
  await add(1, { key: "same", runAt: soon });
  await add(2, { key: "same", runAt: new Date(soon.getTime() + 3_600_000), keepsTime: true });

  const { rows } = await ownerPool().query<{ payload: object; runAt: Date }>(`SELECT payload, run_at AS "runAt" FROM graphile_worker._private_jobs`);
  expect(rows).toMatchObject([{ payload: { mailId: 2 } }]);
  expect(rows[0]!.runAt.getTime()).toBe(soon.getTime());
});
