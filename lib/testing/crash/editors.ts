import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { hashToken, newToken } from "@/lib/platform/token";
import { fieldsOf, formIn, postForm, visit } from "../form-post";
import { onDatabase, withStand, type Stand } from "./stand";

/** Edits that were acknowledged, those of them that wrote over something the editor had not read, and how often somebody else was first. */
export type EditorsReport = { edits: number; lost: string[]; clashes: number; unknown: number };

type Outcome = "saved" | "clash" | "unknown";
/** What an editor had read and what they put there. */
type Edit = { read: string; wrote: string; outcome: Outcome };

type Target = { id: number };
const pause = () => sleep(20 + Math.random() * 150);
/** What a form says when it was not saved: somebody was first, or the server had no time for it. */
const isRefused = (html: string) => formIn(html, "phone")?.includes("bg-danger-wash") ?? true;

/** Puts a text of its own into a customer's phone, by REST with the version that was read. */
async function byRest({ url, token }: Stand, { id }: Target): Promise<Edit> {
  const wrote = randomUUID();
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
  const read = await fetch(`${url}/api/v1/customers/${id}`, { headers });
  if (!read.ok) return { read: "", wrote, outcome: "unknown" }; // busy: asked again
  const { phone } = (await read.json()) as { phone: string | null };
  await pause();
  const body = JSON.stringify({ phone: wrote });
  const { status } = await fetch(`${url}/api/v1/customers/${id}`, { method: "PATCH", headers: { ...headers, "If-Match": read.headers.get("etag")! }, body });
  const outcome = status === 200 ? "saved" : status === 412 || status === 409 ? "clash" : "unknown";
  return { read: phone ?? "", wrote, outcome };
}

/** The same by the form of the page, which carries the version that it was opened with. */
async function byForm({ url }: Stand, cookie: string, { id }: Target): Promise<Edit> {
  const wrote = randomUUID();
  const path = `/customers/${id}/edit`;
  const page = await visit({ url, cookie }, path);
  if (page.status >= 500) return { read: "", wrote, outcome: "unknown" }; // busy: asked again
  const fields = fieldsOf(await page.text(), "phone");
  if (!fields) throw new Error(`The page has no form, and the status ${page.status}.`);
  await pause();
  const read = String(fields.get("phone") ?? "");
  const answer = await postForm({ url, cookie }, path, fields, { phone: wrote });
  const html = await answer.text();
  if (answer.status !== 200 || html.includes("does not answer just now")) return { read, wrote, outcome: "unknown" };
  return { read, wrote, outcome: isRefused(html) ? "clash" : "saved" };
}

/**
 * Many editors at once edit the same field of the same customers, by form and by REST, and try again when somebody was first
 * (reliability.md, B17). Each acknowledged edit must stand in the log, over just what its editor had read. Needs a production build.
 */
export async function editTogether({ editors, rounds, customers }: { editors: number; rounds: number; customers: number }): Promise<EditorsReport> {
  return withStand(async (stand) => {
    const cookie = await sessionIn(stand.databaseUrl);
    const targets = await targetsIn(stand, customers);
    const met: Record<Outcome, Edit[]> = { saved: [], clash: [], unknown: [] };
    const edit = async (editor: number) => {
      for (let round = 0; round < rounds; round++) {
        const target = targets[(editor + round) % targets.length]!;
        for (let isSaved = false; !isSaved; ) {
          const done = await ((editor + round) % 2 === 0 ? byForm(stand, cookie, target) : byRest(stand, target)).catch((): Edit => ({ read: "", wrote: "", outcome: "unknown" }));
          met[done.outcome].push(done);
          isSaved = done.outcome === "saved";
        }
      }
    };
    await Promise.all(Array.from({ length: editors }, (_, editor) => edit(editor)));
    return { edits: met.saved.length, clashes: met.clash.length, unknown: met.unknown.length, lost: await lostOf(stand.databaseUrl, met.saved) };
  });
}

const sessionIn = (databaseUrl: string) =>
  onDatabase(databaseUrl, async (client) => {
    const session = newToken();
    await client.query("INSERT INTO sessions (token_hash, user_id, expires_at) SELECT $1, id, now() + interval '1 day' FROM users", [hashToken(session)]);
    return `portico.session=${session}`;
  });

async function targetsIn({ url, token }: Stand, count: number): Promise<Target[]> {
  const made: Target[] = [];
  for (let at = 0; at < count; at++) {
    const answer = await fetch(`${url}/api/v1/customers`, { method: "POST", headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" }, body: JSON.stringify({ name: `Customer ${at}`, organization: "root", phone: "0" }) });
    made.push((await answer.json()) as Target);
  }
  return made;
}

/** The acknowledged edits that the log does not tell of, or tells that they replaced something else than was read. */
const lostOf = (databaseUrl: string, saved: readonly Edit[]) =>
  onDatabase(databaseUrl, async (client) => {
    const { rows } = await client.query<{ was: string; is: string }>(
      "SELECT coalesce(before->>'phone', '') AS was, after->>'phone' AS is FROM activities WHERE record_type = 'customer' AND outcome = 'done' AND after ? 'phone' AND before IS NOT NULL",
    );
    const replaced = new Map(rows.map(({ was, is }) => [is, was]));
    return saved.filter(({ read, wrote }) => replaced.get(wrote) !== read).map(({ read, wrote }) => `${wrote} over ${read}, in the log over ${replaced.get(wrote) ?? "nothing"}`);
  });
