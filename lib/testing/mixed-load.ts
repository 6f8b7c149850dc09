import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { sendForm, visit, type Visitor } from "./form-post";

/** Who asks and about what. */
export type Cast = { url: string; cookies: readonly string[]; tokens: readonly string[]; customers: readonly number[]; signIn: { email: string; password: string } };

/** How many answers there were of each kind of request, by status; `slowest` in milliseconds. */
export type Answers = { [kind: string]: { [status: string]: number } };

const one = <Item>(items: readonly Item[]): Item => items[Math.floor(Math.random() * items.length)]!;

const pages = ["/", "/customers", "/customers?search=berg", "/customers?sort=-created", "/organizations", "/users", "/groups", "/roles", "/grants", "/territories", "/programs", "/activity", "/access", "/account"];
const reads = ["/me", "/customers?limit=50", "/customers?search=net&limit=20", "/organizations?limit=50", "/users?limit=50", "/grants?limit=20", "/activity?limit=20"];

const api = ({ url, tokens }: Cast, path: string, init: RequestInit = {}) =>
  fetch(`${url}/api/v1${path}`, { ...init, headers: { Authorization: `Bearer ${one(tokens)}`, "Content-Type": "application/json", ...init.headers }, signal: AbortSignal.timeout(20_000) });

const phone = () => `+47 ${Math.floor(Math.random() * 1e8)}`;

/** Signs in as a browser without scripts would, looks around and signs out. */
async function signInAndOut({ url, signIn }: Cast): Promise<number> {
  const answer = await sendForm({ url, cookie: "" }, "/sign-in", signIn);
  const cookie = answer?.headers.getSetCookie().map((each) => each.split(";")[0]).join("; ") ?? "";
  await answer?.text();
  if (!cookie.includes("session=")) return 0;
  const home = await visit({ url, cookie }, "/");
  await home.text();
  return home.status;
}

/** What Next's router asks when a link is followed; it is led to the address that its headers belong to. */
const click = ({ url, cookie }: Visitor, path: string) => fetch(url + path, { headers: { Cookie: cookie, RSC: "1" }, signal: AbortSignal.timeout(20_000) });

const kinds: { kind: string; share: number; ask: (cast: Cast) => Promise<Response | number | null> }[] = [
  { kind: "page", share: 40, ask: (cast) => visit(visitor(cast), one(pages)) },
  { kind: "record", share: 12, ask: (cast) => visit(visitor(cast), `/customers/${one(cast.customers)}${one(["", "/history", "/who", "/edit"])}`) },
  { kind: "click", share: 15, ask: (cast) => click(visitor(cast), one(pages)) },
  { kind: "REST read", share: 18, ask: (cast) => api(cast, one(reads)) },
  { kind: "REST edit", share: 8, ask: (cast) => api(cast, `/customers/${one(cast.customers)}`, { method: "PATCH", body: JSON.stringify({ phone: phone() }), headers: { "Idempotency-Key": randomUUID() } }) },
  { kind: "form edit", share: 5, ask: (cast) => sendForm(visitor(cast), `/customers/${one(cast.customers)}/edit`, { phone: phone() }) },
  { kind: "sign-in", share: 2, ask: signInAndOut },
];
const total = kinds.reduce((sum, { share }) => sum + share, 0);

const visitor = ({ url, cookies }: Cast): Visitor => ({ url, cookie: one(cookies) });

function anyKind() {
  let left = Math.random() * total;
  return kinds.find(({ share }) => (left -= share) < 0) ?? kinds[0]!;
}

type Plan = { perSecond: number; until: number; most?: number };

/** Asks at this rate until that moment, however long answers take, with at most so many open at once. Answers what came. */
export async function mixedLoad(cast: Cast, { perSecond, until, most = 40 }: Plan): Promise<{ answers: Answers; times: number[]; skipped: number }> {
  const answers: Answers = {};
  const times: number[] = [];
  const open = new Set<Promise<void>>();
  let skipped = 0;
  const asked = async () => {
    const { kind, ask } = anyKind();
    const began = performance.now();
    const status = await ask(cast).then(statusOf, (error: Error) => error.name);
    times.push(performance.now() - began);
    ((answers[kind] ??= {})[status] ??= 0);
    answers[kind][status]! += 1;
  };
  for (let next = Date.now(); next < until; next += 1000 / perSecond) {
    await sleep(Math.max(0, next - Date.now()));
    if (open.size >= most) {
      skipped++;
      continue;
    }
    const request = asked();
    open.add(request);
    void request.finally(() => open.delete(request));
  }
  await Promise.all(open);
  return { answers, times, skipped };
}

async function statusOf(answer: Response | number | null): Promise<string> {
  if (answer === null || typeof answer === "number") return String(answer);
  await answer.arrayBuffer();
  return String(answer.status);
}
