import { beforeAll, expect, test } from "vitest";
import { apiRequest, apiToken } from "@/lib/testing/api-token";
import * as build from "@/lib/testing/build";
import { ownDatabase } from "@/lib/testing/own-database";
import { GET } from "./route";

// Everybody who may is counted: nobody of another test shall be among them.
beforeAll(() => ownDatabase("who"));

const get = async (token: string | undefined, query: string) => {
  const response = await GET(apiRequest(`/access/who?${query}`, token ? { token } : {}), { params: Promise.resolve({}) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> & { rows: { user: { key: string }; reasons: { via: string[]; scope: object }[] }[]; next: string | null } };
};

async function place() {
  const partner = await build.organization();
  const bakery = await build.customer(partner);
  const admin = await build.person(partner, ["customers.view", "users.view", "access.explain"], { fields: { name: "Ada" } });
  const reader = await build.person(partner, ["customers.view"], { fields: { name: "Rob" } });
  return { partner, bakery, admin, reader };
}

test("people by name with their reasons, by number and by key, a page at a time", async () => {
  const { bakery, admin, reader } = await place();
  const token = await apiToken(admin);
  const asked = `permission=customers.view&type=customer&id=key:${bakery.key}&limit=1`;
  const first = await get(token, asked);
  expect(first).toMatchObject({ status: 200, body: { rows: [{ user: { key: admin.facts.email }, reasons: [{ via: [], scope: { kind: "everything" } }] }], total: { count: 2, exact: true }, hidden: 0 } });
  const second = await get(token, `${asked}&after=${first.body.next}`);
  expect(second.body).toMatchObject({ rows: [{ user: { key: reader.facts.email } }], next: null });
  expect((await get(token, `permission=customers.view&type=customer&id=${bakery.id}&search=rob`)).body.total).toEqual({ count: 1, exact: true });
});

test("nobody, a stranger, a reader and a narrowed token are refused in their ways; bad questions name the field", async () => {
  const { bakery, admin, reader } = await place();
  const asked = `permission=customers.view&type=customer&id=${bakery.id}`;
  const stranger = await build.person(await build.organization(), ["customers.view", "access.explain"]);
  const status = async (token: string | undefined, query = asked) => (await get(token, query)).status;

  expect(await status(undefined)).toBe(401);
  expect(await status(await apiToken(stranger))).toBe(404);
  expect(await get(await apiToken(reader), asked)).toMatchObject({ status: 403, body: { permission: "access.explain" } });
  expect(await get(await apiToken(admin, ["customers.view"]), asked)).toMatchObject({ status: 403, body: { permission: "access.explain" } });
  const token = await apiToken(admin);
  for (const [query, field] of [[`permission=customers.fly&type=customer&id=1`, "permission"], [`permission=customers.view&type=planet&id=1`, "type"], [`${asked}&after=x`, "after"], [`${asked}&limit=0`, "limit"], ["type=customer&id=1", "permission"]]) {
    expect(await get(token, query!)).toMatchObject({ status: 400, body: { fields: { [field!]: expect.any(String) as string } } });
  }
});
