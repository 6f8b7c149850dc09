import { expect, test } from "vitest";
import type { Permission } from "@/lib/access/permissions";
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
