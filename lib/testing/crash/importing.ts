import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { fieldsOf, postForm, sendForm, visit, type Visitor } from "../form-post";
import { onDatabase, ready, standCookie, type Stand } from "./stand";

/** One stage of an import: how long it took, and by how much the server's memory was above idle at most. */
export type Stage = { name: string; seconds: number; above: number };

export type ImportReport = {
  lines: number;
  megabytes: number;
  stages: Stage[];
  /** Customers that were there after the server was killed in the middle of importing them; and whether the file could be begun again. */
  keptByKilled: number;
  isImported: boolean;
  /** Customers, their log rows, and rows by which the projection differs, once all is done. */
  customers: number;
  logged: number;
  projectionFaults: number;
  /** What the second run of the same file would change. */
  changedBySecond: number;
  /** Of a file in which every row is wrong: how many were counted and how many lines its report has. */
  wrongCounted: number;
  reported: number;
};

const partners = 10;
const megabyte = 1024 * 1024;

/** Lines of customers of some partners and territories, as a file sends them, in pieces. */
function* linesOf(lines: number, territory: (at: number) => string): Generator<Buffer> {
  let text = "number,name,partner,territory,city\n";
  for (let at = 0; at < lines; at++) {
    text += `C${at},Customer ${at},net-${at % partners},${territory(at)},Bergen\n`;
    if (text.length < 60_000) continue;
    yield Buffer.from(text);
    text = "";
  }
  yield Buffer.from(text);
}

const rssOf = (pid: number) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) * 1024;

/** Who imports, with what the bench needs beside the stand's own. */
async function furnish(stand: Stand): Promise<Visitor> {
  await onDatabase(stand.databaseUrl, async (client) => {
    await client.query("UPDATE roles SET permissions = permissions || '{imports.run,customers.reassign,organizations.list,territories.list}'");
    await client.query(`INSERT INTO organizations (key, name, parent_id, updated_at) SELECT 'net-' || n, 'Net ' || n, (SELECT id FROM organizations WHERE parent_id IS NULL), now() FROM generate_series(0, ${partners - 1}) n`);
    await client.query("INSERT INTO territories (key, name, updated_at) SELECT 'T' || n, 'Territory ' || n, now() FROM generate_series(0, 4) n");
  });
  const { name, value } = await standCookie(stand);
  return { url: stand.url, cookie: `${name}=${value}` };
}

type Run = { stand: Stand; visitor: Visitor; stages: Stage[]; idle: number };

/** Runs work while the server's memory is looked at. */
async function staged<Value>({ stand, stages, idle }: Run, name: string, work: () => Promise<Value>): Promise<Value> {
  let peak = 0;
  const timer = setInterval(() => (peak = Math.max(peak, rssOf(stand.serverPid()))), 50);
  const began = performance.now();
  try {
    return await work();
  } finally {
    clearInterval(timer);
    stages.push({ name, seconds: (performance.now() - began) / 1000, above: (peak - idle) / megabyte });
  }
}

async function upload({ url, cookie }: Visitor, lines: Iterable<Buffer>): Promise<number> {
  const init = { method: "POST", body: Readable.toWeb(Readable.from(lines)), duplex: "half", headers: { Cookie: cookie, Origin: url } };
  const answer = await fetch(`${url}/imports/upload?kind=customers&fileName=many.csv`, init as unknown as RequestInit);
  const told = (await answer.json()) as { ok: boolean; message?: string; value: { id: number } };
  if (!told.ok) throw new Error(`The file was not taken: ${told.message}`);
  return told.value.id;
}

type Told = { status: string; done: number; totals: Record<string, number> };

const told = (stand: Stand, id: number) =>
  onDatabase(stand.databaseUrl, async (client) => (await client.query<Told>("SELECT status::text, done_count AS done, totals FROM imports WHERE id = $1", [id])).rows[0]!);

async function until(stand: Stand, id: number, isIt: (told: Told) => boolean): Promise<Told> {
  for (;;) {
    const now = await told(stand, id);
    if (isIt(now)) return now;
    await sleep(200);
  }
}

const isOver = ({ status }: Told) => status !== "checking" && status !== "running";

async function check({ stand, visitor }: Run, id: number): Promise<Told> {
  if (!(await sendForm(visitor, `/imports/${id}`, { "column.comment": "" }))) throw new Error("The file cannot be checked.");
  return until(stand, id, isOver);
}

/** Presses the button that imports in earnest. */
async function begin({ visitor }: Run, id: number): Promise<void> {
  const path = `/imports/${id}`;
  const fields = fieldsOf(await (await visit(visitor, path)).text(), "importId");
  if (!fields) throw new Error("The file cannot be imported.");
  await postForm(visitor, path, fields, {});
}

async function reportLines({ url, cookie }: Visitor, id: number): Promise<number> {
  const answer = await fetch(`${url}/imports/${id}/report`, { headers: { Cookie: cookie } });
  let lines = 0;
  for await (const piece of answer.body as unknown as AsyncIterable<Uint8Array>) for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) lines++;
  return lines - 1;
}

const count = (stand: Stand, text: string) => onDatabase(stand.databaseUrl, async (client) => (await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${text}`)).rows[0]!.n);

/**
 * Brings a file of many customers in through a running portal as a browser does: sent, checked, broken off by killing the server, checked
 * again, imported, tried a second time, and once more with every row wrong; looking at the server's memory all the while (issue 2: at most
 * 256 MB above idle for a million lines). `idle` is after the first pages.
 */
export async function importMany(stand: Stand, lines: number): Promise<ImportReport> {
  const visitor = await furnish(stand);
  for (const path of ["/", "/customers", "/imports", "/imports/new", "/customers"]) await (await visit(visitor, path)).text();
  const run: Run = { stand, visitor, stages: [], idle: rssOf(stand.serverPid()) };
  const right = () => linesOf(lines, (at) => `T${at % 5}`);
  const megabytes = [...right()].reduce((sum, { length }) => sum + length, 0) / 1e6;

  const id = await staged(run, "sent and read", () => upload(visitor, right()));
  await staged(run, "checked", () => check(run, id));
  await begin(run, id);
  await until(stand, id, ({ done }) => done > lines / 3);
  await stand.killServer();
  await ready(stand.url);
  const keptByKilled = await count(stand, "customers");

  for (const path of ["/", "/customers", "/imports", "/imports/new", "/customers"]) await (await visit(visitor, path)).text();
  const after: Run = { ...run, idle: rssOf(stand.serverPid()) };
  await staged(after, "checked after a kill", () => check(after, id));
  const { status } = await staged(after, "imported", async () => {
    await begin(after, id);
    return until(stand, id, isOver);
  });
  const customers = await count(stand, "customers");
  const logged = await count(stand, "activities WHERE action = 'customers.create'");
  const projectionFaults = await count(stand, "projection_faults");
  const second = await staged(after, "checked once more", () => checkAnew(after, right()));
  const broken = await staged(after, "sent, all wrong", () => upload(visitor, linesOf(lines, (at) => `Nowhere ${at % 1000}`)));
  const wrong = await staged(after, "checked, all wrong", () => check(after, broken));
  const reported = await staged(after, "report of it", () => reportLines(visitor, broken));
  return {
    lines,
    megabytes,
    stages: run.stages,
    keptByKilled,
    isImported: status === "done",
    customers,
    logged,
    projectionFaults,
    changedBySecond: (second.totals.created ?? 0) + (second.totals.changed ?? 0) + (second.totals.wrong ?? 0),
    wrongCounted: wrong.totals.wrong ?? 0,
    reported,
  };
}

/** The same file once more. */
async function checkAnew(run: Run, lines: Iterable<Buffer>): Promise<Told> {
  return check(run, await upload(run.visitor, lines));
}
