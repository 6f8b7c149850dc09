import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Allowances } from "@/lib/platform/allowance";
import { pool } from "@/lib/platform/db/client";
import { apiRequest, apiToken } from "@/lib/testing/api-token";
import * as build from "@/lib/testing/build";
import { GET as getMe } from "./me/route";
import { GET as getOrganizations } from "./organizations/route";

const holder = globalThis as typeof globalThis & { porticoTokenAllowances?: Allowances };
const none = { params: Promise.resolve({}) };
const me = (token: string) => getMe(apiRequest("/me", { token }), none);

beforeEach(() => {
  holder.porticoTokenAllowances = new Allowances(3, 60_000);
});
afterEach(() => {
  vi.restoreAllMocks();
  delete holder.porticoTokenAllowances;
});

test("a token that has used up its minute is refused without a question to the database, others go on", async () => {
  const viewer = await build.person(await build.organization(), ["customers.view"]);
  const [token, other] = [await apiToken(viewer), await apiToken(viewer)];

  const left = [await me(token), await getOrganizations(apiRequest("/organizations?limit=0", { token }), none), await getOrganizations(apiRequest("/organizations", { token }), none)];
  expect(left.map(({ status, headers }) => [status, headers.get("ratelimit")?.replace(/t=\d+/, "t=_")])).toEqual([
    [200, '"token";r=2;t=_'],
    [400, '"token";r=1;t=_'],
    [403, '"token";r=0;t=_'],
  ]);
  expect(left[0]!.headers.get("ratelimit-policy")).toBe('"token";q=3;w=60');

  const query = vi.spyOn(pool(), "query");
  const refused = await me(token);
  expect(query).not.toHaveBeenCalled();
  expect(await refused.json()).toMatchObject({ status: 429, code: "too-many", type: "urn:portico:problem:too-many" });
  expect([refused.status, refused.headers.get("content-type")]).toEqual([429, "application/problem+json"]);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(Number(refused.headers.get("retry-after"))).toBeLessThanOrEqual(60);

  expect((await me(other)).status).toBe(200);
});

test("a token that is not valid is counted nowhere", async () => {
  const answer = await me("ptc_nobody-has-this-token-at-all");

  expect([answer.status, answer.headers.get("ratelimit"), holder.porticoTokenAllowances!.size]).toEqual([401, null, 0]);
});
