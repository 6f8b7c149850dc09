import { addMembers, archiveGroup, createGroup, editRule, nestGroup, removeMembers, restoreGroup, unnestGroup } from "@/lib/domain/groups/commands";
import { cloneGroup } from "@/lib/domain/groups/cloning";
import { addMembersInput, cloneGroupInput, createGroupInput, editRuleInput, groupInput, nestGroupInput, removeMembersInput, securityScopes, swapSecurityGroupInput, updateSecurityGroupInput } from "@/lib/domain/groups/schema";
import { swapSecurityGroup } from "@/lib/domain/groups/swapping";
import { updateSecurityGroup } from "@/lib/domain/groups/updating";
import type { World } from "../world";
import type { Dice } from "./dice";
import { scopeFields } from "./grant-actions";
import { ruleOf } from "./start";
import { attempt, freshName, idsOf, isBelow, oneId, peopleBelow, type Maker } from "./turn";

/** A rule as the form sends it, places by id. */
function ruleFields(dice: Dice, world: World): Record<string, unknown> {
  const { jobRole = [], region = [], partnerType = [], organization = [], territory = [], program = [] } = ruleOf(dice);
  const ids = (things: readonly { id: number; key: string }[], wanted: readonly string[]) => things.filter(({ key }) => wanted.includes(key)).map(({ id }) => id);
  return { jobRole, region, partnerType, organizations: ids(world.organizations, organization), territories: ids(world.territories, territory), programs: ids(world.programs, program) };
}

const create: Maker = ({ dice, world, viewer }) => {
  const type = dice.one(["team", "rule", "security"]);
  const scope = type === "security" ? { scope: dice.one(["customers", "everything", "later"]), roleId: oneId(dice, world.roles), customers: dice.some(idsOf(world.customers), 0.4), level: dice.one(["read", "write"]) } : {};
  const input = { organizationId: oneId(dice, world.organizations), name: freshName("Group"), type, ...scope, ...(type === "rule" ? ruleFields(dice, world) : {}) };
  return attempt(viewer, { name: "create a group" }, { schema: createGroupInput, command: createGroup, input });
};

const picked = (world: World) => world.groups.filter(({ type }) => type !== "rule");

const add: Maker = (turn) => {
  const { dice, world, viewer } = turn;
  if (picked(world).length === 0) return null;
  const group = dice.one(picked(world));
  const people = dice.chance(0.9) ? peopleBelow(turn, group.organizationId) : world.users;
  if (people.length === 0) return null;
  const times = { ...(dice.chance(0.1) ? { fromDay: dayIn(world.now, 3) } : {}), ...(dice.chance(0.2) ? { lastDay: dayIn(world.now, 6) } : {}) };
  const users = dice.chance(0.3) ? [oneId(dice, people), oneId(dice, people)] : [oneId(dice, people)];
  return attempt(viewer, { name: "add members" }, { schema: addMembersInput, command: addMembers, input: { groupId: group.id, users, ...times } });
};

const dayIn = (now: number, days: number) => new Date(now + days * 86_400_000).toISOString().slice(0, 10);

const remove: Maker = ({ dice, world, viewer }) => {
  const full = world.groups.filter(({ members }) => members.length > 0);
  if (full.length === 0) return null;
  const group = dice.one(full);
  return attempt(viewer, { name: "remove a member" }, { schema: removeMembersInput, command: removeMembers, input: { groupId: group.id, users: [dice.one(group.members).userId] } });
};

const nest: Maker = ({ dice, world, viewer }) => {
  if (picked(world).length === 0) return null;
  const group = dice.one(picked(world));
  const fits = world.groups.filter((other) => other.id !== group.id && isBelow(world, other.organizationId, group.organizationId));
  if (fits.length === 0) return null;
  return attempt(viewer, { name: "nest" }, { schema: nestGroupInput, command: nestGroup, input: { groupId: group.id, memberId: oneId(dice, fits) } });
};

const unnest: Maker = ({ dice, world, viewer }) => {
  const around = world.groups.filter(({ groups }) => groups.length > 0);
  if (around.length === 0) return null;
  const group = dice.one(around);
  return attempt(viewer, { name: "unnest" }, { schema: nestGroupInput, command: unnestGroup, input: { groupId: group.id, memberId: dice.one(group.groups) } });
};

const changeRule: Maker = ({ dice, world, viewer }) => {
  const groupId = oneId(dice, world.groups.filter(({ type }) => type === "rule"));
  return groupId === null ? null : attempt(viewer, { name: "edit a rule" }, { schema: editRuleInput, command: editRule, input: { groupId, version: 1, ...ruleFields(dice, world) } });
};

const archive: Maker = ({ dice, world, viewer }) => attempt(viewer, { name: "archive a group" }, { schema: groupInput, command: archiveGroup, input: { groupId: oneId(dice, world.groups) } });
const restore: Maker = ({ dice, world, viewer }) => attempt(viewer, { name: "restore a group" }, { schema: groupInput, command: restoreGroup, input: { groupId: oneId(dice, world.groups) } });

const tick = (dice: Dice, share = 0.6) => (dice.chance(share) ? "true" : "false");

const clone: Maker = ({ dice, world, viewer }) => {
  const taken = { permissions: tick(dice), members: tick(dice), memberships: tick(dice, 0.3), expiry: tick(dice), scope: dice.one(["same", "same", "customers", "home"]), customers: dice.some(idsOf(world.customers), 0.4) };
  const input = { groupId: oneId(dice, world.groups), name: freshName("Clone"), ...(dice.chance(0.3) ? { organizationId: oneId(dice, world.organizations) } : {}), ...taken };
  return attempt(viewer, { name: "clone a group" }, { schema: cloneGroupInput, command: cloneGroup, input });
};

/** Where a security group leads, as forms of swapping and inviting send it. */
export const securityFields = (dice: Dice, world: World) => ({
  access: dice.one(["group", ...securityScopes]),
  ...{ groupId: oneId(dice, world.groups.filter(({ type }) => type === "security")), roleId: oneId(dice, world.roles), level: dice.one(["read", "write"]) },
  ...{ customers: dice.some(idsOf(world.customers), 0.3), exceptCustomers: dice.some(idsOf(world.customers), 0.3), territoryId: oneId(dice, world.territories), programId: oneId(dice, world.programs) },
});

const swap: Maker = ({ dice, world, viewer }) => {
  const from = world.groups.filter(({ type, members }) => type === "security" && members.length > 0);
  if (from.length === 0) return null;
  const group = dice.one(from);
  const others = group.members.filter(({ userId }) => userId !== viewer.facts.userId);
  const input = { userId: dice.one(others.length > 0 ? others : group.members).userId, fromGroupId: group.id, ...securityFields(dice, world) };
  return attempt(viewer, { name: "swap" }, { schema: swapSecurityGroupInput, command: swapSecurityGroup, input });
};

const update: Maker = ({ dice, world, viewer }) => {
  const security = new Set(world.groups.filter(({ type }) => type === "security").map(({ id }) => id));
  const grants = world.grants.filter(({ groupId }) => groupId !== null && security.has(groupId));
  if (grants.length === 0) return null;
  const grant = dice.one(grants);
  const permissions = world.roles.find(({ id }) => id === grant.roleId)?.permissions ?? [];
  const wanted = dice.chance(0.7) ? { permissions: [...dice.some(permissions, 0.7), dice.one(["customers.view", "customers.edit", "users.edit", "grants.give"])] } : {};
  const input = { grantId: grant.id, version: 1, roleId: grant.roleId, roleVersion: 1, ...wanted, ...(dice.chance(0.5) ? scopeFields(dice, world) : {}) };
  return attempt(viewer, { name: "update a security group" }, { schema: updateSecurityGroupInput, command: updateSecurityGroup, input });
};

export const groupActions: Maker[] = [create, create, add, add, add, add, remove, nest, nest, unnest, changeRule, changeRule, archive, restore, clone, swap, swap, update, update];
