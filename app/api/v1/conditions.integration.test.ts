import { expect, test } from "vitest";
import { permissions } from "@/lib/access/permissions";
import { apiRouter, sender } from "@/lib/testing/api-router";
import { apiToken } from "@/lib/testing/api-token";
import * as build from "@/lib/testing/build";

const send = sender(apiRouter("app/api/v1"));
const everything = permissions.map(({ key }) => key);

test("a read is not sent again while nothing of it has changed, neither the record nor what it names", async () => {
  const partner = await build.organization();
  const customer = await build.customer(partner);
  const token = await apiToken(await build.person(partner, everything));
  const read = (tag?: string) => send("GET", `/customers/${customer.id}`, { token, headers: tag ? { "If-None-Match": tag } : {} });

  const tag = (await read()).headers.get("etag")!;
  for (const known of [tag, `W/${tag}`, `"0", ${tag}`, "*"]) {
    const again = await read(known);
    expect([again.status, again.body, again.headers.get("etag")], known).toEqual([304, null, tag]);
  }
  expect((await read('"1"')).status).toBe(200);
  await build.owner().organization.update({ where: { id: partner.id }, data: { name: `Renamed ${partner.id}` } });
  const renamed = await read(tag);
  expect([renamed.status, renamed.body.version]).toEqual([200, 1]);
  expect(renamed.headers.get("etag")).not.toBe(tag);
  const written = await send("PATCH", `/customers/${customer.id}`, { token, body: { city: "Bergen" }, headers: { "If-Match": tag, "If-None-Match": "*" } });
  expect([written.status, written.body.version]).toEqual([200, 2]);
});

test("If-Match takes a version with and without what was told with it; weak and foreign tags never stand, what is no tag is refused", async () => {
  const partner = await build.organization();
  const [customer, group] = [await build.customer(partner), await build.group(partner)];
  const token = await apiToken(await build.person(partner, everything));
  for (const [path, field] of [[`/customers/${customer.id}`, "city"], [`/groups/${group.id}`, "description"]] as const) {
    const change = async (tag: string) => (await send("PATCH", path, { token, body: { [field]: `With ${tag}`.slice(0, 50) }, headers: { "If-Match": tag } })).status;
    const { headers } = await send("GET", path, { token });
    expect(await change(headers.get("etag")!), path).toBe(200);
    expect([await change('"2"'), await change('"3.of-another-1"'), await change("*"), await change('"5", "foreign"')], path).toEqual([200, 200, 200, 200]);
    expect([await change('"5"'), await change('W/"6"'), await change('"foreign"'), await change('""'), await change('"99999999999"')], path).toEqual([412, 412, 412, 412, 412]);
    expect([await change("6"), await change('"6'), await change(""), await change('"5", "6"')], path).toEqual([400, 400, 400, 400]);
  }
});

const lists = ["customers", "organizations", "users", "groups", "roles", "grants", "territories", "programs", "tasks"];
const cursor = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString("base64url");

test.each(lists)("%s: a cursor that no page has handed out, a value that a filter does not have and a name that nothing has are refused", async (list) => {
  const partner = await build.organization();
  const token = await apiToken(await build.person(await build.operator(), everything));
  await Promise.all([build.customer(partner), build.customer(partner), build.program(), build.program(), build.territory(), build.territory()]);
  const refusal = async (query: string) => {
    const { status, body } = await send("GET", `/${list}?${query}`, { token });
    return [status, Object.keys(body.fields ?? {}).map((field) => field.split(".")[0])];
  };

  const sort = { grants: "holder", tasks: "due" }[list] ?? "name";
  for (const after of ["nonsense", cursor(), cursor(sort, null, 1), cursor(sort, "a", 1e99), cursor("other", "a", 1), cursor(sort, "a\0", 1)]) expect(await refusal(`after=${after}`), after).toEqual([400, ["after"]]);
  const byTime = ["customers", "organizations", "users", "groups", "tasks"].includes(list);
  if (byTime) expect(await refusal(`sort=created&after=${cursor("created", "no moment", 1)}`)).toEqual([400, ["after"]]);
  expect(await refusal("status=gone")).toEqual([400, ["status"]]);
  expect(await refusal("__proto__=1")).toEqual([400, ["__proto__"]]);
});
