import { readdirSync } from "node:fs";
import { beforeAll, expect, test, vi } from "vitest";
import { sessionCookie } from "@/lib/auth/cookie";
import { finishSignIn } from "@/lib/auth/finish";
import { beginPartial } from "@/lib/auth/partial";
import { viewerOfSession } from "@/lib/auth/session";
import * as build from "@/lib/testing/build";
import { browser, useBrowser } from "@/lib/testing/browser";

vi.mock("next/headers", async () => import("@/lib/testing/browser"));

// Everything that answers a request is found in the folders, so that what is added is refused too, or named here with a reason.

const openPages = ["(signed-out)/"];
/** Routes that need nobody: signing in itself, whether the portal is up, the API's description, and the texts of a language. */
const openRoutes = ["api/auth/[...nextauth]/route.ts", "healthz/route.ts", "readyz/route.ts", "api/v1/openapi.json/route.ts", "languages/[language]/route.ts"];

type Module = Record<string, unknown>;
type Call = (...args: unknown[]) => unknown;

const files = readdirSync("app", { recursive: true, encoding: "utf8" });
const pages = files.filter((file) => /(^|\/)(page|layout)\.tsx$/.test(file) && file.startsWith("(portal)/"));
const actions = files.filter((file) => file.endsWith("/actions.ts") && !openPages.some((folder) => file.startsWith(folder)));
const routes = files.filter((file) => /(^|\/)route\.ts$/.test(file) && !openRoutes.includes(file));
const load = async (file: string) => (await import(`./${file}`)) as Module;

const origin = { ip: "192.0.2.10", device: "Firefox" };
let partial: string;
let ended: string;
let userId: number;

beforeAll(async () => {
  ({ id: userId } = await build.user(await build.organization()));
  partial = (await beginPartial({ userId, method: "password" })).token;
  ended = (await finishSignIn(await beginPartial({ userId, method: "password" }), origin, null)).session;
  expect(await viewerOfSession(ended, origin)).not.toBeNull();
  await build.owner().session.deleteMany({ where: { userId } });
});

/** Each way in which somebody could come who may not: with what is in the cookie, or in the token, of a request. */
const callers = () => [
  { name: "an unfinished sign-in as a session", secret: partial },
  { name: "a session ended a moment ago", secret: ended },
];

function comeWith(secret: string): void {
  useBrowser();
  browser.cookies.set(sessionCookie().name, secret);
  browser.headers.set("origin", "http://localhost:3000");
  browser.headers.set("host", "localhost:3000");
}

/** Where a call led: to the sign-in page, to the answer that one is signed out, to a status, or that it went through. */
async function outcome(call: () => unknown): Promise<string> {
  try {
    const answer = await call();
    if (answer instanceof Response) return answer.status === 401 ? "refused" : `answered ${answer.status}`;
    return (answer as { signedOut?: boolean } | null)?.signedOut === true ? "refused" : "went through";
  } catch (error) {
    const digest = String((error as { digest?: unknown }).digest ?? error);
    return digest.startsWith("NEXT_REDIRECT") && digest.includes("/sign-in") ? "refused" : digest;
  }
}

const isGuard = (value: unknown): value is Call => typeof value === "function";

async function through(names: string[], call: (file: string) => Promise<string[]>): Promise<string[]> {
  const open: string[] = [];
  for (const file of names) open.push(...(await call(file)).filter((line) => !line.endsWith(": refused")));
  return open;
}

test("every page of the portal leads whoever has no open session to the sign-in page", async () => {
  expect(pages.length).toBeGreaterThan(50);
  const props = { params: Promise.resolve(new Proxy({}, { get: (_, name) => (name === "then" ? undefined : "1") })), searchParams: Promise.resolve({}), children: null };
  for (const { name, secret } of callers()) {
    const open = await through(pages, async (file) => {
      const page = (await load(file)).default;
      comeWith(secret);
      // A section's layout is a frame of the browser's; only those of the server can refuse.
      if (file.endsWith("layout.tsx") && file !== "(portal)/layout.tsx") return [];
      return isGuard(page) ? [`${file}: ${await outcome(() => page(props))}`] : [`${file}: no page`];
    });
    expect(open, name).toEqual([]);
  }
});

test("every server action does", async () => {
  expect(actions.length).toBeGreaterThan(8);
  let count = 0;
  for (const { name, secret } of callers()) {
    const open = await through(actions, async (file) => {
      const lines: string[] = [];
      for (const [action, call] of Object.entries(await load(file))) {
        if (!isGuard(call)) continue;
        comeWith(secret);
        count++;
        lines.push(`${file} ${action}: ${await outcome(() => call(null, new FormData()))}`);
      }
      return lines;
    });
    expect(open, name).toEqual([]);
  }
  expect(count).toBeGreaterThan(100);
});

test("every route refuses with 401, by cookie and by token", async () => {
  expect(routes.length).toBeGreaterThan(50);
  for (const { name, secret } of callers()) {
    const open = await through(routes, async (file) => {
      const lines: string[] = [];
      for (const [method, call] of Object.entries(await load(file))) {
        if (!isGuard(call) || !/^(GET|POST|PUT|PATCH|DELETE)$/.test(method)) continue;
        comeWith(secret);
        const headers = { authorization: `Bearer ${secret}`, cookie: `${sessionCookie().name}=${secret}`, "content-type": "application/json" };
        const request = new Request("http://localhost:3000/", { method, headers, ...(method === "GET" ? {} : { body: "{}" }) });
        const params = Promise.resolve(new Proxy({}, { get: (_, key) => (key === "then" ? undefined : "1") }));
        lines.push(`${file} ${method}: ${await outcome(() => call(request, { params }))}`);
      }
      return lines;
    });
    expect(open, name).toEqual([]);
  }
});
