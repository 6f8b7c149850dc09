import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Permission } from "@/lib/access/permissions";
import { apiRouter, sender } from "@/lib/testing/api-router";
import { apiToken } from "@/lib/testing/api-token";
import * as build from "@/lib/testing/build";

const send = sender(apiRouter("app/api/v1"));
const held: Permission[] = ["customers.view", "users.view", "users.edit", "organizations.view", "territories.list", "groups.create", "groups.edit", "groups.edit-rule", "groups.manage-members", "roles.create", "roles.edit", "roles.clone", "grants.give", "grants.list"];

type Stand = Awaited<ReturnType<typeof stand>>;

/** An administrator of a partner with a role, a person and groups to try things with; and a customer outside. */
async function stand() {
  const [partner, elsewhere] = [await build.organization(), await build.organization()];
  const token = await apiToken(await build.person(partner, held, { kind: "subtree", ref: partner.id }));
  const member = await build.user(partner);
  const [outer, inner, ruled] = [await build.group(partner), await build.group(partner, [member]), await build.group(partner, [], { type: "rule", rule: { jobRole: ["sales"] } })];
  await build.owner().groupNesting.create({ data: { groupId: outer.id, memberId: inner.id } });
  const role = await build.role(partner, ["customers.view"]);
  return { partner, token, member, outer, inner, ruled, role, own: await build.customer(partner), foreign: await build.customer(elsewhere) };
}

/** How much there is, and what could have been changed, as it stands. */
async function standing({ partner, outer, inner, ruled, role }: Stand) {
  const where = { organizationId: partner.id };
  const [roles, groups, grants, nestings] = await Promise.all([
    build.owner().role.findMany({ where, orderBy: { id: "asc" } }),
    build.owner().group.findMany({ where, orderBy: { id: "asc" } }),
    build.owner().grant.count({ where: { roleId: role.id } }),
    build.owner().groupNesting.findMany({ where: { groupId: { in: [outer.id, inner.id, ruled.id] } } }),
  ]);
  return { roles, groups, grants, nestings };
}

type Ask = (at: Stand) => [method: string, path: string, body: object];
/** What is asked, the same put right, and the field that is to be named. */
type Case = { name: string; ask: Ask; right: Ask; field: string };

const grantOf = ({ member, role }: Stand, more: object) => ({ user: member.id, role: role.id, scope: { kind: "everything" }, level: "read", ...more });
const newRole = ({ partner }: Stand, more: object): ReturnType<Ask> => ["POST", "/roles", { organization: partner.id, name: `Role ${randomUUID()}`, permissions: ["customers.view"], ...more }];
const newGroup = ({ partner }: Stand, more: object): ReturnType<Ask> => ["POST", "/groups", { organization: partner.id, name: `Group ${randomUUID()}`, type: "team", ...more }];
const newGrant = (at: Stand, more: object): ReturnType<Ask> => ["POST", "/grants", grantOf(at, more)];

const cases: Case[] = [
  { name: "an unknown permission in a new role", ask: (at) => newRole(at, { permissions: ["customers.fly"] }), right: (at) => newRole(at, {}), field: "permissions" },
  { name: "an unknown permission in an edited role", ask: ({ role }) => ["PATCH", `/roles/${role.id}`, { permissions: ["customers.fly"] }], right: ({ role }) => ["PATCH", `/roles/${role.id}`, { permissions: ["customers.list"] }], field: "permissions" },
  { name: "a group inside one that is inside it", ask: ({ outer, inner }) => ["POST", `/groups/${inner.id}/groups`, { group: outer.id }], right: ({ inner, ruled }) => ["POST", `/groups/${inner.id}/groups`, { group: ruled.id }], field: "group" },
  { name: "a rule over an unknown field", ask: ({ ruled }) => ["PATCH", `/groups/${ruled.id}/rule`, { shoeSize: ["44"] }], right: ({ ruled }) => ["PATCH", `/groups/${ruled.id}/rule`, { jobRole: ["service"] }], field: "shoeSize" },
  { name: "a customer outside the reach", ask: (at) => newGrant(at, { scope: { kind: "customers", customers: [at.foreign.id] } }), right: (at) => newGrant(at, { scope: { kind: "customers", customers: [at.own.id] } }), field: "scope.customers" },
  { name: "an end before its beginning", ask: (at) => newGrant(at, { from: "2027-02-01T00:00:00Z", until: "2027-01-01T00:00:00Z" }), right: (at) => newGrant(at, { from: "2027-01-01T00:00:00Z", until: "2027-02-01T00:00:00Z" }), field: "until" },
  { name: "a name that a role has", ask: (at) => newRole(at, { name: at.role.name }), right: (at) => newRole(at, {}), field: "name" },
  { name: "a name that a group has", ask: (at) => newGroup(at, { name: at.outer.name }), right: (at) => newGroup(at, {}), field: "name" },
];

const sent = (ask: Ask, at: Stand) => {
  const [method, path, body] = ask(at);
  return send(method, path, { token: at.token, body });
};

test.each(cases)("$name is refused with the field named, and changes nothing; put right it is taken", async ({ ask, right, field }) => {
  const at = await stand();
  const before = await standing(at);
  const { status, body } = await sent(ask, at);
  expect([400, 409, 422]).toContain(status);
  expect(Object.keys(body.fields ?? {}).map((name) => name.replace(/[.[]\d.*$/, ""))).toContain(field);
  expect(await standing(at)).toEqual(before);

  expect([200, 201]).toContain((await sent(right, at)).status);
  expect(await standing(at)).not.toEqual(before);
});

test("the partners of a program that is not there are not an empty list; a program without partners has one", async () => {
  const token = await apiToken(await build.person(await build.operator(), ["programs.list", "organizations.list"]));
  const empty = await build.program();

  const [unknown, known] = [await send("GET", "/programs/2147483000/enrollments", { token }), await send("GET", `/programs/${empty.id}/enrollments`, { token })];

  expect([unknown.status, unknown.body]).toMatchObject([404, { code: "not-found" }]);
  expect([known.status, known.body]).toMatchObject([200, { rows: [], total: { count: 0 } }]);
});

test("a change that changes nothing is answered with the territory as it is, as for every other noun", async () => {
  const token = await apiToken(await build.person(await build.operator(), ["territories.edit", "territories.list"]));
  const territory = await build.territory();

  const answer = await send("PATCH", `/territories/${territory.id}`, { token, body: {} });

  expect([answer.status, answer.body]).toMatchObject([200, { id: territory.id, version: 1 }]);
  expect((await send("PATCH", `/territories/${territory.id}`, { token, body: { name: "" } })).body.fields).toEqual({ name: "Enter a name." });
});

test("a number too large for any id is a record that is not there, in a check as in an address", async () => {
  const at = await stand();
  const record = { type: "customer", id: 99_999_999_999 };

  const answer = await send("POST", "/access/check", { token: at.token, body: { checks: [{ permission: "customers.view", record }, { permission: "customers.view", record: { ...record, id: at.own.id } }] } });

  expect([answer.status, answer.body]).toMatchObject([200, { results: [{ allowed: false, missing: ["The record could not be found."] }, { allowed: true }] }]);
});

test("what a field should be is said in plain words", async () => {
  const { token } = await stand();

  const answer = await send("POST", "/roles", { token, body: { name: 7, organization: [], permissions: "customers.view" } });

  expect(answer.body.fields).toEqual({ name: "Enter a name.", organization: "Give an id, key: and a key, or an object with id or key.", permissions: "Give a list." });
});
