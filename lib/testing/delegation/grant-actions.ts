import { permissions as catalogue } from "@/lib/access/permissions";
import { changeGrant, giveGrant, revokeGrant } from "@/lib/domain/grants/commands";
import { changeGrantInput, giveGrantForm, revokeGrantInput, scopeKindValues } from "@/lib/domain/grants/schema";
import { archiveRole, createRole, editRole } from "@/lib/domain/roles/commands";
import { createRoleInput, editRoleInput, roleStateInput } from "@/lib/domain/roles/schema";
import type { Dice } from "./dice";
import { attempt, freshName, idsOf, oneId, type Maker, type Turn } from "./turn";
import type { World } from "../world";

const keys = catalogue.map(({ key }) => key);
const days = (now: number, some: number) => new Date(now + some * 86_400_000).toISOString();

/** A scope of any kind, as a form sends it. */
export function scopeFields(dice: Dice, world: World): Record<string, unknown> {
  const kind = dice.one(scopeKindValues);
  const place = kind === "subtree" || kind === "direct" ? { organizationId: oneId(dice, world.organizations) } : {};
  return {
    ...{ kind, ...place, territoryId: oneId(dice, world.territories), programId: oneId(dice, world.programs), customers: dice.some(idsOf(world.customers), 0.3) },
    ...(dice.chance(0.15) ? { narrowTerritoryId: oneId(dice, world.territories) } : {}),
    ...(dice.chance(0.1) ? { narrowProgramId: oneId(dice, world.programs) } : {}),
    ...(dice.chance(0.15) ? { exceptCustomers: dice.some(idsOf(world.customers), 0.4) } : {}),
    ...(dice.chance(0.15) ? { exceptOrganizations: [oneId(dice, world.organizations)] } : {}),
  };
}

const timeFields = (dice: Dice, now: number) => ({ ...(dice.chance(0.1) ? { from: days(now, dice.one([-2, 3])) } : {}), ...(dice.chance(0.15) ? { until: days(now, dice.one([2, 6])) } : {}) });

const give: Maker = ({ dice, world, viewer }) => {
  const others = world.users.filter(({ id }) => id !== viewer.facts.userId);
  const holder = dice.chance(0.5) ? { userId: oneId(dice, dice.chance(0.95) ? others : world.users) } : { groupId: oneId(dice, world.groups) };
  const input = { ...holder, roleId: oneId(dice, world.roles), level: dice.one(["read", "write"]), ...scopeFields(dice, world), ...timeFields(dice, world.now) };
  return attempt(viewer, { name: "give" }, { schema: giveGrantForm, command: giveGrant, input });
};

const change: Maker = ({ dice, world, viewer }) => {
  if (world.grants.length === 0) return null;
  const parts = {
    ...(dice.chance(0.3) ? { roleId: oneId(dice, world.roles) } : {}),
    ...(dice.chance(0.5) ? scopeFields(dice, world) : {}),
    ...(dice.chance(0.4) ? { level: dice.one(["read", "write"]) } : {}),
    ...(dice.chance(0.3) ? { from: "", until: "" } : timeFields(dice, world.now)),
  };
  return attempt(viewer, { name: "change a grant" }, { schema: changeGrantInput, command: changeGrant, input: { grantId: oneId(dice, world.grants), version: 1, ...parts } });
};

const revoke: Maker = ({ dice, world, viewer }) =>
  world.grants.length === 0 ? null : attempt(viewer, { name: "revoke" }, { schema: revokeGrantInput, command: revokeGrant, input: { grantId: oneId(dice, world.grants) } });

/** Some of what the viewer holds somewhere, now and then something more. */
export const somePermissions = ({ dice, viewer }: Turn) => {
  const held = keys.filter((_, index) => viewer.access.of[index] !== 255);
  const chosen = [...dice.some(held, dice.one([0.2, 0.7])), ...(dice.chance(0.1) ? [dice.one(keys)] : [])];
  return chosen.length > 0 ? chosen : [dice.one(keys)];
};

const newRole: Maker = (turn) =>
  attempt(turn.viewer, { name: "create a role" }, { schema: createRoleInput, command: createRole, input: { organizationId: oneId(turn.dice, turn.world.organizations), name: freshName("Role"), permissions: somePermissions(turn) } });

const changeRole: Maker = (turn) => {
  if (turn.world.roles.length === 0) return null;
  const role = turn.dice.one(turn.world.roles);
  const kept = turn.dice.some(role.permissions, 0.9);
  const input = { roleId: role.id, version: 1, permissions: [...kept, ...somePermissions(turn)] };
  return attempt(turn.viewer, { name: "edit a role" }, { schema: editRoleInput, command: editRole, input });
};

const retireRole: Maker = ({ dice, world, viewer }) => attempt(viewer, { name: "archive a role" }, { schema: roleStateInput, command: archiveRole, input: { roleId: oneId(dice, world.roles) } });

export const grantActions: Maker[] = [give, give, give, change, change, revoke, newRole, changeRole, changeRole, retireRole];
