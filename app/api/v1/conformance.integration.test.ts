import { beforeAll, expect, test } from "vitest";
import { permissions, type Permission } from "@/lib/access/permissions";
import { addressOf, headersOf, odd, queryOf, randomOf, valid, type Described, type Description, type Pool, type Random } from "@/lib/testing/api-fuzz";
import { apiRouter, handlersOf, routesBelow } from "@/lib/testing/api-router";
import { apiToken } from "@/lib/testing/api-token";
import * as build from "@/lib/testing/build";
import { fault } from "@/lib/testing/json-schema";
import { GET as describe } from "./openapi.json/route";

const cases = Number(process.env.PORTICO_API_CASES ?? 500);
const seed = Number(process.env.PORTICO_API_SEED ?? 41);
const perWorld = 120;

const api = apiRouter("app/api/v1");
const everything = permissions.map(({ key }) => key);
const readable = permissions.filter(({ kind }) => kind === "read").map(({ key }) => key);

type Call = { path: string; method: string; described: Described };
let description: Description;
let calls: Call[];

beforeAll(async () => {
  description = (await describe().json()) as Description;
  calls = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({ path: path.replace("/api/v1", ""), method: method.toUpperCase(), described })),
  );
});

test("every route is described and everything described is there", async () => {
  const routes = routesBelow("app/api/v1").filter(({ segments }) => segments.join("/") !== "openapi.json");
  const answered: string[] = [];
  for (const route of routes) {
    const path = `/${route.segments.map((segment) => segment.replace(/^\[(\w+)\]$/, "{$1}")).join("/")}`;
    answered.push(...Object.keys(await handlersOf(route)).map((method) => `${method} ${path}`));
  }
  expect(calls.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(answered.sort());
});

type World = { pool: Pool; tokens: (string | undefined)[] };

async function world(): Promise<World> {
  const partner = await build.organization();
  const organizations = [await build.organization(partner), await build.organization(partner), await build.organization(partner), await build.organization()];
  const users = await Promise.all(organizations.map((home) => build.user(home)));
  const groups = await Promise.all([build.group(partner, [users[0]!]), build.group(partner), build.group(partner, [], { type: "security" }), build.group(partner, [], { type: "rule", rule: { jobRole: ["Sales"] } })]);
  const roles = await Promise.all([["customers.view"], ["customers.edit"], ["users.view", "groups.view"]].map((keys) => build.role(partner, keys as Permission[])));
  const grants = await Promise.all(users.map((user, at) => build.grant({ user }, roles[at % 3]!, { kind: "subtree", ref: organizations[at]!.id })));
  const west = await build.territory();
  const territories = [west, await build.territory(west), await build.territory()];
  const programs = [await build.program([organizations[0]!]), await build.program()];
  const customers = await Promise.all(organizations.map((home) => build.customer(home, { territoryId: west.id })));
  const tasks = await Promise.all(organizations.map((home, at) => build.task(home, users[at]!, at === 0 ? { customerId: customers[0]!.id } : {})));
  const tokens = await actors(partner);
  const keyed = (list: { id: number; email: string }[]) => list.map(({ id, email }) => ({ id, key: email }));
  const withKeys = async (table: "group" | "role" | "grant", list: { id: number }[]) =>
    (await (build.owner()[table] as unknown as { findMany: (query: object) => Promise<{ id: number; key: string }[]> }).findMany({ where: { id: { in: list.map(({ id }) => id) } }, select: { id: true, key: true } })).map(({ id, key }) => ({ id, key }));
  return {
    tokens,
    pool: {
      organization: organizations,
      parent: [partner, ...organizations],
      user: keyed(users),
      accountManager: keyed(users),
      assignee: keyed(users),
      task: tasks.map(({ id }) => ({ id, key: `T-${id}` })),
      group: await withKeys("group", groups),
      role: await withKeys("role", roles),
      userRole: await withKeys("role", roles),
      grant: await withKeys("grant", grants),
      territory: territories,
      program: programs,
      customer: customers,
      permission: everything.map((key, id) => ({ id, key })),
    },
  };
}

async function actors(partner: { id: number }): Promise<(string | undefined)[]> {
  const owner = await build.person(await build.operator(), everything);
  const manager = await build.person(partner, everything);
  const reader = await build.person(await build.operator(), readable);
  const assistant = await build.person(partner, ["customers.edit-contact"], { kind: "direct", ref: partner.id });
  return Promise.all([apiToken(owner), apiToken(owner), apiToken(owner), apiToken(manager), apiToken(manager), apiToken(reader), apiToken(assistant), apiToken(owner, ["customers.view", "users.view"]), Promise.resolve(undefined), Promise.resolve("unknown")]);
}

type Sent = { label: string; address: string; method: string; body: unknown; headers: Record<string, string>; token: string | undefined; mustFail: boolean };

function requestOf(random: Random, { pool, tokens }: World, { path, method, described }: Call): Sent {
  const making = { random, pool, definitions: description.components.schemas };
  const schema = described.requestBody?.content["application/json"]?.schema;
  const isOddQuery = random.chance(0.1);
  const address = addressOf(making, path, described.tags?.[0] ?? "") + queryOf(making, described.parameters ?? [], isOddQuery);
  const headers = headersOf(making, described.parameters ?? []);
  const good = schema ? valid(making, schema) : undefined;
  const isOdd = random.chance(schema ? 0.35 : 0.1);
  const broken = method !== "GET" && isOdd && random.chance(0.1);
  const body = method === "GET" ? undefined : broken ? random.pick(["{", "null", "[]", "tru", '{"__proto__":{"a":1}}', "{\"a\":1", "\u0000"]) : isOdd ? odd(making, good ?? {}) : good;
  if (broken && random.chance(0.3)) headers["Content-Type"] = random.pick(["text/plain", "application/x-www-form-urlencoded", ""]);
  return { label: `${method} ${path}`, address, method, body, headers, token: random.pick(tokens), mustFail: broken };
}

const isKnown = (status: number, described: Described) => Object.hasOwn(described.responses, String(status));

/** What is wrong with the answer, or null. */
async function faultOf({ described }: Call, sent: Sent, response: Response): Promise<string | null> {
  const { status } = response;
  const text = await response.text();
  if (status >= 500) return `answered ${status}: ${text}`;
  if (!isKnown(status, described)) return `answered ${status}, which is not described: ${text}`;
  if (sent.mustFail && status < 400) return `took what cannot be read, with ${status}`;
  if (!sent.token && status !== 401) return `answered nobody with ${status}`;
  if (response.headers.get("cache-control") !== "private, no-store") return "may be cached";
  if (status === 204) return text === "" ? null : "has a body with the status 204";
  const type = response.headers.get("content-type") ?? "";
  const schema = described.responses[status]?.content?.[type]?.schema;
  if (!schema) return `answered ${status} as ${type}, which is not described`;
  const value = JSON.parse(text) as { status?: number };
  if (status >= 400 && value.status !== status) return `says ${value.status} and answers ${status}`;
  return fault(value, schema, description.components.schemas);
}

test(
  `${cases} requests made from the description, valid and broken, by people of all kinds: every answer is as described and none fails`,
  async () => {
    const random = randomOf(seed);
    const faults = new Map<string, string>();
    const seen = new Map<string, number>();
    let around = await world();
    for (let at = 0; at < cases; at++) {
      if (at > 0 && at % perWorld === 0) around = await world();
      const call = at < calls.length * 2 ? calls[at % calls.length]! : random.pick(calls);
      const sent = requestOf(random, around, call);
      const response = await api(sent.address, sent as { method: string; body: unknown; headers: Record<string, string> });
      seen.set(`${sent.label} ${response.status}`, (seen.get(`${sent.label} ${response.status}`) ?? 0) + 1);
      const found = await faultOf(call, sent, response);
      if (found) faults.set(`${sent.label}: ${found.slice(0, 300)}`, `case ${at}: ${sent.address} ${JSON.stringify(sent.body)?.slice(0, 500)} ${JSON.stringify(sent.headers)}`);
    }
    if (process.env.PORTICO_API_SHOW) process.stdout.write(`${[...seen].sort().map(([what, count]) => `${what} × ${count}`).join("\n")}\n`);
    expect([...faults].map(([what, how]) => `${what}\n  ${how}`).join("\n")).toBe("");
    const worked = new Set([...seen.keys()].filter((what) => / 20[014]$/.test(what)).map((what) => what.replace(/ \d+$/, "")));
    expect(worked.size, "most calls have worked at least once").toBeGreaterThan(calls.length / 3);
  },
  cases * 200 + 60_000,
);
