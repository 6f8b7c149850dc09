import { setTimeout as sleep } from "node:timers/promises";
import { hashToken, newToken } from "@/lib/platform/token";
import { fieldsOf, postForm, visit } from "../form-post";
import { onDatabase, withStand, type Stand } from "./stand";

export type EditorsReport = { edits: number; counted: number; clashes: number; entries: number };

type Counter = { id: number };
const pause = () => sleep(20 + Math.random() * 150);
const isClash = (html: string) => html.includes("Somebody changed this customer");

/** Adds one to the number in a customer's phone, by REST with the version that was read. False when somebody else was first. */
async function byRest({ url, token }: Stand, { id }: Counter): Promise<boolean> {
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
  const read = await fetch(`${url}/api/v1/customers/${id}`, { headers });
  const { phone } = (await read.json()) as { phone: string | null };
  await pause();
  const body = JSON.stringify({ phone: String(Number(phone ?? 0) + 1) });
  const { status } = await fetch(`${url}/api/v1/customers/${id}`, { method: "PATCH", headers: { ...headers, "If-Match": read.headers.get("etag")! }, body });
  if (status !== 200 && status !== 412 && status !== 409) throw new Error(`The edit was answered with ${status}.`);
  return status === 200;
}

/** The same by the form of the page, which carries the version that it was opened with. */
async function byForm({ url }: Stand, cookie: string, { id }: Counter): Promise<boolean> {
  const path = `/customers/${id}/edit`;
  const page = await visit({ url, cookie }, path);
  if (page.status === 503) return false; // busy: asked again
  const fields = fieldsOf(await page.text(), "phone");
  if (!fields) throw new Error(`The page has no form, and the status ${page.status}.`);
  await pause();
  const answer = await postForm({ url, cookie }, path, fields, { phone: String(Number(fields.get("phone") || 0) + 1) });
  const html = await answer.text();
  if (answer.status !== 200) throw new Error(`The form was answered with ${answer.status}.`);
  return !isClash(html);
}

/**
 * Many editors at once each add one to numbers that others add to as well, by form and by REST, and try again when somebody was first
 * (reliability.md, B17). What is lost is missing from the sum. Needs a production build.
 */
export async function editTogether({ editors, rounds, customers }: { editors: number; rounds: number; customers: number }): Promise<EditorsReport> {
  return withStand(async (stand) => {
    const cookie = await sessionIn(stand.databaseUrl);
    const counters = await countersIn(stand, customers);
    let [edits, clashes] = [0, 0];
    const edit = async (editor: number) => {
      for (let round = 0; round < rounds; round++) {
        const counter = counters[(editor + round) % counters.length]!;
        while (!(await ((editor + round) % 2 === 0 ? byForm(stand, cookie, counter) : byRest(stand, counter)))) clashes++;
        edits++;
      }
    };
    await Promise.all(Array.from({ length: editors }, (_, editor) => edit(editor)));
    return { edits, clashes, ...(await found(stand.databaseUrl)) };
  });
}

const sessionIn = (databaseUrl: string) =>
  onDatabase(databaseUrl, async (client) => {
    const session = newToken();
    await client.query("INSERT INTO sessions (token_hash, user_id, expires_at) SELECT $1, id, now() + interval '1 day' FROM users", [hashToken(session)]);
    return `portico.session=${session}`;
  });

async function countersIn({ url, token }: Stand, count: number): Promise<Counter[]> {
  const made: Counter[] = [];
  for (let at = 0; at < count; at++) {
    const answer = await fetch(`${url}/api/v1/customers`, { method: "POST", headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" }, body: JSON.stringify({ name: `Counter ${at}`, organization: "root", phone: "0" }) });
    made.push((await answer.json()) as Counter);
  }
  return made;
}

/** The sum of all numbers, and how many edits the log tells of. */
const found = (databaseUrl: string) =>
  onDatabase(databaseUrl, async (client) => {
    const { rows } = await client.query<{ counted: number; entries: number }>(
      "SELECT (SELECT coalesce(sum(phone::int), 0)::int FROM customers) AS counted, (SELECT count(*)::int FROM activities WHERE action = 'customers.edit' AND outcome = 'done') AS entries",
    );
    return rows[0]!;
  });
