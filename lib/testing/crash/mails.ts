import { connect, createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { randomUUID } from "node:crypto";
import { smtpServer } from "../smtp";
import { grantAll, keysOf, withPeople } from "./people";
import { onDatabase, ready, withStand } from "./stand";

export type MailReport = {
  mails: number;
  /** Mails that never came, came more than once, or came as another letter with the same number. */
  lost: number;
  doubled: number;
  /** Milliseconds that inviting somebody took with a mail server that is well, and with one that says nothing (95 of 100 took less). */
  well: number;
  stalled: number;
  /** Seconds from the mail server's recovery until the last mail had come. */
  caughtUp: number;
};

const p95 = (times: readonly number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? NaN;

/** A line to the mail server that can be made to swallow everything, on the connections that the portal keeps open too. */
async function deafLine(target: number) {
  let isDeaf = false;
  const sockets = new Map<Socket, Socket | undefined>();
  const server = createServer((near) => {
    near.on("error", () => undefined).once("close", () => sockets.delete(near));
    if (isDeaf) return void (sockets.set(near, undefined), near.resume());
    const far = connect(target, "127.0.0.1");
    sockets.set(near, far);
    far.on("error", () => near.destroy());
    near.pipe(far).pipe(near);
  });
  const swallow = (near: Socket, far: Socket | undefined) => {
    far?.unpipe(near);
    near.unpipe(far);
    near.resume();
    far?.destroy();
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as { port: number }).port,
    deafen: (deaf: boolean) => {
      isDeaf = deaf;
      if (deaf) sockets.forEach((far, near) => swallow(near, far));
    },
    close: async () => {
      sockets.forEach((_, near) => near.destroy());
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/**
 * People are invited while the mail server says nothing, and the portal is killed and stopped meanwhile (reliability.md, B30): no user
 * waits, and once the mail server is well every mail comes, once.
 */
export async function mailsThroughOutage(mails: number): Promise<MailReport> {
  const smtp = await smtpServer();
  const line = await deafLine(Number(new URL(smtp.url).port));
  try {
    return await withStand(
      async (stand) => {
        const [adminId] = (await withPeople(stand, 1)) as [number];
        await grantAll(stand, adminId, ["users.invite", "users.view", "users.list"]);
        const { token } = await keysOf(stand, adminId);
        const invite = async () => {
          const began = performance.now();
          const body = { organization: "root", name: "Ida", email: `${randomUUID()}@example.com`, access: "none" };
          const answer = await fetch(`${stand.url}/api/v1/users`, { method: "POST", headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" }, body: JSON.stringify(body) });
          if (answer.status !== 201) throw new Error(`Inviting answered ${answer.status}: ${await answer.text()}`);
          await answer.arrayBuffer();
          return performance.now() - began;
        };
        const several = async (amount: number) => {
          const times: number[] = [];
          for (let at = 0; at < amount; at++) times.push(await invite());
          return times;
        };
        const open = () => onDatabase(stand.databaseUrl, async (client) => (await client.query<{ n: number }>("SELECT count(*)::int AS n FROM mails WHERE status = 'queued'")).rows[0]!.n);
        await several(20);
        const well = await several(mails);
        // A mail that was taken, but of which the portal did not live to know so, would rightly come again: none is on its way when it is killed.
        while ((await open()) > 0) await sleep(100);
        line.deafen(true);
        const first = await several(Math.ceil(mails / 2));
        await stand.killServer("SIGKILL");
        await ready(stand.url);
        await several(20); // as warm as before
        const second = await several(Math.floor(mails / 2));
        await stand.killServer("SIGTERM");
        await ready(stand.url);
        line.deafen(false);
        const began = performance.now();
        // What was put off waits for its time; that the time comes is the clock's, not the mail server's, doing.
        await onDatabase(stand.databaseUrl, (client) => client.query("UPDATE graphile_worker._private_jobs SET run_at = now() WHERE run_at > now() AND locked_at IS NULL"));
        while ((await open()) > 0 && performance.now() - began < 120_000) {
          await sleep(500);
          await onDatabase(stand.databaseUrl, (client) => client.query("UPDATE graphile_worker._private_jobs SET run_at = now() WHERE run_at > now() AND locked_at IS NULL"));
        }
        const ids = await onDatabase(stand.databaseUrl, async (client) => (await client.query<{ to: string }>(`SELECT to_address AS "to" FROM mails WHERE template = 'invitation'`)).rows.map(({ to }) => to));
        const came = (to: string) => smtp.letters.filter((letter) => letter.to.includes(to)).length;
        return {
          mails: ids.length,
          lost: ids.filter((to) => came(to) === 0).length,
          doubled: ids.filter((to) => came(to) > 1).length,
          well: p95(well),
          stalled: p95([...first, ...second]),
          caughtUp: (performance.now() - began) / 1000,
        };
      },
      { MAIL_URL: `smtp://127.0.0.1:${line.port}` },
    );
  } finally {
    await line.close();
    await smtp.close();
  }
}
