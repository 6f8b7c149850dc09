import { expect, test } from "vitest";
import { permissions } from "@/lib/access/permissions";
import { apiRequest, apiToken } from "@/lib/testing/api-token";
import * as build from "@/lib/testing/build";
import { POST as check } from "./access/check/route";
import { GET as activity } from "./activity/route";
import { GET as nothing } from "./[[...rest]]/route";
import { listRoute, recordRoute } from "./noun";
import * as nouns from "./nouns";

type Row = Record<string, unknown> & { id: number; key: string };
type Json = Row & { rows: Row[]; total: { count: number; exact: boolean }; results: Row[] };
const none = { params: Promise.resolve({}) };
const json = async (response: Response) => (await response.json()) as Json;
const everything = permissions.map(({ key }) => key);

const lists = Object.entries(nouns).map(([name, noun]) => ({
  name,
  list: (query: string, token?: string) => listRoute(noun as typeof nouns.programs)(apiRequest(`/${noun.path}${query}`, { token }), none),
  one: (record: number | string, token?: string) =>
    recordRoute(noun as typeof nouns.programs)(apiRequest(`/${noun.path}/${record}`, { token }), { params: Promise.resolve({ record: String(record) }) }),
}));

async function partnerWithAll() {
  const partner = await build.organization();
  const person = await build.person(partner, everything);
  await build.group(partner);
  await build.task(partner, { id: person.facts.userId });
  return { partner, person, token: await apiToken(person) };
}

test.each(lists)("$name: nobody is told to sign in, a row of the list opens by id and by key, a stranger finds neither", async ({ name, list, one }) => {
  const { token } = await partnerWithAll();
  await build.territory();
  await build.program();
  const stranger = await apiToken(await build.person(await build.organization(), ["customers.list"]));

  const page = await json(await list("?limit=200", token));
  const row = page.rows.find(({ key }) => key !== null)!;
  const byId = await one(row.id, token);

  expect((await list("")).status).toBe(401);
  expect((await one(row.id)).status).toBe(401);
  expect(page.total.count).toBeGreaterThan(0);
  expect(byId.status).toBe(200);
  expect(byId.headers.get("etag")).toMatch(/^"\d+\.[\w-]{12}"$/);
  expect(await json(byId)).toMatchObject({ id: row.id, key: row.key });
  expect(await json(await one(`key:${row.key}`, token))).toMatchObject({ id: row.id });
  expect((await one(2_000_000_000, token)).status).toBe(404);
  // One's own tasks are always in reach, so that list is empty rather than refused.
  expect([name, (await list("", stranger)).status]).toEqual([name, name === "tasks" ? 200 : 403]);
  expect((await json(await list("", stranger))).rows ?? []).toEqual([]);
  expect((await one(row.id, stranger)).status).toBe(name === "tasks" ? 404 : 403);
  expect((await list("?colour=red", token)).status).toBe(400);
  expect((await list("?after=broken", token)).status).toBeLessThan(500);
});

test("other records stand in a row as one reference, and nothing of the screen's own", async () => {
  const { partner, person, token } = await partnerWithAll();
  const [users] = lists.filter(({ name }) => name === "users");

  const { rows } = await json(await users!.list(`?organization=key:${partner.key}`, token));

  expect(rows.map(({ id }) => id)).toEqual([person.facts.userId]);
  expect(rows[0]).toMatchObject({ key: person.facts.email, organization: { id: partner.id, name: partner.name } });
  expect(Object.keys(rows[0]!)).not.toEqual(expect.arrayContaining(["organizationId"]));
  expect(await json(await users!.one(person.facts.userId, token))).not.toHaveProperty("can");
});

test("a check answers for the asker and names what is missing; too many at once are refused", async () => {
  const partner = await build.organization();
  const customer = await build.customer(partner);
  const token = await apiToken(await build.person(partner, ["customers.view"]));
  const ask = (checks: object[]) => check(apiRequest("/access/check", { token, method: "POST", body: { checks } }), none);
  const record = { type: "customer", id: customer.id };

  const { results } = await json(await ask([{ permission: "customers.view", record }, { permission: "customers.edit", record: { ...record, id: `key:${customer.key}` } }]));

  expect(results).toMatchObject([{ allowed: true, missing: [] }, { allowed: false, reasons: [] }]);
  expect((await ask(Array<object>(1001).fill({ permission: "customers.view", record }))).status).toBe(400);
  expect((await ask([{ permission: "customers.fly", record }])).status).toBe(400);
  expect((await check(apiRequest("/access/check", { method: "POST", body: { checks: [] } }), none)).status).toBe(401);
});

test("the log answers with the reach of the token's user, and only to those who may read it", async () => {
  const partner = await build.organization();
  const customer = await build.customer(partner);
  const reader = await build.person(partner, ["customers.view"]);
  const auditor = await apiToken(await build.person(partner, ["activity.view"]));
  const log = (token: string, query = "") => activity(apiRequest(`/activity${query}`, { token }), none);

  expect((await log(await apiToken(reader))).status).toBe(403);

  const { rows } = await json(await log(auditor, `?person=${reader.facts.userId}&outcome=refused&limit=5`));
  expect(rows).toMatchObject([{ action: "activity.view", outcome: "refused", actor: { id: reader.facts.userId, key: null, name: reader.facts.name }, via: "token test" }]);
  expect((await json(await log(auditor, `?record=customer:${customer.id}`))).rows).toEqual([]);
  for (const query of ["?from=soon", "?after=x", "?outcome=maybe", "?search=x"]) expect((await log(auditor, query)).status).toBe(400);
});

test("an unknown address is a problem like any other", async () => {
  const { token } = await partnerWithAll();
  const answer = await nothing(apiRequest("/nowhere", { token }), { params: Promise.resolve({ rest: ["nowhere"] }) });
  expect([answer.status, answer.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
});
