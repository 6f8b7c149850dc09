import { expect, test } from "vitest";
import { permissions } from "@/lib/access/permissions";
import { apiRequest, apiToken } from "@/lib/testing/api-token";
import * as build from "@/lib/testing/build";
import { POST } from "./route";

type Body = { people: number; later: number; hidden: number; gained: { people: number; pairs: number; byPermission: object[] }; lost: { people: number }; rows: { user: { name: string } }[]; next: string | null; fields?: Record<string, string>; code?: string };

const none = { params: Promise.resolve({}) };
const everything = permissions.map(({ key }) => key);

async function ask(token: string | undefined, changes: unknown, after?: string) {
  const response = await POST(apiRequest("/access/preview", { method: "POST", body: { changes, ...(after ? { after } : {}) }, ...(token ? { token } : {}) }), none);
  return { status: response.status, body: (await response.json()) as Body };
}

/** A partner with a customer, a person without access, a role and a group, and somebody at the operator who may do everything. */
async function scene() {
  const partner = await build.organization();
  const customer = await build.customer(partner);
  const person = await build.user(partner, { name: "Anna" });
  const role = await build.role(partner, ["customers.view"]);
  const group = await build.group(partner);
  const token = await apiToken(await build.person(await build.operator(), everything));
  return { partner, customer, person, role, group, token };
}

test("changes are made in order, looked at together and taken back", async () => {
  const { partner, person, role, group, token } = await scene();
  const grants = await build.owner().grant.count();
  const changes = [
    { change: "group.add-member", group: group.id, users: [`key:${person.email}`] },
    { change: "grant.give", group: group.id, role: role.id, scope: { kind: "direct", organization: `key:${partner.key}` }, level: "read" },
  ];

  const first = await ask(token, changes.slice(0, 1));
  const { status, body } = await ask(token, changes);

  expect(first.body).toMatchObject({ people: 0, rows: [], next: null });
  expect(status).toBe(200);
  expect(body).toMatchObject({ people: 1, later: 0, hidden: 0, gained: { people: 1, pairs: 2 }, lost: { people: 0 }, next: null });
  expect(body.gained.byPermission).toContainEqual({ permission: "customers.view", people: 1, pairs: 1, records: 1, archived: 0 });
  expect(body.rows[0]).toMatchObject({ user: { id: person.id, key: person.email, name: "Anna" }, permission: "customers.list", gained: { records: 1, archived: 0 } });
  expect(await build.owner().grant.count()).toBe(grants);
  expect(await build.owner().groupMember.count({ where: { groupId: group.id } })).toBe(0);
});

test("every kind of change is understood", async () => {
  const { partner, customer, person, role, group, token } = await scene();
  const given = await build.grant({ user: person }, role);
  const [inner, ruled] = [await build.group(partner), await build.group(partner, [], { type: "rule", rule: { region: ["north"] } })];
  const member = await build.group(partner, [person]);
  const nested = await build.group(partner);
  await build.owner().groupNesting.create({ data: { groupId: nested.id, memberId: inner.id } });
  const [territory, program, other] = [await build.territory(), await build.program([partner]), await build.organization()];

  const changes = [
    { change: "role.edit", role: role.id, permissions: ["customers.list"] },
    { change: "grant.change", grant: given.id, level: "read", narrow: { territory: territory.id } },
    { change: "grant.revoke", grant: given.id },
    { change: "group.remove-member", group: member.id, users: [person.id] },
    { change: "group.nest", group: group.id, member: inner.id },
    { change: "group.unnest", group: nested.id, member: inner.id },
    { change: "group.rule", group: ruled.id, region: ["south"] },
    { change: "user.edit", user: person.id, region: "north" },
    { change: "organization.move", organization: other.id, parent: partner.id },
    { change: "organization.territory", organization: partner.id, territory: territory.id },
    { change: "customer.reassign", customer: `key:${customer.key}`, organization: other.id },
    { change: "program.enroll", program: program.id, organizations: [other.id] },
    { change: "program.end", program: program.id, organizations: [partner.id] },
  ];
  for (const change of changes) expect(await ask(token, [change]), change.change).toMatchObject({ status: 200 });

  expect((await ask(token, [changes[0]])).body).toMatchObject({ lost: { people: 1 } });
  expect((await ask(token, [changes[10]])).body).toMatchObject({ people: 1, lost: { people: 1 } });
});

test("what is wrong is refused at its place, and nobody asks without a token", async () => {
  const { role, person, token } = await scene();
  const reader = await apiToken(await build.person(await build.operator(), ["roles.view"]));
  const edit = { change: "role.edit", role: role.id, permissions: ["customers.list"] };

  expect((await ask(undefined, [edit])).status).toBe(401);
  expect(await ask(token, [edit, { ...edit, permissions: ["customers.fly"] }])).toMatchObject({ status: 400, body: { fields: { "changes.1.permissions": "There is no such permission." } } });
  expect(await ask(token, [{ change: "role.eat", role: role.id }])).toMatchObject({ status: 400, body: { fields: { "changes.0.change": "Name a kind of change, such as role.edit." } } });
  expect((await ask(token, [{ ...edit, colour: "red" }])).status).toBe(400);
  expect((await ask(token, [])).status).toBe(400);
  expect((await ask(reader, [edit])).status).toBe(403);
  expect((await ask(token, [{ change: "role.edit", role: "key:no-such-role", permissions: ["customers.list"] }])).status).toBe(404);
  expect(person.id).toBeGreaterThan(0);
});

test("a change names what an earlier one makes by its place in the list", async () => {
  const { partner, person, role, token } = await scene();
  const address = `new-${partner.id}@example.com`;
  const changes = [
    { change: "group.create", organization: partner.id, name: "Night desk", type: "team" },
    { change: "role.clone", role: role.id, organization: partner.id, name: "Night", permissions: ["customers.view"] },
    { change: "user.invite", organization: partner.id, name: "Nora", email: address, access: "none" },
    { change: "grant.give", group: "new:1", role: "new:2", scope: { kind: "direct", organization: partner.id }, level: "read" },
    { change: "group.add-member", group: "key:new:1", users: [person.id, { key: "new:3" }] },
  ];
  const groups = await build.owner().group.count();

  const { status, body } = await ask(token, changes);
  expect(status, JSON.stringify(body)).toBe(200);
  expect([body.people, body.gained.people]).toEqual([2, 2]);
  expect(body.rows.map(({ user }) => user.name)).toEqual(expect.arrayContaining(["Anna", "Nora"]));
  expect(await build.owner().group.count()).toBe(groups);

  const before = await ask(token, [changes[4], changes[0]]);
  expect(before).toMatchObject({ status: 400, body: { code: "invalid", fields: { "changes.0.group": "No change before this one makes a group that new:1 could be." } } });
  const grant = await ask(token, [...changes.slice(0, 4), { change: "group.add-member", group: "new:4", users: [person.id] }]);
  expect(grant).toMatchObject({ status: 400, body: { fields: { "changes.4.group": "No change before this one makes a group that new:4 could be." } } });
  const place = await ask(token, [...changes.slice(0, 2), { change: "grant.give", group: "new:1", role: "new:2", scope: { kind: "direct", organization: "new:2" }, level: "read" }]);
  expect(place.body.fields).toEqual({ "changes.2.scope.organization": "No change before this one makes an organization that new:2 could be." });
  expect((await ask(token, [{ change: "group.archive", group: (await build.group(partner)).id }, { change: "group.restore", group: "new:1" }])).body.fields).toEqual({ "changes.1.group": expect.stringContaining("new:1") as string });
});
