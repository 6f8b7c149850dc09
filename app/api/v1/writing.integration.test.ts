import { beforeAll, expect, test } from "vitest";
import { permissions } from "@/lib/access/permissions";
import type { Description } from "@/lib/testing/api-fuzz";
import { apiRouter, sender } from "@/lib/testing/api-router";
import { apiToken } from "@/lib/testing/api-token";
import { apiWorld } from "@/lib/testing/api-world";
import * as build from "@/lib/testing/build";
import { fault } from "@/lib/testing/json-schema";
import { GET as describe } from "./openapi.json/route";

const send = sender(apiRouter("app/api/v1"));
const everything = permissions.map(({ key }) => key);
const readable = permissions.filter(({ kind }) => kind === "read").map(({ key }) => key);
const made = () => Math.random().toString(36).slice(2);

let rightful: { token: string };
let reader: string;
let stranger: string;

beforeAll(async () => {
  const operator = await build.operator();
  rightful = { token: await apiToken(await build.person(operator, everything)) };
  reader = await apiToken(await build.person(operator, readable));
  stranger = await apiToken(await build.person(await build.organization(), everything));
});

test("If-Match lets exactly one of many writers through, and tells nothing of what is hidden or refused", async () => {
  const { group } = await apiWorld();
  const headers = { "If-Match": '"1"' };
  const change = (token: string, name: string, etag = '"1"') => send("PATCH", `/groups/${group.id}`, { token, body: { name }, headers: { "If-Match": etag } });

  const answers = await Promise.all(Array.from({ length: 6 }, (_, at) => change(rightful.token, `Name ${at} ${made()}`)));

  expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412, 412]);
  const late = answers.find(({ status }) => status === 412)!;
  expect([late.headers.get("etag"), late.body]).toMatchObject(['"2"', { code: "stale", version: 2 }]);
  expect((await change(stranger, "X")).status).toBe(404);
  expect((await change(reader, "X")).status).toBe(403);
  expect((await send("POST", `/groups/${group.id}/archive`, { token: rightful.token, headers })).status).toBe(412);
  expect((await send("POST", `/groups/${group.id}/archive`, { token: rightful.token, headers: { "If-Match": '"2"' } })).body).toMatchObject({ version: 3 });
});

test("an Idempotency-Key gives one person and one answer; the link is in the first answer alone and is kept nowhere", async () => {
  const { partner } = await apiWorld();
  const body = { organization: partner.key, name: "Kari", email: `${made()}@fjord.example` };
  const headers = { "Idempotency-Key": `person-${made()}` };
  const invite = (more: object = {}) => send("POST", "/users", { token: rightful.token, headers, body: { ...body, ...more } });

  const first = await invite();
  const second = await invite();

  expect([first.status, second.status]).toEqual([201, 201]);
  expect(first.body.link).toMatch(/^\/invitation\/.{40,}$/);
  expect(second.body).toEqual({ ...first.body, link: null });
  expect((await invite({ name: "Karl" })).body).toMatchObject({ code: "key-reused" });
  const kept = await build.owner().idempotencyKey.findMany({ where: { key: headers["Idempotency-Key"] } });
  expect(kept).toHaveLength(1);
  expect(JSON.stringify(kept)).not.toContain(String(first.body.link));
  expect(await build.owner().user.count({ where: { email: body.email } })).toBe(1);
});

test("a deletion repeated under its Idempotency-Key is done once and answered twice", async () => {
  const { grant } = await apiWorld();
  const { key } = await build.owner().grant.findUniqueOrThrow({ where: { id: grant.id }, select: { key: true } });
  const revoke = () => send("DELETE", `/grants/key:${key}`, { token: rightful.token, headers: { "Idempotency-Key": `gone-${key}` } });

  expect([(await revoke()).status, (await revoke()).status]).toEqual([204, 204]);
  expect((await send("DELETE", `/grants/key:${key}`, { token: rightful.token })).status).toBe(404);
});

test("what a change moves out of sight is answered without a body; a repeated answer shows nothing that is hidden by now", async () => {
  const { partner, below, beside } = await apiWorld();
  const mover = await build.user(partner);
  const role = await build.role(partner, ["organizations.move", "organizations.view", "organizations.edit"]);
  await build.grant({ user: mover }, role, { kind: "direct", ref: beside.id });
  const left = await build.grant({ user: mover }, role, { kind: "subtree", ref: below.id });
  const token = await apiToken(await build.viewer(mover));
  const rename = () => send("PATCH", `/organizations/${below.id}`, { token, body: { name: "Seen" }, headers: { "Idempotency-Key": `seen-${below.key}` } });

  expect((await rename()).body).toMatchObject({ name: "Seen" });
  await build.owner().grant.delete({ where: { id: left.id } });
  expect(await rename()).toMatchObject({ status: 204, body: null });
});

test("a person's sent profile is merged upon what stands, and a name that is taken is told by its field", async () => {
  const { user, partner, role } = await apiWorld();
  await build.owner().user.update({ where: { id: user.id }, data: { phone: "+47 9", version: 7 } });

  expect((await send("PATCH", `/users/${user.id}`, { token: rightful.token, body: { jobRole: "Sales" } })).body).toMatchObject({ phone: "+47 9", jobRole: "Sales", version: 8 });
  const { name } = await build.owner().role.findUniqueOrThrow({ where: { id: role.id }, select: { name: true } });
  const taken = await send("POST", "/roles", { token: rightful.token, body: { organization: partner.id, name, permissions: ["customers.view"] } });
  expect([taken.status, taken.body]).toMatchObject([409, { code: "conflict", fields: { name: expect.any(String) as string } }]);
  const unknown = await send("POST", "/grants", { token: rightful.token, body: { user: user.id, role: role.id, scope: { kind: "territory", territory: "key:nowhere" }, level: "read" } });
  expect([unknown.status, Object.keys(unknown.body.fields ?? {})]).toEqual([400, ["scope.territory"]]);
});

test("members and enrolments are lists like any other", async () => {
  const { group, member, program, beside } = await apiWorld();
  const list = async (path: string) => (await send("GET", path, { token: rightful.token })).body as unknown as { rows: object[]; total: object };

  expect(await list(`/groups/${group.id}/members?limit=5`)).toMatchObject({ rows: [{ id: member.id, key: member.email, isDirect: true }], total: { count: 1, exact: true } });
  expect(await list(`/programs/key:${program.key}/enrollments?status=current`)).toMatchObject({ rows: [{ id: beside.id, key: beside.key, state: "current" }] });
  expect((await send("GET", `/groups/${group.id}/members`, { token: stranger })).status).toBe(404);
});

test("a template is offered, cloned, published anew and taken: every answer as it is described", async () => {
  const { partner } = await apiWorld();
  const { token } = rightful;
  const description = (await describe().json()) as Description;
  const wrong = (role: unknown) => fault(role, { $ref: "#/components/schemas/Role" }, description.components.schemas);
  const post = async (path: string, body: object) => (await send("POST", path, { token, body })).body;
  const template = await post("/roles", { organization: partner.id, name: `Desk ${made()}`, permissions: ["customers.view"], isTemplate: true });
  const clone = await post(`/roles/${template.id}/clone`, { organization: partner.id, name: `Desk ${made()}` });
  expect(clone).toMatchObject({ permissions: ["customers.view"], lineage: { template: { id: template.id, key: template.key, name: template.name }, number: 1, latest: 1, proposal: [] } });

  const published = await post(`/roles/${template.id}/publish`, { permissions: ["customers.view", "users.view"] });
  expect(published).toMatchObject({ number: 2, clones: { count: 1, open: 1 } });
  const asked = (await send("GET", `/roles/${clone.id}`, { token })).body;
  expect(asked).toMatchObject({ lineage: { latest: 2, proposal: expect.arrayContaining([expect.objectContaining({ key: "users.view", change: "add" })]) as object } });
  expect([wrong(template), wrong(clone), wrong(published), wrong(asked)]).toEqual([null, null, null, null]);
  expect(await post(`/roles/${clone.id}/take`, { number: 2, all: true })).toMatchObject({ permissions: expect.arrayContaining(["users.view"]) as string[], lineage: { number: 2, proposal: [] } });
  expect(await post(`/roles/${template.id}/roll-back`, { number: 1 })).toMatchObject({ number: 3, permissions: ["customers.view"] });
  expect(await post(`/roles/${clone.id}/decline`, { number: 3 })).toMatchObject({ lineage: { declined: 3, proposal: [] } });
  expect(await post(`/roles/${clone.id}/offer`, {})).toMatchObject({ isTemplate: true });
  expect(await post(`/roles/${clone.id}/roll-back`, { number: 99 })).toMatchObject({ code: "invalid", fields: { number: expect.any(String) as string } });
});

test("a person moves from one security group to another made for the scope, in one call", async () => {
  const { secure, member, customer, role } = await apiWorld();
  const { status, body } = await send("POST", `/users/${member.id}/swap`, { token: rightful.token, body: { from: secure.id, access: "customers", customers: [`key:${customer.key}`], role: role.id } });

  expect([status, body.id]).toEqual([200, member.id]);
  const groups = await build.owner().groupMember.findMany({ where: { userId: member.id, group: { type: "security" } }, select: { group: { select: { isGenerated: true } } } });
  expect(groups).toEqual([{ group: { isGenerated: true } }]);
  const unknown = await send("POST", `/users/${member.id}/swap`, { token: rightful.token, body: { from: secure.id, access: "customers", customers: ["key:nowhere"], role: role.id } });
  expect(unknown.status).toBeGreaterThanOrEqual(400);
});

test("If-Match and Idempotency-Key together: a refused version uses up no key, a done one is answered again whatever stands by then", async () => {
  const { group } = await apiWorld();
  const headers = (etag: string) => ({ "If-Match": etag, "Idempotency-Key": `both-${group.id}` });
  const rename = (etag: string) => send("PATCH", `/groups/${group.id}`, { token: rightful.token, body: { name: `Both ${group.id}` }, headers: headers(etag) });

  expect((await rename('"9"')).status).toBe(412);
  const done = await rename('"1"');
  const again = await rename('"1"');
  expect([done.status, done.body, again.status, again.body]).toMatchObject([200, { version: 2 }, 200, { version: 2 }]);
  expect(await build.owner().activity.count({ where: { recordType: "group", recordId: group.id, action: "groups.edit", outcome: "done" } })).toBe(1);
});

test("many copies of one creation at once make one record and get one answer, or are told that it is under way", async () => {
  const { partner } = await apiWorld();
  const body = { organization: partner.id, name: `Once ${made()}`, permissions: ["customers.view"] };
  const headers = { "Idempotency-Key": `once-${partner.id}` };

  const answers = await Promise.all(Array.from({ length: 20 }, () => send("POST", "/roles", { token: rightful.token, body, headers })));

  const created = answers.filter(({ status }) => status === 201);
  expect(created.length).toBeGreaterThan(0);
  expect(new Set(created.map(({ body: { id } }) => id)).size).toBe(1);
  expect(new Set(answers.filter(({ status }) => status !== 201).map(({ status, body: { code } }) => `${status} ${code}`))).toEqual(new Set(created.length === 20 ? [] : ["409 in-flight"]));
  expect(await build.owner().role.count({ where: { organizationId: partner.id, name: body.name } })).toBe(1);
});
