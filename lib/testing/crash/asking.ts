import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
/** A portal and the token of somebody who may do everything with customers there. */
export type Portal = { url: string; token: string };

/** One request: what was asked, how it ended, when it began and how long it took, in milliseconds. */
export type Asked = { what: "read" | "write" | "health"; status: number; at: number; took: number };

const open = (stand: Portal, { what, path, init = {} }: { what: Asked["what"]; path: string; init?: RequestInit }): Promise<Asked> => {
  const at = performance.now();
  const headers = { Authorization: `Bearer ${stand.token}`, "Content-Type": "application/json", ...init.headers };
  const ended = (status: number): Asked => ({ what, status, at, took: performance.now() - at });
  return fetch(stand.url + path, { ...init, headers, signal: AbortSignal.timeout(30_000) }).then(
    async (answer) => {
      await answer.arrayBuffer();
      return ended(answer.status);
    },
    () => ended(0),
  );
};

/** A customer that requests can be about. */
export async function aCustomer({ url, token }: Portal): Promise<number> {
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
  const answer = await fetch(`${url}/api/v1/customers`, { method: "POST", headers, body: JSON.stringify({ name: "Somebody", organization: "root" }) });
  return ((await answer.json()) as { id: number }).id;
}

/** Keeps asking, eight at once and health besides, while the work goes on. Answers what became of every request. */
export async function askingWhile(stand: Portal, customers: readonly number[], work: () => Promise<unknown>): Promise<Asked[]> {
  const asked: Asked[] = [];
  let isOver = false;
  const keepAsking = async (request: () => Promise<Asked>, pause: number) => {
    while (!isOver) {
      asked.push(await request());
      await sleep(pause);
    }
  };
  const anyOf = () => customers[Math.floor(Math.random() * customers.length)]!;
  const read = () => open(stand, { what: "read", path: "/api/v1/customers?limit=20" });
  const write = () =>
    open(stand, { what: "write", path: `/api/v1/customers/${anyOf()}`, init: { method: "PATCH", body: JSON.stringify({ phone: randomUUID() }), headers: { "Idempotency-Key": randomUUID() } } });
  const asking = Promise.all([...[1, 2, 3, 4, 5].map(() => keepAsking(read, 10)), ...[1, 2, 3].map(() => keepAsking(write, 10)), keepAsking(() => open(stand, { what: "health", path: "/healthz" }), 200)]);
  await work();
  isOver = true;
  await asking;
  return asked;
}

/** Milliseconds from a moment until requests end well again, and go on doing so for a second. */
export function backAfter(asked: readonly Asked[], moment: number): number {
  const last = asked.filter(({ what, status, at, took }) => what !== "health" && at + took > moment && (status === 0 || status >= 500)).map(({ at, took }) => at + took);
  return Math.max(0, ...last.map((end) => end - moment));
}
