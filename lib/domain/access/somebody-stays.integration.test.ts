import { expect, test } from "vitest";
import { hasFullAccess } from "@/lib/access/full-access";
import type { Viewer } from "@/lib/access/viewer";
import { changeGrant, revokeGrant } from "@/lib/domain/grants/commands";
import { changeGrantInput } from "@/lib/domain/grants/schema";
import { addMembers, archiveGroup, editRule, removeMembers, unnestGroup } from "@/lib/domain/groups/commands";
import { addMembersInput, editRuleInput, swapSecurityGroupInput, updateSecurityGroupInput } from "@/lib/domain/groups/schema";
import { swapSecurityGroup } from "@/lib/domain/groups/swapping";
import { updateSecurityGroup } from "@/lib/domain/groups/updating";
import { assignOrganizations } from "@/lib/domain/territories/commands";
import { editOrganization, moveOrganization } from "@/lib/domain/organizations/commands";
import { editOrganizationInput } from "@/lib/domain/organizations/schema";
import { endEnrollments } from "@/lib/domain/programs/commands";
import { editRole } from "@/lib/domain/roles/commands";
import { editRoleInput } from "@/lib/domain/roles/schema";
import { deactivateUser, editUser, limitUser } from "@/lib/domain/users/commands";
import { editUserInput, limitUserInput } from "@/lib/domain/users/schema";
import { permissions } from "@/lib/access/permissions";
import * as build from "@/lib/testing/build";
import { loadFacts } from "./facts";
import { ownerPool } from "@/lib/platform/db/client";

const everything = permissions.map(({ key }) => key);
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** An administrator of the operator, and a partner whose one person with full access holds it as `hold` says. */
async function world(hold: (at: { partner: { id: number; key: string }; keeper: { id: number }; role: { id: number } }) => Promise<unknown>, fields: { jobRole?: string } = {}) {
  const admin = await build.person(await build.operator(), everything);
  const partner = await build.organization();
  const [keeper, role] = [await build.user(partner, fields), await build.role(partner, everything)];
  await hold({ partner, keeper, role });
  return { admin, partner, keeper, role };
}

const isKept = async (id: number) => hasFullAccess({ ...(await loadFacts(ownerPool(), id))!, guardrails: [] }, Date.now());

/** The command is refused because nobody would stay, and the person still has full access. */
async function expectKept(keeper: { id: number }, command: () => Promise<unknown>) {
  expect(await isKept(keeper.id), "the person has full access to begin with").toBe(true);
  await expect(command()).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("Nobody with full access would be left") });
  expect(await isKept(keeper.id)).toBe(true);
}

type Act = (viewer: Viewer, at: { keeper: { id: number }; partner: { id: number }; role: { id: number } }) => Promise<unknown>;
const grantOf = (userId: number) => build.owner().grant.findFirstOrThrow({ where: { userId }, select: { id: true } });

const direct: [string, Act][] = [
  ["deactivating", (admin, { keeper }) => deactivateUser(admin, { userId: keeper.id })],
  ["the read-only cap", (admin, { keeper }) => limitUser(admin, limitUserInput.parse({ userId: keeper.id, version: 1, readOnly: "true" }))],
  ["a last day", (admin, { keeper }) => limitUser(admin, limitUserInput.parse({ userId: keeper.id, version: 1, lastDay: inDays(9) }))],
  ["a move to another home", async (admin, { keeper }) => editUser(admin, editUserInput.parse({ userId: keeper.id, version: 1, organizationId: (await build.organization()).id }))],
  ["revoking the access", async (admin, { keeper }) => revokeGrant(admin, { grantId: (await grantOf(keeper.id)).id })],
  ["an end of the access", async (admin, { keeper }) => changeGrant(admin, changeGrantInput.parse({ grantId: (await grantOf(keeper.id)).id, version: 1, until: inDays(9) }))],
  ["a lower level", async (admin, { keeper }) => changeGrant(admin, changeGrantInput.parse({ grantId: (await grantOf(keeper.id)).id, version: 1, level: "read" }))],
  ["a smaller scope", async (admin, { keeper, partner }) => changeGrant(admin, changeGrantInput.parse({ grantId: (await grantOf(keeper.id)).id, version: 1, kind: "direct", organizationId: partner.id }))],
  ["a smaller role", (admin, { role }) => editRole(admin, editRoleInput.parse({ roleId: role.id, version: 1, permissions: ["customers.view"] }))],
];

test.each(direct)("somebody with full access stays: %s", async (_, act) => {
  const { admin, ...at } = await world(({ keeper, role }) => build.grant({ user: keeper }, role));
  await expectKept(at.keeper, () => act(admin, at));
});

type In = { group: { id: number }; outer: { id: number } };
const throughGroup: [string, "team" | "security", (viewer: Viewer, at: In & { keeper: { id: number }; role: { id: number } }) => Promise<unknown>][] = [
  ["archiving the group", "team", (admin, { group }) => archiveGroup(admin, { groupId: group.id })],
  ["archiving the group around it", "team", (admin, { outer }) => archiveGroup(admin, { groupId: outer.id })],
  ["taking them out", "team", (admin, { group, keeper }) => removeMembers(admin, { groupId: group.id, users: [keeper.id] })],
  ["an end of the membership", "team", (admin, { group, keeper }) => addMembers(admin, addMembersInput.parse({ groupId: group.id, users: [keeper.id], lastDay: inDays(9) }))],
  ["a later begin of the membership", "team", (admin, { group, keeper }) => addMembers(admin, addMembersInput.parse({ groupId: group.id, users: [keeper.id], fromDay: inDays(9) }))],
  ["taking the group out of the one that gives", "team", (admin, { group, outer }) => unnestGroup(admin, { groupId: outer.id, memberId: group.id })],
];

test.each(throughGroup)("somebody with full access through groups stays: %s", async (_, type, act) => {
  let made: In | undefined;
  const { admin, ...at } = await world(async ({ partner, keeper, role }) => {
    const [group, outer] = [await build.group(partner, [keeper], { type }), await build.group(partner)];
    await build.owner().groupNesting.create({ data: { groupId: outer.id, memberId: group.id } });
    await build.grant({ group: outer }, role);
    made = { group, outer };
  });
  await expectKept(at.keeper, () => act(admin, { ...at, ...made! }));
});

test("somebody with full access through a security group stays: a swap, and an update of what it gives", async () => {
  let groups: { id: number }[] = [];
  const { admin, partner, keeper, role } = await world(async ({ partner, keeper, role }) => {
    groups = [await build.group(partner, [keeper], { type: "security" }), await build.group(partner, [], { type: "security" })];
    await build.grant({ group: groups[0]! }, role);
  });
  const customer = await build.customer(partner);
  const [full, other] = groups as [{ id: number }, { id: number }];
  const swapped = (fields: object) => swapSecurityGroup(admin, swapSecurityGroupInput.parse({ userId: keeper.id, fromGroupId: full.id, ...fields }));
  const grant = await build.owner().grant.findFirstOrThrow({ where: { groupId: full.id } });
  const update = (fields: object) => updateSecurityGroup(admin, updateSecurityGroupInput.parse({ grantId: grant.id, version: 1, roleId: role.id, roleVersion: 1, ...fields }));

  await expectKept(keeper, () => swapped({ access: "group", groupId: other.id }));
  await expectKept(keeper, () => swapped({ access: "customers", customers: [customer.id], roleId: role.id }));
  await expectKept(keeper, () => update({ permissions: ["customers.view"] }));
  await expectKept(keeper, () => update({ kind: "customers", customers: [customer.id] }));
});

test("two people with full access swapped out of it at the same moment: exactly one goes", async () => {
  const { admin, partner, keeper, role } = await world(async () => undefined);
  const second = await build.user(partner);
  for (let round = 0; round < 3; round++) {
    const [full, small] = [await build.group(partner, [keeper, second], { type: "security" }), await build.group(partner, [], { type: "security" })];
    await build.grant({ group: full }, role);
    const outcomes = await Promise.allSettled([keeper, second].map(({ id }) => swapSecurityGroup(admin, swapSecurityGroupInput.parse({ userId: id, fromGroupId: full.id, access: "group", groupId: small.id }))));

    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect([await isKept(keeper.id), await isKept(second.id)].sort()).toEqual([false, true]);
    await build.owner().group.deleteMany({ where: { id: { in: [full.id, small.id] } } });
  }
});

async function found(rule: object, fields: { jobRole?: string } = {}) {
  let group: { id: number } | undefined;
  const made = await world(async ({ partner, role }) => {
    group = await build.group(partner, [], { type: "rule", rule });
    await build.grant({ group }, role);
  }, fields);
  return { ...made, group: group! };
}

test("somebody whom a rule brought to full access stays: the rule, their job role, the partner's type, territory and programs", async () => {
  const bySales = await found({ jobRole: ["owner"] }, { jobRole: "owner" });
  await expectKept(bySales.keeper, () => editRule(bySales.admin, editRuleInput.parse({ groupId: bySales.group.id, version: 1, jobRole: ["sales"] })));
  await expectKept(bySales.keeper, () => editUser(bySales.admin, editUserInput.parse({ userId: bySales.keeper.id, version: 1, jobRole: "sales" })));

  const byType = await found({ partnerType: ["msp"] });
  await build.owner().organization.update({ where: { id: byType.partner.id }, data: { partnerType: "msp" } });
  await expectKept(byType.keeper, () => editOrganization(byType.admin, editOrganizationInput.parse({ organizationId: byType.partner.id, version: 1, partnerType: "reseller" })));

  const north = await build.territory();
  const byPlace = await found({ territory: [north.key] });
  await build.owner().organization.update({ where: { id: byPlace.partner.id }, data: { territoryId: north.id } });
  await expectKept(byPlace.keeper, () => assignOrganizations(byPlace.admin, { territoryId: null, organizations: [byPlace.partner.id] }));

  const inProgram = await build.program();
  const byProgram = await found({ program: [inProgram.key] });
  await build.owner().enrollment.create({ data: { organizationId: byProgram.partner.id, programId: inProgram.id, from: new Date(Date.now() - 86_400_000) } });
  await expectKept(byProgram.keeper, () => endEnrollments(byProgram.admin, { programId: inProgram.id, organizations: [byProgram.partner.id] }));
});

test("somebody who holds full access from an organization above stays when their partner would be moved away from it", async () => {
  const admin = await build.person(await build.operator(), everything);
  const [above, elsewhere] = [await build.organization(), await build.organization()];
  const below = await build.organization(above);
  const keeper = await build.user(below);
  await build.grant({ user: keeper }, await build.role(above, everything), { kind: "subtree", ref: above.id });
  const move = () => moveOrganization(admin, { organizationId: below.id, parentId: elsewhere.id });

  await expectKept(keeper, () => move());
  await build.grant({ user: await build.user(below) }, await build.role(below, everything));
  await move();
});

test("a guardrail from above is no reason to let the last one go", async () => {
  const { admin, partner, keeper } = await world(({ keeper, role }) => build.grant({ user: keeper }, role));
  await build.owner().organization.update({ where: { id: partner.id }, data: { hasGuardrail: true, guardrail: ["customers.view"] } });

  await expectKept(keeper, () => deactivateUser(admin, { userId: keeper.id }));
});
