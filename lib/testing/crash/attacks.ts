import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { cookiesIn, formOf, grantAll, isSignedIn, keysOf, standPassword, withPeople } from "./people";
import { onDatabase, type Stand } from "./stand";

/** Does work for each number below `amount`, so many at once. */
async function manyAtOnce(amount: number, atOnce: number, work: (at: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < amount) await work(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** Headers by which a client would like to be taken for another. */
const forged = (at: number) => {
  const address = `198.51.${Math.floor(at / 250) % 250}.${at % 250}`;
  return { "X-Forwarded-For": address, "X-Real-IP": address, Forwarded: `for=${address}`, "User-Agent": `Browser ${at}` };
};

export type Guessing = { guesses: number; verified: number; statuses: Record<number, number>; wrongEntries: number; isOwnerIn: boolean };

/**
 * Somebody guesses a password many times, twenty at once, from ever other addresses as they say, and the server is killed in the middle
 * (reliability.md, B10). Answers how many guesses were looked at, and whether the owner gets in meanwhile from a browser of theirs.
 */
export async function guessing(stand: Stand, guesses: number): Promise<Guessing> {
  const [userId] = await withPeople(stand, 1);
  const email = "person-0@example.com";
  const first = await (await formOf(stand.url, "/sign-in", "password"))({ email, password: standPassword });
  const cookie = cookiesIn(first).split("; ").filter((each) => each.startsWith("portico.device=")).join("");
  const statuses: Record<number, number> = {};
  let wrongEntries = 0;
  const guessFrom = async (from: number, to: number) => {
    const post = await formOf(stand.url, "/sign-in", "password");
    await manyAtOnce(to - from, 20, async (at) => {
      const answer = await post({ email, password: `a wrong guess number ${from + at}` }, forged(from + at));
      if (isSignedIn(answer)) wrongEntries++;
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      await answer.text();
    });
  };
  await guessFrom(0, Math.floor(guesses / 2));
  await stand.killServer();
  await guessFrom(Math.floor(guesses / 2), guesses);
  const verified = await onDatabase(stand.databaseUrl, async (client) => {
    const { rows } = await client.query<{ n: number }>("SELECT count(*)::int AS n FROM activities WHERE action = 'sign-in' AND outcome = 'refused' AND record_id = $1", [userId]);
    return rows[0]!.n;
  });
  const owner = await (await formOf(stand.url, "/sign-in", "password"))({ email, password: standPassword }, { Cookie: cookie });
  return { guesses, verified, statuses, wrongEntries, isOwnerIn: isSignedIn(owner) };
}

export type Leaving = { clients: number; before: number; late: number; inFlight: number; statuses: Record<number, number> };

/**
 * Somebody is deactivated while many clients of theirs read and write without a pause, by session and by token (reliability.md, B3). Late
 * are requests that began after the deactivation had been answered and were let in.
 */
export async function leaving(stand: Stand, clients: number): Promise<Leaving> {
  const [adminId, leaverId] = (await withPeople(stand, 2)) as [number, number];
  await grantAll(stand, adminId, ["users.deactivate", "users.view"]);
  await grantAll(stand, leaverId, ["customers.edit", "customers.create", "customers.list"]);
  const [admin, leaver] = [await keysOf(stand, adminId), await keysOf(stand, leaverId)];
  const made = await fetch(`${stand.url}/api/v1/customers`, { method: "POST", headers: { Authorization: `Bearer ${leaver.token}`, "Content-Type": "application/json" }, body: JSON.stringify({ name: "Somebody", organization: "root" }) });
  const { id } = (await made.json()) as { id: number };
  const asked: { began: number; ended: number; isIn: boolean; status: number; client: number }[] = [];
  let isOver = false;
  const ask = [
    () => fetch(`${stand.url}/api/v1/customers?limit=5`, { headers: { Authorization: `Bearer ${leaver.token}` } }),
    () => fetch(`${stand.url}/api/v1/customers/${id}`, { method: "PATCH", headers: { Authorization: `Bearer ${leaver.token}`, "Content-Type": "application/json", "Idempotency-Key": randomUUID() }, body: JSON.stringify({ phone: randomUUID() }) }),
    () => fetch(`${stand.url}/account`, { headers: { Cookie: leaver.cookie }, redirect: "manual" }),
    () => fetch(`${stand.url}/customers/export`, { headers: { Cookie: leaver.cookie }, redirect: "manual" }),
  ];
  const client = async (number: number) => {
    while (!isOver) {
      const began = performance.now();
      const answer = await ask[number % ask.length]!().catch(() => null);
      await answer?.arrayBuffer().catch(() => undefined);
      asked.push({ began, ended: performance.now(), isIn: answer?.status === 200, status: answer?.status ?? 0, client: number });
    }
  };
  const running = Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
  while (asked.length < clients * 3) await sleep(50); // each has been let in, whatever the machine is doing besides
  const sent = performance.now();
  const answer = await fetch(`${stand.url}/api/v1/users/${leaverId}/deactivate`, { method: "POST", headers: { Authorization: `Bearer ${admin.token}`, "Content-Type": "application/json", "Idempotency-Key": randomUUID() } });
  const out = performance.now();
  if (answer.status !== 200) throw new Error(`The deactivation answered ${answer.status}.`);
  await sleep(1500);
  isOver = true;
  await running;
  const perClient = new Map<number, number>();
  for (const { client: number } of asked.filter(({ began, ended, isIn }) => isIn && began <= out && ended > out)) perClient.set(number, (perClient.get(number) ?? 0) + 1);
  const statuses: Record<number, number> = {};
  for (const { status } of asked.filter(({ began }) => began > out)) statuses[status] = (statuses[status] ?? 0) + 1;
  return { clients, before: asked.filter(({ began, isIn }) => isIn && began < sent).length, late: asked.filter(({ began, isIn }) => isIn && began > out).length, inFlight: Math.max(0, ...perClient.values()), statuses };
}

export type Pairs = { way: string; known: number[]; unknown: number[]; areAlike: boolean };

const ways = [
  { way: "sign-in", path: "/sign-in", field: "password", fill: (email: string) => ({ email, password: "not the right words" }) },
  { way: "forgotten password", path: "/forgot-password", field: "email", fill: (email: string) => ({ email }) },
  { way: "new invitation link", path: "/invitation/new-link", field: "email", fill: (email: string) => ({ email }) },
];

/** What an answer shows, without what is another for each request. */
const shownIn = (text: string, email: string) =>
  text.replaceAll(email, "").replace(/nonce="[^"]*"/g, "").replace(/<script\b[\s\S]*?<\/script>/g, "").replace(/value="[^"]*"/g, "").replace(/<!--[\s\S]*?-->/g, "");

/**
 * Asks for addresses that somebody has and for ones that nobody has, one after the other in changing order, in each way that takes an
 * address from strangers (reliability.md, B16). The stand must believe the address that a proxy tells, so that no source is slowed down.
 */
export async function knownAndUnknown(stand: Stand, pairs: number): Promise<Pairs[]> {
  await withPeople(stand, pairs);
  const found: Pairs[] = [];
  for (const { way, path, field, fill } of ways) {
    const post = await formOf(stand.url, path, field);
    const ask = async (email: string, at: number) => {
      const began = performance.now();
      const answer = await post(fill(email), { "X-Forwarded-For": `203.0.${Math.floor(at / 250) % 250}.${at % 250}` });
      const text = await answer.text();
      return { took: performance.now() - began, shown: `${answer.status} ${shownIn(text, email)}` };
    };
    const [known, unknown]: [number[], number[]] = [[], []];
    let areAlike = true;
    for (let at = 0; at < pairs + 5; at++) {
      const [one, other] = [() => ask(`person-${at % pairs}@example.com`, at), () => ask(`nobody-${at}@example.com`, at + 125)];
      const isFirst = Math.random() < 0.5;
      const answers = isFirst ? [await one(), await other()] : [await other(), await one()];
      if (at < 5) continue; // the first ones warm up
      const [mine, theirs] = isFirst ? answers : answers.reverse();
      known.push(mine!.took);
      unknown.push(theirs!.took);
      areAlike &&= mine!.shown === theirs!.shown;
    }
    found.push({ way, known, unknown, areAlike });
  }
  return found;
}
