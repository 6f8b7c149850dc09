import { beforeAll, expect, test } from "vitest";
import { permissions, type Permission } from "@/lib/access/permissions";
import { apiRouter, sender } from "@/lib/testing/api-router";
import { apiToken } from "@/lib/testing/api-token";
import { apiWorld, type ApiWorld } from "@/lib/testing/api-world";
import * as build from "@/lib/testing/build";

const api = apiRouter("app/api/v1");
const everything = permissions.map(({ key }) => key);
const readable = permissions.filter(({ kind }) => kind === "read").map(({ key }) => key);

const send = sender(api);

type Door = {
  call: string;
  path: (w: ApiWorld) => string;
  body?: (w: ApiWorld) => Record<string, unknown>;
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
  { call: "POST", path: (w) => `/users/${w.user.id}/offboard`, body: () => ({}), needs: "users.deactivate", action: "users.offboard", status: 200 },
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
function names(): ApiWorld {
  return new Proxy({}, { get: () => ({}) }) as ApiWorld;
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
  const w = await apiWorld();
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
  if (door.status !== 204) expect(answer.headers.get("etag")).toMatch(/^"\d+\.[\w-]{12}"$/);
  const log = (await done(rightful.userId)).filter(({ id }) => id > before);
  expect(log.map(({ action }) => action)).toContain(door.action);
  expect(log[0]!.via).toBe("token test");
});

const forged = ["role_id", "orgId", "organizationId", "isAdmin", "emailVerified", "passwordHash", "password", "id", "createdAt", "version", "status", "source", "grantedById", "isTemplate", "constructor"];

test.each(named)("%s: forged fields are refused, nothing is changed and nothing is logged", async (_, door) => {
  const w = await apiWorld();
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
  const w = await apiWorld();
  const o = await apiWorld();
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
