import { afterEach, expect, test, vi } from "vitest";
import { allowed } from "@/lib/access/decide";
import type { Permission } from "@/lib/access/permissions";
import { scopeId } from "@/lib/access/scope-id";
import type { Viewer } from "@/lib/access/viewer";
import * as build from "@/lib/testing/build";
import { addMembers, archiveGroup, createGroup, editGroup, editRule, nestGroup, removeMembers, restoreGroup, unnestGroup } from "./commands";
import { listMembers, tryRule } from "./members";
import { getGroup, listGroupAccess, listGroups, lookupGroups } from "./queries";
import { addMembersInput, createGroupInput, editRuleInput, groupList, memberList, tryRuleInput } from "./schema";

afterEach(() => vi.useRealTimers());

const all: Permission[] = ["groups.create", "groups.edit", "groups.manage-members", "groups.edit-rule", "groups.archive", "users.list", "grants.list", "organizations.list"];
const create = (viewer: Viewer, fields: object) => createGroup(viewer, createGroupInput.parse(fields));
const add = (viewer: Viewer, fields: object) => addMembers(viewer, addMembersInput.parse(fields));
const rule = (viewer: Viewer, fields: object) => editRule(viewer, editRuleInput.parse(fields));
const members = async (viewer: Viewer, groupId: number, params = {}) => (await listMembers(viewer, groupId, memberList.parse(params))).rows;
const names = async (viewer: Viewer, params = {}) => (await listGroups(viewer, groupList.parse(params))).rows.map(({ name }) => name);
const logged = async (recordId: number) =>
  (await build.owner().activity.findMany({ where: { recordType: "group", recordId }, orderBy: { id: "asc" } })).map(({ action, outcome, before, after }) => ({ action, outcome, before, after }));

/** Whether the person may do this at home in the organization, by the rights that their next request would have. */
async function may(person: { id: number }, permission: Permission, at: { id: number }): Promise<boolean> {
  return allowed((await build.viewer(person)).access, permission, [scopeId("subtree", at.id), scopeId("direct", at.id)]);
}

async function partnerWith(...permissions: Permission[]) {
  const partner = await build.organization();
  const manager = await build.person(partner, [...all, ...permissions], { fields: { name: "Mara" } });
  return { partner, manager, role: await build.role(partner, ["customers.view"]) };
}

test("a team is made, renamed and listed; a name that is taken changes nothing", async () => {
  const { partner, manager } = await partnerWith();
  const { id } = await create(manager, { organizationId: partner.id, name: "Field sales", type: "team", description: "On the road" });
  await create(manager, { organizationId: partner.id, name: "Finance", type: "team" });

  await editGroup(manager, { groupId: id, version: 1, name: "Road" });
  const taken = editGroup(manager, { groupId: id, version: 2, name: "Finance" });

  await expect(taken).rejects.toMatchObject({ code: "conflict", fields: { name: expect.any(String) } });
  expect(await names(manager)).toEqual(["Finance", "Road"]);
  expect(await getGroup(manager, id)).toMatchObject({ name: "Road", description: "On the road", version: 2, memberCount: 0, rule: null });
  expect(await logged(id)).toEqual([
    { action: "groups.create", outcome: "done", before: null, after: expect.objectContaining({ name: "Field sales", version: 1 }) },
    { action: "groups.edit", outcome: "done", before: { name: "Field sales" }, after: { name: "Road", version: 2 } },
  ]);
});

test("a stranger finds no such group, a reader is told what is missing, and lists hold exactly what is allowed", async () => {
  const { partner } = await partnerWith();
  const group = await build.group(partner, [], { name: "Ours" });
  const stranger = await build.person(await build.organization(), all);
  const reader = await build.person(partner, ["groups.view"]);
  await build.grant({ user: { id: reader.facts.userId } }, await build.role(partner, all), { kind: "direct", ref: (await build.organization(partner)).id });
  const halfReader = await build.viewer({ id: reader.facts.userId });

  await expect(editGroup(stranger, { groupId: group.id, version: 1, name: "Mine" })).rejects.toMatchObject({ code: "not-found" });
  await expect(getGroup(stranger, group.id)).rejects.toMatchObject({ code: "not-found" });
  await expect(archiveGroup(halfReader, { groupId: group.id })).rejects.toMatchObject({ code: "refused", permission: "groups.archive" });
  expect(await names(stranger)).toEqual([]);
  expect(await names(reader)).toEqual(["Ours"]);
  expect((await lookupGroups(reader, "our")).map(({ id }) => id)).toEqual([group.id]);
  expect(await logged(group.id)).toEqual([]);
});

test("who joins holds at once what the group gives, who leaves does not", async () => {
  const { partner, manager, role } = await partnerWith("customers.view");
  const person = await build.user(partner, { name: "Tor" });
  const group = await build.group(partner);
  await build.grant({ group }, role);
  expect(await may(person, "customers.view", partner)).toBe(false);

  await add(manager, { groupId: group.id, users: [person.id] });
  expect(await may(person, "customers.view", partner)).toBe(true);
  await removeMembers(manager, { groupId: group.id, users: [person.id] });
  expect(await may(person, "customers.view", partner)).toBe(false);

  const tor = { id: person.id, name: "Tor" };
  expect(await logged(group.id)).toEqual([
    { action: "groups.manage-members", outcome: "done", before: null, after: { added: [tor], from: null, until: null } },
    { action: "groups.manage-members", outcome: "done", before: { removed: [tor] }, after: null },
  ]);
});

test("a membership counts from its first day to the end of its last, judged by the clock", async () => {
  const { partner, manager, role } = await partnerWith("customers.view");
  const person = await build.user(partner);
  const group = await build.group(partner);
  await build.grant({ group }, role);
  await add(manager, { groupId: group.id, users: [person.id], fromDay: "2100-03-02", lastDay: "2100-03-04" });
  const at = async (moment: string) => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date(moment) });
    const isAllowed = await may(person, "customers.view", partner);
    const [member] = await members(manager, group.id);
    vi.useRealTimers();
    return [isAllowed, member?.isCurrent ?? null];
  };

  expect(await at("2100-03-01T23:59:59Z")).toEqual([false, false]);
  expect(await at("2100-03-02T00:00:00Z")).toEqual([true, true]);
  expect(await at("2100-03-04T23:59:59Z")).toEqual([true, true]);
  expect(await at("2100-03-05T00:00:00Z")).toEqual([false, null]);
});

test("nobody adds themselves, nobody from elsewhere, nobody to more than the manager holds", async () => {
  const { partner, manager, role } = await partnerWith();
  const outer = await build.organization();
  const group = await build.group(partner);
  const person = await build.user(partner);
  const stranger = await build.user(outer);
  const above = await build.person(await build.operator(), all);

  await expect(add(manager, { groupId: group.id, users: [manager.facts.userId] })).rejects.toMatchObject({ code: "refused" });
  await expect(add(manager, { groupId: group.id, users: [stranger.id] })).rejects.toMatchObject({ code: "invalid" });
  await expect(add(above, { groupId: group.id, users: [person.id, stranger.id] })).rejects.toMatchObject({ code: "invalid" });
  await build.grant({ group }, role);
  await expect(add(manager, { groupId: group.id, users: [person.id] })).rejects.toMatchObject({ code: "refused", permission: "customers.list" });

  expect(await build.owner().groupMember.count({ where: { groupId: group.id } })).toBe(0);
  expect(await logged(group.id)).toEqual([]);
});

test("people of a group hold what the groups around it give; a circle is refused", async () => {
  const { partner, manager, role } = await partnerWith("customers.view");
  const person = await build.user(partner, { name: "Tor" });
  const [crew, region, country] = [await build.group(partner, [person]), await build.group(partner), await build.group(partner)];
  await build.grant({ group: country }, role);

  await nestGroup(manager, { groupId: region.id, memberId: crew.id });
  expect(await may(person, "customers.view", partner)).toBe(false);
  await nestGroup(manager, { groupId: country.id, memberId: region.id });
  expect(await may(person, "customers.view", partner)).toBe(true);

  await expect(nestGroup(manager, { groupId: crew.id, memberId: country.id })).rejects.toMatchObject({ code: "conflict", fields: { memberId: expect.any(String) } });
  await expect(nestGroup(manager, { groupId: crew.id, memberId: crew.id })).rejects.toMatchObject({ code: "conflict" });
  expect(await members(manager, country.id)).toMatchObject([{ name: "Tor", isDirect: false, isFound: false, through: crew.name }]);
  expect(await getGroup(manager, region.id)).toMatchObject({ inside: [{ id: crew.id }], within: [{ id: country.id }] });
  expect(await listGroupAccess(manager, crew.id)).toMatchObject([{ roleId: role.id, through: `${region.name} inside ${country.name}` }]);
  await unnestGroup(manager, { groupId: country.id, memberId: region.id });
  expect(await may(person, "customers.view", partner)).toBe(false);
});

test("two groups put into each other at the same moment do not close a circle", async () => {
  const { partner, manager } = await partnerWith();
  const [one, two] = [await build.group(partner), await build.group(partner)];

  const outcomes = await Promise.allSettled([
    nestGroup(manager, { groupId: one.id, memberId: two.id }),
    nestGroup(manager, { groupId: two.id, memberId: one.id }),
  ]);

  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("putting a group into a stronger one, or one's own group into any that gives, is refused", async () => {
  const { partner, manager, role } = await partnerWith();
  const [crew, strong] = [await build.group(partner, [await build.user(partner)]), await build.group(partner)];
  await build.grant({ group: strong }, role);
  const full = await build.person(partner, [...all, "customers.view"]);
  const own = await build.group(partner, [{ id: full.facts.userId }]);
  const viewer = await build.viewer({ id: full.facts.userId });
  await build.owner().grant.deleteMany({ where: { userId: full.facts.userId } });
  await build.grant({ user: { id: full.facts.userId } }, await build.role(partner, [...all, "customers.view"]));
  const again = await build.viewer({ id: full.facts.userId });

  await expect(nestGroup(manager, { groupId: strong.id, memberId: crew.id })).rejects.toMatchObject({ code: "refused" });
  await expect(nestGroup(again, { groupId: strong.id, memberId: own.id })).rejects.toMatchObject({ code: "refused", permission: "grants.give" });
  expect(viewer.facts.userId).toBe(again.facts.userId);
  expect(await build.owner().groupNesting.count({ where: { groupId: strong.id } })).toBe(0);
});

test("a rule finds people by all it asks, any of the values; counting first shows whom", async () => {
  const { partner, manager, role } = await partnerWith("customers.view", "groups.create");
  const below = await build.organization(partner, { partnerType: "gold" });
  const chief = await build.user(below, { name: "Chief", jobRole: "chief", region: "North" });
  await build.user(below, { name: "Wrong region", jobRole: "chief", region: "South" });
  await build.user(partner, { name: "Wrong type", jobRole: "chief", region: "North" });
  const asked = { jobRole: "boss, chief", region: ["North"], partnerType: "gold", organizations: [] };

  expect(await tryRule(manager, tryRuleInput.parse({ organizationId: partner.id, ...asked }))).toEqual({ total: { count: 1, exact: true }, names: ["Chief"] });
  const { id } = await create(manager, { organizationId: partner.id, name: "Chiefs", type: "rule", ...asked });
  await build.grant({ group: { id } }, role);

  expect(await members(manager, id)).toMatchObject([{ id: chief.id, isDirect: false, isFound: true }]);
  expect(await may(chief, "customers.view", below)).toBe(true);
  await rule(manager, { groupId: id, version: 1, jobRole: "boss" });
  expect(await may(chief, "customers.view", below)).toBe(false);
  expect((await getGroup(manager, id)).rule).toMatchObject({ jobRole: ["boss"], region: [], organizations: [] });
  expect((await logged(id)).at(-1)).toMatchObject({ action: "groups.edit-rule", after: { rule: { jobRole: ["boss"] }, version: 2 } });
});

test("a rule by territory, program and organization follows where the partner stands", async () => {
  const { partner, manager } = await partnerWith("territories.list", "programs.list");
  const [north, fjord] = [await build.territory(), await build.territory()];
  const inside = await build.organization(partner, { territoryId: (await build.territory(north)).id });
  const outside = await build.organization(partner, { territoryId: fjord.id });
  const program = await build.program([inside, outside]);
  await build.user(inside, { name: "In" });
  await build.user(outside, { name: "Out" });
  const find = async (fields: object) => (await tryRule(manager, tryRuleInput.parse({ organizationId: partner.id, ...fields }))).names;

  expect(await find({ territories: [north.id], programs: [program.id] })).toEqual(["In"]);
  expect(await find({ programs: [program.id] })).toEqual(["In", "Out"]);
  expect(await find({ organizations: [outside.id] })).toEqual(["Out"]);
  expect(await find({})).toEqual([]);
});

test("changing a rule is giving: not more than one holds, and not to oneself", async () => {
  const { partner, manager, role } = await partnerWith();
  const group = await build.group(partner, [], { type: "rule", rule: { jobRole: ["chief"] } });
  await build.grant({ group }, role);
  const clerk = await build.person(partner, [...all, "customers.view"], { fields: { jobRole: "clerk" } });
  await build.owner().grant.updateMany({ where: { groupId: group.id }, data: { roleId: (await build.role(partner, ["customers.view"])).id } });

  await expect(rule(manager, { groupId: group.id, version: 1, jobRole: "boss" })).rejects.toMatchObject({ code: "refused", permission: "customers.list" });
  await expect(rule(clerk, { groupId: group.id, version: 1, jobRole: "clerk" })).rejects.toMatchObject({ code: "refused", permission: "grants.give" });
  await rule(clerk, { groupId: group.id, version: 1, jobRole: "boss" });
  await expect(add(clerk, { groupId: group.id, users: [(await build.user(partner)).id] })).rejects.toMatchObject({ code: "conflict" });
});

test("an archived group gives nothing and comes back as it was; bringing it back is giving", async () => {
  const { partner, manager, role } = await partnerWith();
  const giver = await build.person(partner, [...all, "customers.view"]);
  const person = await build.user(partner);
  const group = await build.group(partner, [person], { name: "Night shift" });
  await build.grant({ group }, role);

  await archiveGroup(manager, { groupId: group.id });
  expect(await may(person, "customers.view", partner)).toBe(false);
  expect([await names(manager), await names(manager, { status: "archived" })]).toEqual([[], ["Night shift"]]);
  await expect(restoreGroup(manager, { groupId: group.id })).rejects.toMatchObject({ code: "refused" });
  await expect(add(giver, { groupId: group.id, users: [person.id] })).rejects.toMatchObject({ code: "conflict" });
  await restoreGroup(giver, { groupId: group.id });
  expect(await may(person, "customers.view", partner)).toBe(true);
  expect((await logged(group.id)).map(({ action }) => action)).toEqual(["groups.archive", "groups.restore"]);
});

test("the last person with full access cannot be taken out of the group that gives it, nor lose it with the group", async () => {
  const { partner } = await partnerWith();
  const keeperRights: Permission[] = ["users.invite", "users.edit", "users.deactivate", "grants.give", "grants.revoke"];
  const last = await build.user(partner);
  const [crew, owners] = [await build.group(partner, [last]), await build.group(partner)];
  await build.grant({ group: owners }, await build.role(partner, keeperRights));
  await build.owner().groupNesting.create({ data: { groupId: owners.id, memberId: crew.id } });
  const above = await build.person(await build.operator(), all);

  for (const attempt of [
    () => removeMembers(above, { groupId: crew.id, users: [last.id] }),
    () => unnestGroup(above, { groupId: owners.id, memberId: crew.id }),
    () => archiveGroup(above, { groupId: owners.id }),
    () => archiveGroup(above, { groupId: crew.id }),
  ]) {
    await expect(attempt()).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("full access") });
  }
  expect(await may(last, "grants.give", partner)).toBe(true);
});
