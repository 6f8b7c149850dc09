import { expect, test } from "vitest";
import { heldPermissions } from "@/lib/access/decide";
import type { Permission } from "@/lib/access/permissions";
import type { Viewer } from "@/lib/access/viewer";
import { previewed } from "@/lib/domain/access/preview/preview";
import * as build from "@/lib/testing/build";
import { changeGroups, groupsOfPeople } from "./regrouping";
import { changeGroupsInput, fieldOfGroup } from "./schema";

const rights: Permission[] = ["groups.list", "groups.manage-members", "users.list"];
type Sent = { users: { id: number }[]; choices?: string[]; groups?: { id: number }[] };
const ids = (list: readonly { id: number }[]) => list.map(({ id }) => id);
const save = (viewer: Viewer, { users, groups = [], ...rest }: Sent) => changeGroups(viewer, changeGroupsInput.parse({ users: ids(users), groups: ids(groups), ...rest }));
const membersOf = async ({ id }: { id: number }) => (await build.owner().groupMember.findMany({ where: { groupId: id }, orderBy: { userId: "asc" } })).map(({ userId }) => userId);
const logOf = async ({ id }: { id: number }) =>
  (await build.owner().activity.findMany({ where: { recordType: "group", recordId: id }, orderBy: { id: "asc" } })).map(({ action, before, after }) => ({ action, before, after }));

/** A partner with three people, of whom two are in the first group and one in the second, and somebody who manages all of that. */
async function scene(more: Permission[] = []) {
  const partner = await build.organization();
  const manager = await build.person(partner, [...rights, ...more]);
  const people = [await build.user(partner, { name: "Ada" }), await build.user(partner, { name: "Bo" }), await build.user(partner, { name: "Cleo" })];
  const [ada, bo, cleo] = people as [(typeof people)[0], (typeof people)[0], (typeof people)[0]];
  const from = await build.group(partner, [ada, bo], { name: "North" });
  const to = await build.group(partner, [cleo], { name: "South" });
  return { partner, manager, people, ada, bo, cleo, from, to };
}

test("of each group it is told how many of the people were put into it; others, archived, rule groups and those out of reach are left out", async () => {
  const { partner, manager, people, ada, bo, from, to } = await scene();
  const [outer, around, archived, over] = [await build.organization(), await build.group(partner), await build.group(partner, [ada]), await build.group(partner, [bo])];
  await build.owner().groupNesting.create({ data: { groupId: around.id, memberId: from.id } });
  await build.owner().group.update({ where: { id: archived.id }, data: { archivedAt: new Date() } });
  await build.owner().groupMember.updateMany({ where: { groupId: over.id }, data: { until: new Date(Date.now() - 1000) } });
  await build.group(partner, [ada], { type: "rule", rule: {} });
  await build.group(outer, [ada]);
  const hidden = await build.user(outer);
  await build.owner().groupMember.create({ data: { groupId: to.id, userId: hidden.id } });
  const near = await build.person(partner, rights, { kind: "subtree", ref: partner.id });

  const found = await groupsOfPeople(near, [...ids(people), hidden.id]);

  expect(found).toEqual([
    { id: from.id, name: "North", type: "team", organizationName: partner.name, members: 2 },
    { id: to.id, name: "South", type: "team", organizationName: partner.name, members: 1 },
  ]);
  expect(await groupsOfPeople(manager, [hidden.id])).toEqual([]);
});

test("whoever may list groups but not manage members sees none of it and changes nothing; a stranger finds nobody", async () => {
  const { partner, people, from, to } = await scene();
  const reader = await build.person(partner, ["groups.list", "users.list"]);
  const stranger = await build.person(await build.organization(), rights);
  const sub = await build.organization(partner);
  const half = await build.person(partner, ["groups.list", "groups.view", "users.list"]);
  await build.grant({ user: { id: half.facts.userId } }, await build.role(partner, rights), { kind: "subtree", ref: sub.id });
  const below = await build.viewer({ id: half.facts.userId });
  const sent = { users: people, choices: [`${from.id}:none`], groups: [to] };

  await expect(groupsOfPeople(reader, ids(people))).rejects.toMatchObject({ code: "refused", permission: "groups.manage-members" });
  await expect(save(reader, sent)).rejects.toMatchObject({ code: "refused", permission: "groups.manage-members" });
  expect(await groupsOfPeople(stranger, ids(people))).toEqual([]);
  await expect(save(stranger, sent)).rejects.toMatchObject({ code: "invalid", fields: { users: expect.any(String) } });
  expect(await groupsOfPeople(below, ids(people))).toEqual([]);
  await expect(save(below, sent)).rejects.toMatchObject({ code: "refused", permission: "groups.manage-members", message: expect.stringContaining("North") });
  expect([await membersOf(from), await membersOf(to)]).toEqual([ids(people).slice(0, 2), ids(people).slice(2)]);
});

test("one save moves everybody from one group to another: as shown before, with one log row a group, and whoever was in keeps their time", async () => {
  const { partner, manager, people, ada, bo, cleo, from, to } = await scene(["customers.list", "organizations.list"]);
  await build.grant({ group: from }, await build.role(partner, ["customers.list"]), { kind: "subtree", ref: partner.id });
  await build.grant({ group: to }, await build.role(partner, ["organizations.list"]), { kind: "subtree", ref: partner.id });
  await build.customer(partner);
  const until = new Date("2100-01-01T00:00:00Z");
  await build.owner().groupMember.updateMany({ where: { groupId: to.id }, data: { until } });
  const sent: Sent = { users: people, choices: [`${from.id}:none`, `${to.id}:all`] };

  const asked = (token: string | null) => previewed({ viewer: manager, name: "changeGroups", input: sent, command: () => save(manager, sent), token });
  const look = await asked(null);
  const preview = "preview" in look ? look.preview : null;
  expect(preview?.rows.map(({ name, gained, lost }) => ({ name, gained: gained.map(({ unit }) => unit), lost: lost.map(({ unit }) => unit) }))).toEqual([
    { name: "Ada", gained: ["organization"], lost: ["customer"] },
    { name: "Bo", gained: ["organization"], lost: ["customer"] },
  ]);
  expect(await membersOf(from), "a look changes nothing").toEqual([ada.id, bo.id]);

  expect(await asked(preview!.token)).toEqual({ saved: { href: "/users", message: "2 people were put into 1 group. 2 people were taken out of 1 group." } });
  expect([await membersOf(from), await membersOf(to)]).toEqual([[], ids(people)]);
  const [adaSaid, boSaid] = [{ id: ada.id, name: "Ada" }, { id: bo.id, name: "Bo" }];
  expect(await logOf(from)).toEqual([{ action: "groups.manage-members", before: { removed: [adaSaid, boSaid] }, after: null }]);
  expect(await logOf(to)).toEqual([{ action: "groups.manage-members", before: null, after: { added: [adaSaid, boSaid], from: null, until: null } }]);
  const kept = await build.owner().groupMember.findFirst({ where: { groupId: to.id, userId: cleo.id } });
  expect(kept?.until).toEqual(until);
  for (const person of [ada, bo]) expect(heldPermissions((await build.viewer(person)).access)).toEqual(["organizations.list"]);
});

test("what is chosen twice counts once, what is so already changes nothing, and a group cannot be both", async () => {
  const { manager, people, cleo, from, to } = await scene();

  await save(manager, { users: people, choices: [`${from.id}:all`], groups: [from] });
  expect(await membersOf(from)).toEqual(ids(people));
  expect(await logOf(from)).toEqual([{ action: "groups.manage-members", before: null, after: { added: [{ id: cleo.id, name: "Cleo" }], from: null, until: null } }]);
  expect((await save(manager, { users: people, choices: [`${from.id}:all`] })).message).toContain("Nothing was changed");
  expect(await logOf(from)).toHaveLength(1);
  await expect(save(manager, { users: people, choices: [`${to.id}:none`], groups: [to] })).rejects.toMatchObject({ code: "invalid", fields: { groups: expect.stringContaining("South") } });
  expect(await membersOf(to)).toEqual([cleo.id]);
  expect(changeGroupsInput.safeParse({ users: [1], choices: [`${from.id}:keep`] }).error?.issues).toMatchObject([{ path: ["groups"], message: "Choose for at least one group what becomes different." }]);
});

test("what one group refuses leaves all as it was, and every refusal names its group or person", async () => {
  const { partner, manager, people, from, to } = await scene();
  const below = await build.group(await build.organization(partner), [], { name: "Branch" });
  await build.grant({ group: to }, await build.role(partner, ["customers.view"]), { kind: "subtree", ref: partner.id });
  const before = [await membersOf(from), await membersOf(to)];

  await expect(save(manager, { users: people, choices: [`${from.id}:none`, `${to.id}:all`] }), "nobody gives what they lack").rejects.toMatchObject({
    code: "refused",
    permission: "customers.list",
    message: expect.stringContaining("South"),
    fields: { [fieldOfGroup(to.id)]: expect.stringContaining("South") },
  });
  const self = { id: manager.facts.userId };
  await expect(save(manager, { users: [...people, self], choices: [`${from.id}:all`], groups: [below] }), "everything that is wrong at once").rejects.toMatchObject({
    code: "refused",
    fields: { [fieldOfGroup(from.id)]: expect.stringContaining("North: You cannot give access to yourself"), groups: expect.stringContaining("Branch") },
  });
  await expect(save(manager, { users: people, choices: [`${from.id}:none`], groups: [below] })).rejects.toMatchObject({ code: "invalid", fields: { groups: expect.stringMatching(/^Ada is not at home in/) } });
  expect([await membersOf(from), await membersOf(to)]).toEqual(before);
  expect([...(await logOf(from)), ...(await logOf(to)), ...(await logOf(below))]).toEqual([]);
});

test("the last person with full access stays in what gives it, and may be moved to another group that gives it too", async () => {
  const keeperRights: Permission[] = ["users.invite", "users.edit", "users.deactivate", "grants.give", "grants.revoke"];
  const { partner, manager, ada, from, to } = await scene(keeperRights);
  const role = await build.role(partner, keeperRights);
  await build.owner().grant.deleteMany({ where: { userId: manager.facts.userId } });
  await build.grant({ user: { id: manager.facts.userId } }, await build.role(partner, [...rights, ...keeperRights]), { kind: "everything", until: new Date("2100-01-01T00:00:00Z") });
  const lent = await build.viewer({ id: manager.facts.userId });
  await build.owner().groupMember.deleteMany({ where: { groupId: from.id, userId: { not: ada.id } } });
  await build.grant({ group: from }, role);

  await expect(save(lent, { users: [ada], choices: [`${from.id}:none`], groups: [to] })).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining(`left in ${partner.name}`) });
  expect(await membersOf(from)).toEqual([ada.id]);
  await build.grant({ group: to }, role);
  await save(lent, { users: [ada], choices: [`${from.id}:none`], groups: [to] });
  expect([await membersOf(from), (await membersOf(to)).includes(ada.id)]).toEqual([[], true]);
});
