import { expect, test } from "vitest";
import { apiRequest, apiToken, type Call } from "@/lib/testing/api-token";
import * as build from "@/lib/testing/build";
import { GET as getMe } from "../me/route";
import { GET as getOne, PATCH } from "./[customer]/route";
import { GET, POST } from "./route";

type Json = Record<string, unknown> & { rows: Record<string, unknown>[]; code: string; fields: Record<string, string> };
const none = { params: Promise.resolve({}) };
const json = async (response: Response) => (await response.json()) as Json;
const list = (query: string, token?: string) => GET(apiRequest(`/customers${query}`, { token }), none);
const one = (customer: number | string, token?: string) => getOne(apiRequest(`/customers/${customer}`, { token }), { params: Promise.resolve({ customer: String(customer) }) });
const create = (body: unknown, call: Call) => POST(apiRequest("/customers", { method: "POST", body, ...call }), none);
const patch = (customer: number | string, body: unknown, call: Call) =>
  PATCH(apiRequest(`/customers/${customer}`, { method: "PATCH", body, ...call }), { params: Promise.resolve({ customer: String(customer) }) });

test("nobody is asked for a token, a stranger finds nothing, a reader is told what is missing, the rightful one gets the record", async () => {
  const partner = await build.organization();
  const customer = await build.customer(partner, { name: "Bryggen Hotell", email: "post@bryggen.example" });
  const reader = await apiToken(await build.person(partner, ["customers.view"]));
  const stranger = await apiToken(await build.person(await build.organization(), ["customers.view", "customers.edit"]));
  const editor = await apiToken(await build.person(partner, ["customers.edit"]));

  for (const token of [undefined, "wrong"]) {
    const nobody = await one(customer.id, token);
    expect([nobody.status, nobody.headers.get("www-authenticate"), nobody.headers.get("content-type")]).toEqual([401, "Bearer", "application/problem+json"]);
  }
  expect((await one(customer.id, stranger)).status).toBe(404);
  expect((await patch(customer.id, { name: "X" }, { token: stranger })).status).toBe(404);
  const refusal = await patch(customer.id, { name: "X" }, { token: reader });
  expect(refusal.status).toBe(403);
  expect(await json(refusal)).toMatchObject({ code: "refused", permission: "customers.edit", status: 403 });
  const read = await one(`key:${customer.key}`, reader);
  expect([read.status, read.headers.get("etag"), read.headers.get("cache-control")]).toEqual([200, expect.stringMatching(/^"1\.[\w-]{12}"$/), "private, no-store"]);
  expect(await json(read)).toMatchObject({ id: customer.id, key: customer.key, email: "post@bryggen.example", organization: { id: partner.id, key: partner.key } });
  const renamed = await patch(customer.id, { name: "Bryggen Hotell AS", city: "Bergen" }, { token: editor });
  expect([renamed.status, renamed.headers.get("etag")]).toEqual([200, expect.stringMatching(/^"2\.[\w-]{12}"$/)]);
  expect(await json(renamed)).toMatchObject({ name: "Bryggen Hotell AS", city: "Bergen", version: 2 });
});

test("a refusal is in the log with record and token, a hidden record without", async () => {
  const partner = await build.organization();
  const customer = await build.customer(partner);
  const reader = await build.person(partner, ["customers.view"]);

  await patch(customer.id, { status: "suspended" }, { token: await apiToken(reader) });

  const log = await build.owner().activity.findMany({ where: { actorId: reader.facts.userId }, select: { action: true, outcome: true, recordId: true, via: true } });
  expect(log).toEqual([{ action: "customers.suspend", outcome: "refused", recordId: customer.id, via: "token test" }]);
});

test("a list holds what may be listed, with profile fields only where the profile may be opened", async () => {
  const partner = await build.organization();
  const seen = await build.customer(partner, { name: "A", phone: "+47 1" });
  const listed = await build.customer(partner, { name: "B", phone: "+47 2" });
  await build.customer(await build.organization(), { name: "C" });
  const viewer = await build.person(partner, ["customers.list"]);
  await build.grant({ user: { id: viewer.facts.userId } }, await build.role(partner, ["customers.view"]), { kind: "customers", customers: [seen] });
  const token = await apiToken(viewer);

  const page = await json(await list("?limit=1", token));
  const rest = await json(await list(`?limit=1&after=${String(page.next)}`, token));

  expect(page).toMatchObject({ rows: [{ id: seen.id, phone: "+47 1", organization: { key: partner.key } }], total: { count: 2, exact: true } });
  expect(rest.rows).toHaveLength(1);
  expect(rest.rows[0]).toMatchObject({ id: listed.id, name: "B" });
  expect(rest.rows[0]).not.toHaveProperty("phone");
  expect(rest.next).toBeNull();
});

test("filters go by id or key and mean all below; unknown keys match nothing", async () => {
  const partner = await build.organization();
  const below = await build.organization(partner);
  const west = await build.territory();
  const bergen = await build.territory(west);
  const here = await build.customer(below, { territoryId: bergen.id });
  await build.customer(partner);
  const token = await apiToken(await build.person(await build.operator(), ["customers.list"]));
  const ids = async (query: string) => (await json(await list(query, token))).rows.map(({ id }) => id);

  expect(await ids(`?organization=key:${below.key}`)).toEqual([here.id]);
  expect(await ids(`?organization=${partner.id}&territory=key:${west.key}`)).toEqual([here.id]);
  expect(await ids("?organization=key:no-such")).toEqual([]);
  expect(await ids(`?organization=${partner.id}&status=archived`)).toEqual([]);
});

test("unknown, repeated and broken parameters are refused by name", async () => {
  const token = await apiToken(await build.person(await build.organization(), ["customers.list"]));
  const fields = async (query: string) => {
    const response = await list(query, token);
    expect(response.status).toBe(400);
    return Object.keys((await json(response)).fields);
  };
  expect(await fields("?colour=red")).toEqual(["colour"]);
  expect(await fields("?limit=201")).toEqual(["limit"]);
  expect(await fields("?limit=5&limit=6")).toEqual(["limit"]);
  expect(await fields("?after=nonsense")).toEqual(["after"]);
  expect(await fields("?organization=abc")).toEqual(["organization"]);
  expect(await fields("?organization=99999999999")).toEqual(["organization"]);
  expect(await fields("?status=gone")).toEqual(["status.0"]);
  expect(await fields("?search=%00")).toEqual(["search"]);
});

test("fields that are no input are refused and change nothing", async () => {
  const partner = await build.organization();
  const customer = await build.customer(partner, { name: "Verft" });
  const token = await apiToken(await build.person(partner, ["customers.edit", "customers.create", "customers.reassign"]));
  const forbidden = ["id", "createdAt", "version", "passwordHash", "isAdmin", "organizationId", "organization_id", "constructor", "archivedAt"];
  const bodies = [...forbidden.map((name) => JSON.stringify({ name: "X", [name]: 1 })), '{"name":"X","__proto__":{"isAdmin":true}}'];

  for (const body of bodies) {
    const changed = await patch(customer.id, body, { token });
    expect([body, changed.status]).toEqual([body, 400]);
    expect((await create(body, { token })).status).toBe(400);
  }
  expect((await build.owner().customer.findUniqueOrThrow({ where: { id: customer.id } })).name).toBe("Verft");
});

test("bodies that are not JSON, too large, of another type or hold what no column can are refused", async () => {
  const partner = await build.organization();
  const customer = await build.customer(partner);
  const token = await apiToken(await build.person(partner, ["customers.edit"]));
  const status = async (body: unknown, headers = {}) => (await patch(customer.id, body, { token, headers })).status;

  expect(await status("{")).toBe(400);
  expect(await status("[]")).toBe(400);
  expect(await status("null")).toBe(400);
  expect(await status({ name: 5 })).toBe(400);
  expect(await status({ name: "" })).toBe(400);
  expect(await status({ name: "a\0b" })).toBe(400);
  expect(await status({ comment: { $gt: "" } })).toBe(400);
  expect(await status("name=X", { "Content-Type": "application/x-www-form-urlencoded" })).toBe(415);
  expect(await status({ name: "X" }, { "Content-Encoding": "gzip" })).toBe(415);
  expect(await status({ name: "Y" }, { "Content-Encoding": "identity" })).toBe(200);
  expect(await status({ comment: "x".repeat(1_000_001) })).toBe(413);
  for (const segment of ["0", "-1", "1e3", "99999999999", "abc", "key:", "key:%00", "1'--"]) expect((await one(segment, token)).status).toBe(404);
});

test("a customer is created with references by key, and its place must be within reach", async () => {
  const partner = await build.organization();
  const other = await build.organization();
  const west = await build.territory();
  const manager = await build.user(partner);
  const token = await apiToken(await build.person(partner, ["customers.create"]));

  const made = await create({ name: "Fjordgata", organization: partner.key, territory: { key: west.key }, accountManager: manager.email.toUpperCase(), city: "" }, { token });
  const body = await json(made);
  expect(made.status).toBe(201);
  expect(made.headers.get("location")).toBe(`/api/v1/customers/${String(body.id)}`);
  expect(body).toMatchObject({ status: "active", territory: { id: west.id }, accountManager: { id: manager.id, key: manager.email }, city: null, version: 1 });
  const hidden = await create({ name: "X", organization: other.key }, { token });
  const unknown = await create({ name: "X", organization: "no-such" }, { token });
  expect([hidden.status, unknown.status]).toEqual([400, 400]);
  expect(await json(hidden)).toEqual(await json(unknown));
  expect(await json(await create({ name: "X", organization: { id: partner.id }, key: String(body.key) }, { token }))).toMatchObject({ code: "conflict", fields: { key: expect.any(String) as string } });
});

test("a change of many fields is one whole: it needs every permission, and a place, a state and a name move together", async () => {
  const north = await build.organization();
  const south = await build.organization(north);
  const customer = await build.customer(north, { name: "Verft" });
  const editor = await apiToken(await build.person(north, ["customers.edit", "customers.suspend"]));
  const both = await apiToken(await build.person(north, ["customers.edit", "customers.reassign", "customers.suspend", "customers.delete"]));
  const change = { name: "Verft AS", organization: south.key, status: "suspended" };

  expect(await json(await patch(customer.id, change, { token: editor }))).toMatchObject({ code: "refused", permission: "customers.reassign" });
  expect(await json(await one(customer.id, editor))).toMatchObject({ name: "Verft", status: "active", version: 1 });
  expect(await json(await patch(customer.id, change, { token: both }))).toMatchObject({ name: "Verft AS", status: "suspended", organization: { id: south.id }, version: 4 });
  expect(await json(await patch(customer.id, { status: "archived" }, { token: both }))).toMatchObject({ status: "archived" });
  expect(await json(await patch(customer.id, { status: "active" }, { token: both }))).toMatchObject({ status: "active" });
  const actions = await build.owner().activity.findMany({ where: { customerId: customer.id, outcome: "done" }, orderBy: { id: "asc" }, select: { action: true } });
  expect(actions.map(({ action }) => action)).toEqual(["customers.edit", "customers.reassign", "customers.suspend", "customers.archive", "customers.restore", "customers.reconnect"]);
});

test("If-Match lets exactly one of many writers with the same version through", async () => {
  const partner = await build.organization();
  const customer = await build.customer(partner);
  const token = await apiToken(await build.person(partner, ["customers.edit"]));

  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, at) => patch(customer.id, { name: `Name ${at}` }, { token, headers: { "If-Match": '"1"' } })),
  );

  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(7).fill(412)]);
  const late = answers.find(({ status }) => status === 412)!;
  expect(late.headers.get("etag")).toBe('"2"');
  expect(await json(late)).toMatchObject({ code: "stale", version: 2 });
  expect((await patch(customer.id, { name: "X" }, { token, headers: { "If-Match": "2" } })).status).toBe(400);
});

test("an Idempotency-Key gives one effect and one answer; another body under it is refused", async () => {
  const partner = await build.organization();
  const token = await apiToken(await build.person(partner, ["customers.create"]));
  const send = (body: unknown) => create(body, { token, headers: { "Idempotency-Key": "order-7" } });
  const body = { name: "Once", organization: partner.key };

  const first = await send(body);
  const second = await send(body);

  expect([first.status, second.status]).toEqual([201, 201]);
  expect(second.headers.get("etag")).toBe(first.headers.get("etag"));
  expect(await second.text()).toBe(await first.text());
  const other = await send({ ...body, name: "Twice" });
  expect([other.status, (await json(other)).code]).toEqual([422, "key-reused"]);
  expect(await build.owner().customer.count({ where: { organizationId: partner.id } })).toBe(1);
});

test("a token narrowed to reading, one revoked, and one of a person deactivated may do no more", async () => {
  const partner = await build.organization();
  const customer = await build.customer(partner);
  const viewer = await build.person(partner, ["customers.edit"]);
  const narrow = await apiToken(viewer, ["customers.view"]);

  expect((await patch(customer.id, { name: "X" }, { token: narrow })).status).toBe(403);
  const me = await json(await getMe(apiRequest("/me", { token: narrow }), none));
  expect(me).toMatchObject({ user: { id: viewer.facts.userId }, organization: { id: partner.id, key: partner.key }, permissions: ["customers.list", "customers.view"] });
  await build.owner().user.update({ where: { id: viewer.facts.userId }, data: { status: "deactivated" } });
  expect((await one(customer.id, narrow)).status).toBe(401);
});
