import { beforeAll, expect, test } from "vitest";
import { permissions, type Permission } from "@/lib/access/permissions";
import { apiRouter } from "@/lib/testing/api-router";
import { apiToken, type Call } from "@/lib/testing/api-token";
import * as build from "@/lib/testing/build";
import type { Description } from "@/lib/testing/api-fuzz";
import { fault } from "@/lib/testing/json-schema";
import { GET as describe } from "./openapi.json/route";

const api = apiRouter("app/api/v1");
const everything = permissions.map(({ key }) => key);
const readable = permissions.filter(({ kind }) => kind === "read").map(({ key }) => key);

type Json = Record<string, unknown> & { id: number; code: string; fields?: Record<string, string> };
const send = async (method: string, path: string, call: Call = {}) => {
  const response = await api(path, { method, ...call });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : null) as Json };
};

async function world() {
  const partner = await build.organization();
  const below = await build.organization(partner);
  const beside = await build.organization(partner);
  const territory = await build.territory();
  const user = await build.user(below);
  const member = await build.user(partner);
  const role = await build.role(partner, ["customers.view"]);
  const group = await build.group(partner, [member]);
  const inner = await build.group(partner);
  const nested = await build.group(partner);
  await build.owner().groupNesting.create({ data: { groupId: group.id, memberId: nested.id } });
  const archived = await build.group(partner, [], {});
  await build.owner().group.update({ where: { id: archived.id }, data: { archivedAt: new Date() } });
  const rule = await build.group(partner, [], { type: "rule", rule: { jobRole: ["Nobody"] } });
  const grant = await build.grant({ user }, role, { kind: "subtree", ref: below.id });
  const program = await build.program([beside]);
  const customer = await build.customer(partner);
  const placed = await build.organization(partner, { territoryId: territory.id });
  const settled = await build.customer(partner, { territoryId: territory.id });
  const invited = await build.user(partner, { status: "invited" });
  const template = await build.role(partner, ["customers.view"], { isTemplate: true });
  const secure = await build.group(partner, [member], { type: "security" });
  return { template, secure, partner, below, beside, territory, user, member, role, group, inner, nested, archived, rule, grant, program, customer, placed, settled, invited };
}
type World = Awaited<ReturnType<typeof world>>;

type Door = {
  call: string;
  path: (w: World) => string;
  body?: (w: World) => Record<string, unknown>;
  needs: Permission;
  /** What the log says was done. */
  action: string;
  status: 200 | 201 | 204;
  /** What somebody of another partner is answered; names of territories and programs are known to all. */
  stranger?: number;
};

const made = () => Math.random().toString(36).slice(2);

const doors: Door[] = [
  { call: "POST", path: () => "/organizations", body: (w) => ({ name: "Fjord", parent: w.partner.id, userName: "Ada", userEmail: `${made()}@fjord.example` }), needs: "organizations.create", action: "organizations.create", status: 201, stranger: 400 },
  { call: "PATCH", path: (w) => `/organizations/${w.below.id}`, body: () => ({ name: "Fjord AS", region: null }), needs: "organizations.edit", action: "organizations.edit", status: 200 },
  { call: "POST", path: (w) => `/organizations/key:${w.below.key}/move`, body: (w) => ({ parent: `key:${w.beside.key}` }), needs: "organizations.move", action: "organizations.move", status: 200 },
  { call: "POST", path: (w) => `/organizations/${w.below.id}/deactivate`, needs: "organizations.deactivate", action: "organizations.deactivate", status: 200 },
  { call: "PATCH", path: (w) => `/organizations/${w.below.id}/guardrail`, body: () => ({ permissions: ["customers.view"] }), needs: "organizations.edit-guardrail", action: "organizations.edit-guardrail", status: 200 },
  { call: "POST", path: () => "/users", body: (w) => ({ organization: w.partner.key, name: "Ola", email: `${made()}@fjord.example`, groups: [{ id: w.group.id }], role: w.role.id }), needs: "users.invite", action: "users.invite", status: 201, stranger: 400 },
  { call: "PATCH", path: (w) => `/users/key:${w.user.email}`, body: () => ({ phone: "+47 1" }), needs: "users.edit", action: "users.edit", status: 200 },
  { call: "PATCH", path: (w) => `/users/${w.user.id}/limits`, body: () => ({ readOnly: true, lastDay: "2099-12-31" }), needs: "users.set-expiry", action: "users.set-expiry", status: 200 },
  { call: "POST", path: (w) => `/users/${w.user.id}/deactivate`, needs: "users.deactivate", action: "users.deactivate", status: 200 },
  { call: "POST", path: (w) => `/users/${w.invited.id}/invitation`, needs: "users.invite", action: "users.renew-invitation", status: 200 },
  { call: "POST", path: () => "/groups", body: (w) => ({ organization: w.partner.id, name: "Field", type: "security", scope: "customers", role: w.role.id, customers: [w.customer.key], level: "read" }), needs: "groups.create", action: "groups.create", status: 201, stranger: 400 },
  { call: "PATCH", path: (w) => `/groups/${w.group.id}`, body: () => ({ name: "Sales" }), needs: "groups.edit", action: "groups.edit", status: 200 },
  { call: "PATCH", path: (w) => `/groups/${w.rule.id}/rule`, body: (w) => ({ jobRole: ["Sales"], organizations: [w.below.id] }), needs: "groups.edit-rule", action: "groups.edit-rule", status: 200 },
  { call: "POST", path: (w) => `/groups/${w.group.id}/members`, body: (w) => ({ users: [w.user.email], lastDay: "2099-12-31" }), needs: "groups.manage-members", action: "groups.manage-members", status: 200 },
  { call: "DELETE", path: (w) => `/groups/${w.group.id}/members/key:${w.member.email}`, needs: "groups.manage-members", action: "groups.manage-members", status: 204 },
  { call: "POST", path: (w) => `/groups/${w.group.id}/groups`, body: (w) => ({ group: w.inner.id }), needs: "groups.manage-members", action: "groups.manage-members", status: 200 },
  { call: "DELETE", path: (w) => `/groups/${w.group.id}/groups/${w.nested.id}`, needs: "groups.manage-members", action: "groups.manage-members", status: 204 },
  { call: "POST", path: (w) => `/groups/${w.group.id}/archive`, needs: "groups.archive", action: "groups.archive", status: 200 },
  { call: "POST", path: (w) => `/groups/${w.archived.id}/restore`, needs: "groups.archive", action: "groups.restore", status: 200 },
  { call: "POST", path: () => "/roles", body: (w) => ({ organization: w.partner.id, name: `Desk ${made()}`, permissions: ["customers.edit"] }), needs: "roles.create", action: "roles.create", status: 201, stranger: 400 },
  { call: "PATCH", path: (w) => `/roles/${w.role.id}`, body: () => ({ permissions: ["customers.view", "customers.edit"] }), needs: "roles.edit", action: "roles.edit", status: 200 },
  { call: "POST", path: (w) => `/roles/${w.role.id}/clone`, body: (w) => ({ organization: w.partner.id, name: `Clone ${made()}`, permissions: ["customers.view"] }), needs: "roles.clone", action: "roles.clone", status: 201 },
  { call: "POST", path: (w) => `/roles/${w.role.id}/offer`, body: () => ({ note: "For all" }), needs: "roles.publish", action: "roles.publish", status: 200 },
  { call: "POST", path: (w) => `/roles/${w.template.id}/publish`, body: () => ({ permissions: ["customers.view", "users.view"], note: "More" }), needs: "roles.publish", action: "roles.publish", status: 200 },
  { call: "POST", path: (w) => `/roles/${w.template.id}/withdraw`, body: () => ({}), needs: "roles.publish", action: "roles.withdraw", status: 200 },
  { call: "POST", path: (w) => `/groups/${w.group.id}/clone`, body: (w) => ({ name: `Clone ${made()}`, organization: w.partner.id, members: true }), needs: "groups.clone", action: "groups.clone", status: 201 },
  { call: "POST", path: (w) => `/users/${w.user.id}/clone`, body: () => ({ name: "Eli", email: `${made()}@fjord.example`, settings: true }), needs: "users.clone", action: "users.clone", status: 201 },
  { call: "POST", path: (w) => `/users/${w.member.id}/swap`, body: (w) => ({ from: w.secure.id, access: "customers", customers: [w.customer.id], role: w.role.id, level: "read" }), needs: "groups.manage-members", action: "groups.swap", status: 200 },
  { call: "POST", path: () => "/grants", body: (w) => ({ user: w.member.id, role: w.role.id, scope: { kind: "customers", customers: [`key:${w.customer.key}`] }, narrow: { territory: null }, except: { organizations: [w.below.id] }, level: "read", until: "2099-01-01" }), needs: "grants.give", action: "grants.give", status: 201, stranger: 400 },
  { call: "PATCH", path: (w) => `/grants/${w.grant.id}`, body: (w) => ({ scope: { kind: "direct", organization: w.below.key }, level: "read" }), needs: "grants.give", action: "grants.change", status: 200 },
  { call: "DELETE", path: (w) => `/grants/${w.grant.id}`, needs: "grants.revoke", action: "grants.revoke", status: 204 },
  { call: "POST", path: () => "/territories", body: (w) => ({ name: "Vest", parent: w.territory.id }), needs: "territories.edit", action: "territories.create", status: 201, stranger: 403 },
  { call: "PATCH", path: (w) => `/territories/${w.territory.id}`, body: () => ({ name: "Vestland" }), needs: "territories.edit", action: "territories.edit", status: 200, stranger: 403 },
  { call: "POST", path: (w) => `/territories/${w.territory.id}/organizations`, body: (w) => ({ organizations: [w.below.id] }), needs: "territories.assign", action: "territories.assign", status: 200 },
  { call: "POST", path: (w) => `/territories/${w.territory.id}/customers`, body: (w) => ({ customers: [w.customer.id] }), needs: "territories.assign", action: "territories.assign", status: 200 },
  { call: "DELETE", path: (w) => `/territories/${w.territory.id}/organizations/${w.placed.id}`, needs: "territories.assign", action: "territories.assign", status: 204 },
  { call: "DELETE", path: (w) => `/territories/${w.territory.id}/customers/${w.settled.id}`, needs: "territories.assign", action: "territories.assign", status: 204 },
  { call: "POST", path: () => "/programs", body: () => ({ name: "Gold", description: null }), needs: "programs.edit", action: "programs.create", status: 201, stranger: 403 },
  { call: "PATCH", path: (w) => `/programs/${w.program.id}`, body: () => ({ description: "All of it" }), needs: "programs.edit", action: "programs.edit", status: 200, stranger: 403 },
  { call: "POST", path: (w) => `/programs/key:${w.program.key}/enrollments`, body: (w) => ({ organizations: [w.below.id], tier: "Gold" }), needs: "programs.enroll", action: "programs.enroll", status: 200 },
  { call: "DELETE", path: (w) => `/programs/${w.program.id}/enrollments/key:${w.beside.key}`, needs: "programs.enroll", action: "programs.end-enrollment", status: 204 },
];
const named = doors.map((door) => [`${door.call} ${door.path(names()).replaceAll("undefined", "…")}`, door] as const);
/** Stands in for a world where only the address is wanted. */
function names(): World {
  return new Proxy({}, { get: () => ({}) }) as World;
}

let rightful: { userId: number; token: string };
let reader: string;
let stranger: string;

beforeAll(async () => {
  const operator = await build.operator();
  const owner = await build.person(operator, everything);
  rightful = { userId: owner.facts.userId, token: await apiToken(owner) };
  reader = await apiToken(await build.person(operator, readable));
  stranger = await apiToken(await build.person(await build.organization(), everything));
});

const done = (actorId: number) => build.owner().activity.findMany({ where: { actorId, outcome: "done" }, orderBy: { id: "desc" }, select: { id: true, action: true, via: true } });

test.each(named)("%s: nobody, a stranger and a reader get nowhere, the rightful one does it and the log says so", async (_, door) => {
  const w = await world();
  const call = { body: door.body?.(w) };
  const before = (await done(rightful.userId))[0]?.id ?? 0;

  const nobody = await send(door.call, door.path(w), call);
  const foreign = await send(door.call, door.path(w), { ...call, token: stranger });
  const refusal = await send(door.call, door.path(w), { ...call, token: reader });
  const answer = await send(door.call, door.path(w), { ...call, token: rightful.token });

  expect(nobody.status).toBe(401);
  expect([foreign.status, foreign.body]).toEqual([door.stranger ?? 404, expect.objectContaining({ code: expect.any(String) as string })]);
  expect([refusal.status, refusal.body]).toMatchObject([403, { code: "refused", permission: door.needs }]);
  expect([answer.status, answer.status === door.status ? null : answer.body]).toEqual([door.status, null]);
  if (door.status === 201) expect(answer.headers.get("location")).toBe(`/api/v1/${door.path(w).split("/")[1]}/${answer.body.id}`);
  if (door.status !== 204) expect(answer.headers.get("etag")).toMatch(/^"\d+"$/);
  const log = (await done(rightful.userId)).filter(({ id }) => id > before);
  expect(log.map(({ action }) => action)).toContain(door.action);
  expect(log[0]!.via).toBe("token test");
});

const forged = ["role_id", "orgId", "organizationId", "isAdmin", "emailVerified", "passwordHash", "password", "id", "createdAt", "version", "status", "source", "grantedById", "isTemplate", "constructor"];

test.each(named)("%s: forged fields are refused, nothing is changed and nothing is logged", async (_, door) => {
  const w = await world();
  const before = (await done(rightful.userId))[0]?.id ?? 0;
  const counts = () => Promise.all([build.owner().organization.count(), build.owner().user.count(), build.owner().grant.count(), build.owner().group.count(), build.owner().role.count()]);
  const stood = await counts();

  for (const name of forged) {
    const { status, body } = await send(door.call, door.path(w), { token: rightful.token, body: { ...door.body?.(w), [name]: 1 } });
    expect([name, status, body?.code, Object.keys(body?.fields ?? {})]).toEqual([name, 400, "invalid", [name]]);
  }
  const text = JSON.stringify(door.body?.(w) ?? {});
  for (const body of [text.replace("{", `{"__proto__":{"isAdmin":true}${text === "{}" ? "" : ","}`), "[]", "null", "{"]) {
    expect([body, (await send(door.call, door.path(w), { token: rightful.token, body })).status]).toEqual([body, 400]);
  }
  expect((await send(door.call, `${door.path(w)}?token=${rightful.token}`, { body: door.body?.(w) })).status).toBe(401);
  expect((await done(rightful.userId)).filter(({ id }) => id > before)).toEqual([]);
  expect(await counts()).toEqual(stood);
});

/** The same body with one reference after another replaced by a record of another partner. */
function* foreignBodies(body: Record<string, unknown>, foreign: Record<string, number>): Generator<[string, object]> {
  for (const [name, value] of Object.entries(body)) {
    const id = foreign[name];
    if (id !== undefined) yield [name, { ...body, [name]: Array.isArray(value) ? [id] : id }];
    if (value && typeof value === "object" && !Array.isArray(value)) for (const [inner, nested] of foreignBodies(value as Record<string, unknown>, foreign)) yield [`${name}.${inner}`, { ...body, [name]: nested }];
  }
}

test("records of other partners cannot be named in any field: refused as unknown, nothing changed, nothing logged", async () => {
  const w = await world();
  const o = await world();
  const admin = await build.person(w.partner, everything);
  const token = await apiToken(admin);
  const foreign = { organization: o.partner.id, organizations: o.below.id, parent: o.partner.id, userRole: o.role.id, role: o.role.id, groups: o.group.id, group: o.group.id, customers: o.customer.id, users: o.user.id, user: o.user.id };
  const tried: string[] = [];

  for (const door of doors) {
    for (const [field, body] of foreignBodies(door.body?.(w) ?? {}, foreign)) {
      const { status, body: problem } = await send(door.call, door.path(w), { token, body });
      tried.push(field);
      expect([door.path(w), field, status, problem?.code]).toEqual([door.path(w), field, expect.toSatisfy((code: number) => [400, 403, 404].includes(code)), expect.any(String)]);
    }
  }
  expect(tried.length).toBeGreaterThan(15);
  expect((await done(admin.facts.userId)).map(({ action }) => action)).toEqual([]);
});

test("If-Match lets exactly one of many writers through, and tells nothing of what is hidden or refused", async () => {
  const { group } = await world();
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
  const { partner } = await world();
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
  const { grant } = await world();
  const { key } = await build.owner().grant.findUniqueOrThrow({ where: { id: grant.id }, select: { key: true } });
  const revoke = () => send("DELETE", `/grants/key:${key}`, { token: rightful.token, headers: { "Idempotency-Key": `gone-${key}` } });

  expect([(await revoke()).status, (await revoke()).status]).toEqual([204, 204]);
  expect((await send("DELETE", `/grants/key:${key}`, { token: rightful.token })).status).toBe(404);
});

test("what a change moves out of sight is answered without a body; a repeated answer shows nothing that is hidden by now", async () => {
  const { partner, below, beside } = await world();
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
  const { user, partner, role } = await world();
  await build.owner().user.update({ where: { id: user.id }, data: { phone: "+47 9", version: 7 } });

  expect((await send("PATCH", `/users/${user.id}`, { token: rightful.token, body: { jobRole: "Sales" } })).body).toMatchObject({ phone: "+47 9", jobRole: "Sales", version: 8 });
  const { name } = await build.owner().role.findUniqueOrThrow({ where: { id: role.id }, select: { name: true } });
  const taken = await send("POST", "/roles", { token: rightful.token, body: { organization: partner.id, name, permissions: ["customers.view"] } });
  expect([taken.status, taken.body]).toMatchObject([409, { code: "conflict", fields: { name: expect.any(String) as string } }]);
  const unknown = await send("POST", "/grants", { token: rightful.token, body: { user: user.id, role: role.id, scope: { kind: "territory", territory: "key:nowhere" }, level: "read" } });
  expect([unknown.status, Object.keys(unknown.body.fields ?? {})]).toEqual([400, ["scope.territory"]]);
});

test("members and enrolments are lists like any other", async () => {
  const { group, member, program, beside } = await world();
  const list = async (path: string) => (await send("GET", path, { token: rightful.token })).body as unknown as { rows: Json[]; total: object };

  expect(await list(`/groups/${group.id}/members?limit=5`)).toMatchObject({ rows: [{ id: member.id, key: member.email, isDirect: true }], total: { count: 1, exact: true } });
  expect(await list(`/programs/key:${program.key}/enrollments?status=current`)).toMatchObject({ rows: [{ id: beside.id, key: beside.key, state: "current" }] });
  expect((await send("GET", `/groups/${group.id}/members`, { token: stranger })).status).toBe(404);
});

test("a template is offered, cloned, published anew and taken: every answer as it is described", async () => {
  const { partner } = await world();
  const { token } = rightful;
  const description = (await describe().json()) as Description;
  const wrong = (role: unknown) => fault(role, { $ref: "#/components/schemas/Role" }, description.components.schemas);
  const post = async (path: string, body: object) => (await send("POST", path, { token, body })).body;
  const template = await post("/roles", { organization: partner.id, name: `Desk ${made()}`, permissions: ["customers.view"], isTemplate: true });
  const clone = await post(`/roles/${template.id}/clone`, { organization: partner.id, name: `Desk ${made()}` });
  expect(clone).toMatchObject({ permissions: ["customers.view"], lineage: { templateId: template.id, number: 1, latest: 1, proposal: [] } });

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
  const { secure, member, customer, role } = await world();
  const { status, body } = await send("POST", `/users/${member.id}/swap`, { token: rightful.token, body: { from: secure.id, access: "customers", customers: [`key:${customer.key}`], role: role.id } });

  expect([status, body.id]).toEqual([200, member.id]);
  const groups = await build.owner().groupMember.findMany({ where: { userId: member.id, group: { type: "security" } }, select: { group: { select: { isGenerated: true } } } });
  expect(groups).toEqual([{ group: { isGenerated: true } }]);
  const unknown = await send("POST", `/users/${member.id}/swap`, { token: rightful.token, body: { from: secure.id, access: "customers", customers: ["key:nowhere"], role: role.id } });
  expect(unknown.status).toBeGreaterThanOrEqual(400);
});

test("If-Match and Idempotency-Key together: a refused version uses up no key, a done one is answered again whatever stands by then", async () => {
  const { group } = await world();
  const headers = (etag: string) => ({ "If-Match": etag, "Idempotency-Key": `both-${group.id}` });
  const rename = (etag: string) => send("PATCH", `/groups/${group.id}`, { token: rightful.token, body: { name: `Both ${group.id}` }, headers: headers(etag) });

  expect((await rename('"9"')).status).toBe(412);
  const done = await rename('"1"');
  const again = await rename('"1"');
  expect([done.status, done.body, again.status, again.body]).toMatchObject([200, { version: 2 }, 200, { version: 2 }]);
  expect(await build.owner().activity.count({ where: { recordType: "group", recordId: group.id, action: "groups.edit", outcome: "done" } })).toBe(1);
});

test("many copies of one creation at once make one record and get one answer, or are told that it is under way", async () => {
  const { partner } = await world();
  const body = { organization: partner.id, name: `Once ${made()}`, permissions: ["customers.view"] };
  const headers = { "Idempotency-Key": `once-${partner.id}` };

  const answers = await Promise.all(Array.from({ length: 20 }, () => send("POST", "/roles", { token: rightful.token, body, headers })));

  const created = answers.filter(({ status }) => status === 201);
  expect(created.length).toBeGreaterThan(0);
  expect(new Set(created.map(({ body: { id } }) => id)).size).toBe(1);
  expect(new Set(answers.filter(({ status }) => status !== 201).map(({ status, body: { code } }) => `${status} ${code}`))).toEqual(new Set(created.length === 20 ? [] : ["409 in-flight"]));
  expect(await build.owner().role.count({ where: { organizationId: partner.id, name: body.name } })).toBe(1);
});
