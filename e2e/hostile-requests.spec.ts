import { request as rawRequest } from "node:http";
import type { APIRequestContext } from "@playwright/test";
import { request as requests } from "@playwright/test";
import { fieldsOf } from "@/lib/testing/form-post";
import { newcomer, sessionFor } from "@/lib/testing/session";
import { linkInOutbox } from "./fixtures/outbox";
import { expect, people, test } from "./fixtures/portal";

const base = () => process.env.PORTAL_URL!;

/** A customer of Fjordlink, which is nobody's business in Pennine, and what its page may not give away. */
async function strangersCustomer(): Promise<{ path: string; marker: string }> {
  const { name, value } = await sessionFor(people.partnerOwner);
  const inside = await requests.newContext({ baseURL: base(), extraHTTPHeaders: { Cookie: `${name}=${value}` } });
  const page = await (await inside.get("/customers")).text();
  const [, id, marker] = /href="\/customers\/(\d+)"[^>]*>([^<]+)</.exec(page)!;
  await inside.dispose();
  return { path: `/customers/${id}`, marker: marker! };
}

type Variant = { name: string; path: (path: string) => string; headers?: Record<string, string>; method?: string };

const same = (path: string) => path;
const withHeaders = (name: string, headers: Record<string, string>): Variant => ({ name, path: same, headers });
const variants: Variant[] = [
  { name: "plain", path: same },
  { name: "HEAD", path: same, method: "HEAD" },
  { name: "POST", path: same, method: "POST" },
  withHeaders("RSC", { RSC: "1" }),
  withHeaders("RSC prefetch", { RSC: "1", "Next-Router-Prefetch": "1" }),
  withHeaders("segment prefetch", { RSC: "1", "Next-Router-Prefetch": "1", "Next-Router-Segment-Prefetch": "/_tree" }),
  withHeaders("router state", { RSC: "1", "Next-Router-State-Tree": "%5B%22%22%2C%7B%7D%5D" }),
  withHeaders("middleware subrequest", { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" }),
  withHeaders("source of the proxy", { "x-middleware-subrequest": "src/proxy:src/proxy:src/proxy" }),
  withHeaders("invoke path", { "x-invoke-path": "/customers", "x-invoke-status": "200", "x-middleware-invoke": "1" }),
  withHeaders("forwarded host", { "X-Forwarded-Host": "evil.example", "X-Forwarded-For": "127.0.0.1" }),
  withHeaders("original url", { "X-Original-URL": "/sign-in", "X-Rewrite-URL": "/sign-in" }),
  { name: ".rsc", path: (path) => `${path}.rsc` },
  { name: ".segments", path: (path) => `${path}.segments/_tree.segment.rsc` },
  { name: ".json", path: (path) => `/_next/data/build${path}.json` },
  { name: ".css", path: (path) => `${path}/x.css` },
  { name: "doubled slash", path: (path) => `/${path}` },
  { name: "encoded letter", path: (path) => path.replace("/c", "/%63") },
  { name: "dots", path: (path) => `/sign-in/..${path}` },
  { name: "capital", path: (path) => path.replace("/c", "/C") },
  { name: "parameter of the route", path: (path) => `${path}?nxtPcustomerId=${path.split("/").pop()}&_rsc=abcde` },
];

async function bodyOf(client: APIRequestContext, { path, headers, method }: Variant, of: string): Promise<string> {
  const response = await client.fetch(base() + path(of), { method: method ?? "GET", ...(headers ? { headers } : {}), maxRedirects: 0, failOnStatusCode: false });
  return JSON.stringify(response.headers()) + (await response.text());
}

test("no way of asking shows a record to nobody, nor to somebody of another partner", async () => {
  const { path, marker } = await strangersCustomer();
  const stranger = await sessionFor(people.contactAssistant);
  const nobody = await requests.newContext({ baseURL: base() });
  const other = await requests.newContext({ baseURL: base(), extraHTTPHeaders: { Cookie: `${stranger.name}=${stranger.value}` } });

  const shown: string[] = [];
  const pages = [path, `${path}/history`, `${path}/edit`];
  for (const { variant, page } of variants.flatMap((each) => pages.map((page) => ({ variant: each, page })))) {
    if ((await bodyOf(nobody, variant, page)).includes(marker)) shown.push(`${variant.name} to nobody: ${page}`);
    if ((await bodyOf(other, variant, page)).includes(marker)) shown.push(`${variant.name} to a stranger: ${page}`);
  }
  expect(shown).toEqual([]);
  await Promise.all([nobody.dispose(), other.dispose()]);
});

test("what a person sees is in no shared memory, and every answer carries the headers that guard it", async () => {
  const { name, value } = await sessionFor(people.operator);
  const client = await requests.newContext({ baseURL: base(), extraHTTPHeaders: { Cookie: `${name}=${value}` } });
  const paths = ["/", "/customers", "/organizations", "/users", "/groups", "/roles", "/grants", "/territories", "/programs", "/activity", "/imports", "/nowhere", "/api/lookup/customers?q=a", "/api/v1/me", "/sign-in"];
  const faults: string[] = [];
  for (const path of paths) {
    const response = await client.get(path, { maxRedirects: 0, failOnStatusCode: false });
    const headers = response.headers();
    if (!/no-store/.test(headers["cache-control"] ?? "")) faults.push(`${path}: Cache-Control ${headers["cache-control"]}`);
    if (headers["x-content-type-options"] !== "nosniff") faults.push(`${path}: nosniff`);
    if (!/frame-ancestors 'none'/.test(headers["content-security-policy"] ?? "")) faults.push(`${path}: frame-ancestors`);
    if (/script-src[^;]*'unsafe-(inline|eval)'/.test(headers["content-security-policy"] ?? "")) faults.push(`${path}: inline scripts`);
    if (headers["x-powered-by"]) faults.push(`${path}: X-Powered-By`);
  }
  expect(faults).toEqual([]);
  await client.dispose();
});

/** Sends a form as a browser would that has been told another host by somebody in between. */
async function postAs(host: string, path: string, changes: Record<string, string>): Promise<number> {
  const fields = fieldsOf(await (await fetch(base() + path)).text(), Object.keys(changes)[0]!)!;
  for (const [name, value] of Object.entries(changes)) fields.set(name, value);
  const form = new Response(fields);
  const headers = { Host: host, Origin: `http://${host}`, "X-Forwarded-Host": host, "Content-Type": form.headers.get("content-type")! };
  const body = Buffer.from(await form.arrayBuffer());
  return new Promise((resolve, reject) => {
    const request = rawRequest(base() + path, { method: "POST", headers: { ...headers, "Content-Length": body.length } }, (answer) => answer.resume().once("end", () => resolve(answer.statusCode ?? 0)));
    request.once("error", reject).end(body);
  });
}

test("links in mails lead to the portal's own address, whatever host the request was for (B38)", async ({ page }) => {
  const person = await newcomer();
  expect(await postAs("evil.example", "/forgot-password", { email: person.email })).toBeLessThan(500);

  expect(new URL(await linkInOutbox(page, person.email)).origin).toBe(new URL(base()).origin);
  const html = await page.getByRole("region", { name: "HTML" }).locator("iframe").getAttribute("srcdoc");
  expect(html).toContain(new URL(base()).origin);
  expect(html).not.toContain("evil.example");
});
