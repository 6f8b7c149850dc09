import { cloneUser } from "@/lib/domain/users/cloning";
import { deactivateUser, editUser, inviteUser, limitUser, reactivateUser } from "@/lib/domain/users/commands";
import { cloneUserInput, editUserInput, inviteUserInput, limitUserInput, userInput } from "@/lib/domain/users/schema";
import { securityFields } from "./group-actions";
import { attempt, freshName, idsOf, oneId, type Maker } from "./turn";

const address = () => `${freshName("new").replace(" ", "-")}@example.org`;

const invite: Maker = ({ dice, world, viewer }) => {
  const access = dice.chance(0.6) ? securityFields(dice, world) : { access: "home", roleId: oneId(dice, world.roles), level: dice.one(["read", "write"]) };
  const attributes = { ...(dice.chance(0.3) ? { jobRole: dice.one(["sales", "support"]) } : {}), ...(dice.chance(0.3) ? { region: dice.one(["north", "south"]) } : {}) };
  const groups = dice.chance(0.3) ? [oneId(dice, world.groups)] : [];
  const input = { organizationId: oneId(dice, world.organizations), name: freshName("Person"), email: address(), groups, ...attributes, ...access };
  return attempt(viewer, { name: "invite" }, { schema: inviteUserInput, command: inviteUser, input });
};

const edit: Maker = ({ dice, world, viewer }) => {
  const change = dice.one([{ jobRole: dice.one(["sales", "support", ""]) }, { region: dice.one(["north", "south", ""]) }, { organizationId: oneId(dice, world.organizations) }]);
  return attempt(viewer, { name: "edit a person" }, { schema: editUserInput, command: editUser, input: { userId: oneId(dice, dice.chance(0.9) ? world.users.filter(({ id }) => id !== viewer.facts.userId) : world.users), version: 1, ...change } });
};

const clone: Maker = ({ dice, world, viewer }) => {
  const tick = () => (dice.chance(0.6) ? "true" : "false");
  const taken = { permissions: tick(), memberships: tick(), expiry: tick(), settings: tick(), scope: dice.one(["same", "same", "customers", "home"]), customers: dice.some(idsOf(world.customers), 0.4) };
  const input = { userId: oneId(dice, world.users), name: freshName("Clone"), email: address(), ...(dice.chance(0.3) ? { organizationId: oneId(dice, world.organizations) } : {}), ...taken };
  return attempt(viewer, { name: "clone a person" }, { schema: cloneUserInput, command: cloneUser, input });
};

const limit: Maker = ({ dice, world, viewer }) => {
  const limits = { lastDay: dice.one(["", new Date(world.now + 20 * 86_400_000).toISOString().slice(0, 10)]), readOnly: dice.one(["true", "false"]) };
  return attempt(viewer, { name: "limit a person" }, { schema: limitUserInput, command: limitUser, input: { userId: oneId(dice, world.users), version: 1, ...limits } });
};

const deactivate: Maker = ({ dice, world, viewer }) => attempt(viewer, { name: "deactivate" }, { schema: userInput, command: deactivateUser, input: { userId: oneId(dice, world.users) } });

const reactivate: Maker = ({ dice, world, viewer }) => {
  const userId = oneId(dice, world.users.filter(({ status }) => status === "deactivated"));
  return userId === null ? null : attempt(viewer, { name: "reactivate", bringsBack: true }, { schema: userInput, command: reactivateUser, input: { userId } });
};

export const peopleActions: Maker[] = [invite, invite, edit, edit, edit, clone, clone, limit, limit, deactivate, reactivate];
