import { Agent, get } from "node:http";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import sharp from "sharp";
import { formOf, grantAll, keysOf, standPassword, withPeople, type Send } from "./people";
import type { Stand } from "./stand";

export type Load = { signIns: number; uploads: number; readsPerSecond: number; seconds: number };

/** How long each read took that was answered with what it asked for, in milliseconds; how often each kind met each status (0: no answer); who was put off without being told until when. */
export type Overload = { reads: number[]; statuses: Record<"read" | "sign-in" | "upload", Record<number, number>>; untold: number };

/** How many customers a read brings, as one page of a list. */
const page = 20;

/** Many sign in and upload pictures at once while others read a page of customers over REST (reliability.md, B40). */
export async function overload(stand: Stand, { signIns, uploads, readsPerSecond, seconds }: Load): Promise<Overload> {
  const ids = await withPeople(stand, signIns);
  const read = await readerOf(stand, ids[0]!);
  const found: Overload = { reads: [], statuses: { read: {}, "sign-in": {}, upload: {} }, untold: 0 };
  const note = (kind: keyof Overload["statuses"], status: number, retryAfter: string | null) => {
    found.statuses[kind][status] = (found.statuses[kind][status] ?? 0) + 1;
    if ((status === 429 || status === 503) && !retryAfter) found.untold++;
  };
  const send = async (kind: "sign-in" | "upload", form: Send, changes: Record<string, string | File>) => {
    const answer = await form(changes).catch(() => null);
    note(kind, answer?.status ?? 0, answer?.headers.get("retry-after") ?? null);
    await answer?.body?.cancel();
  };
  const signIn = await formOf(stand.url, "/sign-in", "password");
  const uploading = await uploadersOf(stand, ids.slice(0, uploads));
  const picture = await picturePicked();
  await warmUp(read, () => signIn({ email: "person-0@example.com", password: standPassword }), () => uploading[0]!({ file: picture }));
  const open: Promise<void>[] = [];
  const readOnce = async () => {
    const began = performance.now();
    const { status, retryAfter } = await read();
    note("read", status, retryAfter);
    if (status === 200) found.reads.push(performance.now() - began);
  };
  const timer = everyMoment(readsPerSecond, () => open.push(readOnce()));
  await sleep(1000);
  const storm = [
    ...ids.map((_, at) => send("sign-in", signIn, { email: `person-${at}@example.com`, password: standPassword })),
    ...uploading.map((upload) => send("upload", upload, { file: picture })),
  ];
  await Promise.all([Promise.all(storm), sleep(seconds * 1000)]);
  clearInterval(timer);
  await Promise.all(open);
  return found;
}

/** The storm meets a portal that has been at work: one that was just started reads its code first. */
async function warmUp(read: () => Promise<unknown>, ...others: (() => Promise<Response>)[]): Promise<void> {
  await Promise.all(Array.from({ length: 4 }, async () => {
    for (let done = 0; done < 500; done++) await read();
  }));
  for (const other of others) await (await other()).body?.cancel();
}

/** Begins so much work a second, evenly, whatever becomes of what was begun before. */
function everyMoment(perSecond: number, work: () => void): NodeJS.Timeout {
  const began = performance.now();
  let done = 0;
  return setInterval(() => {
    for (const due = ((performance.now() - began) / 1000) * perSecond; done < due; done++) work();
  }, 5);
}

/** Reads by a light client, which takes little of the processors that it shares with the portal. */
async function readerOf(stand: Stand, userId: number): Promise<() => Promise<{ status: number; retryAfter: string | null }>> {
  await grantAll(stand, userId, ["customers.list", "customers.create"]);
  const { token } = await keysOf(stand, userId);
  const headers = { Authorization: `Bearer ${token}` };
  for (let made = 0; made < page; made++) {
    const body = JSON.stringify({ name: `Customer ${made}`, organization: "root" });
    const answer = await fetch(`${stand.url}/api/v1/customers`, { method: "POST", headers: { ...headers, "Content-Type": "application/json", "Idempotency-Key": randomUUID() }, body });
    if (!answer.ok) throw new Error(`Making a customer answered ${answer.status}.`);
  }
  const agent = new Agent({ keepAlive: true });
  return () =>
    new Promise((resolve) => {
      const lost = () => resolve({ status: 0, retryAfter: null });
      get(`${stand.url}/api/v1/customers?limit=${page}`, { agent, headers }, (answer) => {
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, retryAfter: answer.headers["retry-after"] ?? null })).on("error", lost);
        answer.resume();
      }).on("error", lost);
    });
}

const uploadersOf = (stand: Stand, ids: readonly number[]) => Promise.all(ids.map(async (id) => formOf(stand.url, "/account/picture", "file", (await keysOf(stand, id)).cookie)));

async function picturePicked(): Promise<File> {
  const pixels = await sharp({ create: { width: 4000, height: 3000, channels: 3, background: "#357" } }).jpeg().toBuffer();
  return new File([new Uint8Array(pixels)], "me.jpg", { type: "image/jpeg" });
}
