import { expect, test } from "vitest";
import { permissions, type Permission } from "@/lib/access/permissions";
import { apiRouter, sender } from "@/lib/testing/api-router";
import { apiToken } from "@/lib/testing/api-token";
import * as build from "@/lib/testing/build";

const send = sender(apiRouter("app/api/v1"));

async function bodyOf(path: string, token: string) {
  const { status, body } = await send("GET", path, { token });
  expect([path, status]).toEqual([path, 200]);
  return body;
}

const rowsOf = async (path: string, token: string) => (await bodyOf(path, token)).rows as Record<string, unknown>[];

/** A reader at a partner with these permissions there and below. */
const reader = async (home: { id: number }, permissions: readonly Permission[]) => apiToken(await build.person(home, permissions, { kind: "subtree", ref: home.id }));

test("a record that an answer names has id, key and name, in lists and by itself, however deep it stands", async () => {
  const territory = await build.territory();
  const partner = await build.organization(undefined, { territoryId: territory.id });
  const below = await build.organization(partner);
  const program = await build.program([below]);
  const token = await reader(partner, ["organizations.view", "users.view", "groups.view", "grants.list", "territories.list", "programs.list"]);
  const named = ({ id, key, name }: { id: number; key: string; name: string }) => ({ id, key, name });
  const member = await build.user(below);
  const [inner, outer] = [await build.group(below, [member]), await build.group(below)];
  await build.owner().groupNesting.create({ data: { groupId: outer.id, memberId: inner.id } });
  const keyOfInner = (await build.owner().group.findUniqueOrThrow({ where: { id: inner.id }, select: { key: true } })).key;
  await build.grant({ user: member }, await build.role(below, ["customers.view"]));

  expect(await rowsOf(`/organizations?parent=${partner.id}`, token)).toMatchObject([{ id: below.id, parent: named(partner) }]);
  expect(await bodyOf(`/organizations/${partner.id}`, token)).toMatchObject({ territory: named(territory) });
  expect(await bodyOf(`/organizations/${below.id}`, token)).toMatchObject({ above: [named(partner)], programs: [{ ...named(program), isCurrent: true }] });
  expect(await bodyOf(`/users/${member.id}`, token)).toMatchObject({ organization: named(below), above: [named(partner)] });
  expect(await bodyOf(`/groups/${outer.id}`, token)).toMatchObject({ organization: named(below), inside: [{ id: inner.id, key: keyOfInner, name: inner.name, type: "team" }] });
  expect(await rowsOf(`/grants?user=${member.id}`, token)).toMatchObject([{ user: { id: member.id, key: member.email, name: member.name }, group: null, organization: named(below), role: { key: expect.any(String) as string } }]);
});

test("the address of a person is the key of those alone whom the reader may list, and what is hidden has none", async () => {
  const partner = await build.organization();
  const assignee = await build.user(partner);
  const task = await build.task(partner, assignee);
  const elsewhere = await build.organization();
  const group = await build.group(partner, [], { type: "rule", rule: { organization: [elsewhere.key, partner.key] } });

  const knowing = await reader(partner, ["tasks.view", "users.list"]);
  const unknowing = await reader(partner, ["tasks.view", "groups.view", "organizations.list"]);
  expect(await bodyOf(`/tasks/${task.id}`, knowing)).toMatchObject({ assignee: { id: assignee.id, key: assignee.email, name: assignee.name } });
  const blind = await bodyOf(`/tasks/${task.id}`, unknowing);
  expect(blind).toMatchObject({ assignee: { id: assignee.id, key: null, name: assignee.name } });
  expect(JSON.stringify(blind)).not.toContain(assignee.email);

  const { organizations } = (await bodyOf(`/groups/${group.id}`, unknowing)).rule as unknown as { organizations: object[] };
  expect(organizations).toContainEqual({ id: elsewhere.id, key: null, name: null });
  expect(organizations).toContainEqual({ id: partner.id, key: partner.key, name: partner.name });
});

test("the places of a grant stand as they are given, each by id, key and name; what may not be seen has an id alone", async () => {
  const [territory, partner] = [await build.territory(), await build.organization()];
  const below = await build.organization(partner);
  const [own, left] = [await build.customer(partner), await build.customer(partner)];
  const member = await build.user(partner);
  const role = await build.role(partner, ["customers.view"]);
  const only = await build.grant({ user: member }, role, { kind: "customers", customers: [own] });
  const narrowed = await build.grant({ user: member }, role, { kind: "subtree", ref: partner.id, narrowTerritoryId: territory.id, exceptOrganizations: [below.id], exceptCustomers: [left] });
  const keyOf = async ({ id }: { id: number }) => (await build.owner().customer.findUniqueOrThrow({ where: { id }, select: { id: true, key: true, name: true } }));
  const named = ({ id, key, name }: { id: number; key: string; name: string }) => ({ id, key, name });
  const nothing = { organization: null, territory: null, program: null, customers: [], narrow: { territory: null, program: null }, except: { customers: [], organizations: [] } };

  const knowing = await reader(partner, ["grants.list", "customers.list", "organizations.list", "territories.list"]);
  const placesOf = async ({ id }: { id: number }, token: string) => (await bodyOf(`/grants/${id}`, token)).places;
  expect(await placesOf(only, knowing)).toEqual({ ...nothing, kind: "customers", customers: [await keyOf(own)] });
  expect(await placesOf(narrowed, knowing)).toEqual({
    ...nothing,
    kind: "subtree",
    organization: named(partner),
    narrow: { territory: named(territory), program: null },
    except: { customers: [await keyOf(left)], organizations: [named(below)] },
  });

  const blind = await reader(partner, ["grants.list"]);
  expect(await placesOf(only, blind)).toEqual({ ...nothing, kind: "customers" });
  const hidden = ({ id }: { id: number }) => ({ id, key: null, name: null });
  expect(await placesOf(narrowed, blind)).toMatchObject({ organization: named(partner), narrow: { territory: hidden(territory) }, except: { customers: [], organizations: [hidden(below)] } });
});

test("rows of the log name who did it, what it was done to and where that is at home", async () => {
  const partner = await build.organization();
  const customer = await build.customer(partner);
  const { name, key } = await build.owner().customer.findUniqueOrThrow({ where: { id: customer.id }, select: { name: true, key: true } });
  const doer = await build.person(partner, ["customers.view", "customers.suspend"]);
  const token = await apiToken(doer);
  expect((await send("PATCH", `/customers/${customer.id}`, { token, body: { status: "suspended" } })).status).toBe(200);

  const home = { id: partner.id, key: partner.key, name: partner.name };
  const about = { id: customer.id, key, name };
  const actor = { id: doer.facts.userId, key: doer.facts.email, name: doer.facts.name };
  const address = `/activity?record=customer:${customer.id}`;
  const known = await rowsOf(address, await reader(partner, ["activity.view", "customers.view", "users.list"]));
  expect(known).toMatchObject([{ action: "customers.suspend", actor, viewingAs: null, record: { type: "customer", ...about }, organization: home, customer: about }]);
  const unknown = await rowsOf(address, await reader(partner, ["activity.view"]));
  expect(unknown).toMatchObject([{ actor: { ...actor, key: null }, record: { type: "customer", ...about, key: null }, customer: { id: customer.id, key: null, name: null } }]);
});

test("a row of the log about a record of any kind has the key by which the API finds that record", async () => {
  const [partner, operator] = [await build.organization(), await build.operator()];
  const member = await build.user(partner);
  const [group, role, territory, program, customer] = [await build.group(partner), await build.role(partner, ["customers.view"]), await build.territory(), await build.program(), await build.customer(partner)];
  const [grant, task] = [await build.grant({ user: member }, role), await build.task(partner, member)];
  const records = { customer, organization: partner, user: member, group, role, grant, territory, program, task };
  const address = { customer: "customers", organization: "organizations", user: "users", group: "groups", role: "roles", grant: "grants", territory: "territories", program: "programs", task: "tasks" };
  for (const [recordType, { id }] of Object.entries(records)) await build.owner().activity.create({ select: { id: true }, data: { actorName: "machine's owner", action: "test.touch", recordType, recordId: id, recordName: "it", organizationId: partner.id } });
  const token = await apiToken(await build.person(operator, permissions.map(({ key }) => key)));

  const kinds = Object.keys(records) as (keyof typeof records)[];
  const rows = (await Promise.all(kinds.map((kind) => rowsOf(`/activity?action=test.touch&record=${kind}:${records[kind].id}`, token)))).flat() as { record: { type: keyof typeof records; id: number; key: string }; actor: object }[];
  expect(rows.map(({ record }) => record.type)).toEqual(kinds);
  expect(rows[0]!.actor).toEqual({ id: null, key: null, name: "machine's owner" });
  for (const { record } of rows) expect(await bodyOf(`/${address[record.type]}/${encodeURIComponent(`key:${record.key}`)}`, token)).toMatchObject({ id: record.id });
});
