import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { request as requests, type APIRequestContext } from "@playwright/test";
import { apiToken } from "@/lib/testing/api-token";
import * as build from "@/lib/testing/build";
import { sessionFor } from "@/lib/testing/session";
import { expect, test } from "./fixtures/portal";

/** What stands open to everybody, and what the visitor without a session is for. Nothing else may be added without a reason. */
const open = new Set(["/sign-in", "/forgot-password", "/reset/[token]", "/not-me/[token]", "/invitation/[token]", "/invitation/new-link", "/healthz", "/readyz", "/languages/[language]", "/icon.svg"]);
/** Groups of routes that ask for no session because they hold the way to one. */
const isOpen = (path: string) => open.has(path) || path.startsWith("/api/auth/") || path === "/api/v1/openapi.json" || path.startsWith("/sign-in/") || path.startsWith("/dev/outbox");

/** The addresses of the files of this name below app, groups left out and parameters still in brackets. */
const addressesOf = (name: string) =>
  readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(`/${name}`) || file === name)
    .map((file) => `/${file.split("/").slice(0, -1).filter((part) => !part.startsWith("(")).join("/")}`)
    .filter((path) => !isOpen(path));

/** Any value will do: who may not ask learns nothing of whether there is one. */
const filled = (path: string) => path.replace(/\[\.\.\.\w+\]/g, "anything").replace(/\[noun\]/g, "customers").replace(/\[\w+\]/g, "1");

type Manifest = { node: Record<string, { exportedName?: string; filename?: string; workers: Record<string, unknown> }> };

/** Every server action of the build with a page that knows it. */
function actions(): { id: string; name: string; page: string }[] {
  const { node } = JSON.parse(readFileSync(join(".next", "server", "server-reference-manifest.json"), "utf8")) as Manifest;
  return Object.entries(node).map(([id, { exportedName = "", filename = "", workers }]) => {
    const page = Object.keys(workers)[0]!.replace(/^app/, "").replace(/\/(page|route)$/, "").replace(/\/\([^)]*\)/g, "");
    return { id, name: `${filename} ${exportedName}`, page: page || "/" };
  });
}

/** Methods that a route file answers. */
const methodsOf = (path: string) => {
  const file = readdirSync("app", { recursive: true, encoding: "utf8" }).find((each) => each.endsWith("/route.ts") && `/${each.split("/").slice(0, -1).filter((part) => !part.startsWith("(")).join("/")}` === path)!;
  const text = readFileSync(join("app", file), "utf8");
  return ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((method) => new RegExp(`\\b${method}\\b`).test(text));
};

type Ended = { cookie: APIRequestContext; bearer: APIRequestContext };

/** A person with a session and a token who was let in everywhere a moment ago, and then is not: their session ended, or the whole account. */
async function ended(how: "session" | "account"): Promise<Ended> {
  const home = await build.organization();
  const viewer = await build.person(home, ["customers.edit", "users.edit", "users.deactivate", "api-tokens.manage"]);
  const { name, value } = await sessionFor(viewer.facts.email);
  const token = await apiToken(viewer);
  const baseURL = process.env.PORTAL_URL!;
  const cookie = await requests.newContext({ baseURL, extraHTTPHeaders: { Cookie: `${name}=${value}`, Origin: baseURL } });
  const bearer = await requests.newContext({ baseURL, extraHTTPHeaders: { Authorization: `Bearer ${token}` } });
  expect((await cookie.get("/account", { maxRedirects: 0 })).status()).toBe(200);
  expect((await bearer.get("/api/v1/me")).status()).toBe(200);
  const { userId } = viewer.facts;
  if (how === "account") await build.owner().user.update({ where: { id: userId }, data: { status: "deactivated" } });
  else {
    await build.owner().session.deleteMany({ where: { userId } });
    await build.owner().apiToken.updateMany({ where: { userId }, data: { revokedAt: new Date() } });
  }
  return { cookie, bearer };
}

const once = { maxRedirects: 0, failOnStatusCode: false };
const leadsOut = (address: string | undefined) => address?.includes("/sign-in") === true;

async function openPages({ cookie }: Ended, pages: string[]): Promise<string[]> {
  const faults: string[] = [];
  for (const page of pages) {
    const response = await cookie.get(filled(page), once);
    const { location } = response.headers();
    if (response.status() < 300 || response.status() >= 400 || !leadsOut(location)) faults.push(`page ${page}: ${response.status()} ${location ?? ""}`);
  }
  return faults;
}

async function openRoutes({ cookie, bearer }: Ended, routes: string[]): Promise<string[]> {
  const faults: string[] = [];
  for (const { route, method } of routes.flatMap((route) => methodsOf(route).map((method) => ({ route, method })))) {
    const client = route.startsWith("/api/v1") ? bearer : cookie;
    const response = await client.fetch(filled(route), { ...once, method, ...(method === "GET" ? {} : { data: {} }) });
    if (response.status() !== 401) faults.push(`${method} ${route}: ${response.status()}`);
  }
  return faults;
}

async function openActions({ cookie }: Ended, known: ReturnType<typeof actions>): Promise<string[]> {
  const faults: string[] = [];
  for (const { id, name, page } of known.filter((each) => !isOpen(each.page))) {
    const response = await cookie.post(filled(page), { ...once, headers: { "Next-Action": id, "Content-Type": "text/plain;charset=UTF-8" }, data: '[null,"$K1"]' });
    const { "x-action-redirect": redirect, location } = response.headers();
    const answer = await response.text();
    const isDone = /"ok":true/.test(answer);
    const isRefused = /"signedOut":true/.test(answer) || leadsOut(redirect) || leadsOut(location) || response.status() >= 400;
    if (isDone || !isRefused) faults.push(`action ${name}: ${response.status()} ${redirect ?? location ?? ""}`);
  }
  return faults;
}

for (const how of ["session", "account"] as const) {
  test(`no page, no route, no stream and no action answers when the ${how} ended a moment ago`, async () => {
    test.slow();
    const out = await ended(how);
    const [pages, routes] = [addressesOf("page.tsx"), addressesOf("route.ts")];
    const known = actions().filter(({ page }) => !page.startsWith("/sign-in") && !page.startsWith("/invitation"));

    expect([pages.length > 60, routes.length > 40, known.length > 50]).toEqual([true, true, true]);
    expect([...(await openPages(out, pages)), ...(await openRoutes(out, routes)), ...(await openActions(out, known))]).toEqual([]);
    await Promise.all([out.cookie.dispose(), out.bearer.dispose()]);
  });
}
