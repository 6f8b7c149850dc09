import { cloneRole } from "@/lib/domain/roles/clone";
import { takeProposal } from "@/lib/domain/roles/proposals";
import { offerTemplate, publishTemplate, rollBackTemplate } from "@/lib/domain/roles/publishing";
import { cloneRoleInput, publishTemplateInput, rollBackTemplateInput, takeProposalInput, templateStateInput } from "@/lib/domain/roles/schema";
import { somePermissions } from "./grant-actions";
import { attempt, freshName, oneId, type Maker } from "./turn";

const tick = (value: boolean) => (value ? "true" : "false");

const clone: Maker = ({ dice, world, viewer }) => {
  const taken = { members: tick(dice.chance(0.5)), scope: tick(dice.chance(0.6)), expiry: tick(dice.chance(0.6)) };
  const input = { roleId: oneId(dice, world.roles), organizationId: oneId(dice, world.organizations), name: freshName("Clone"), ...taken };
  return attempt(viewer, { name: "clone a role" }, { schema: cloneRoleInput, command: cloneRole, input });
};

const offer: Maker = ({ dice, world, viewer }) => attempt(viewer, { name: "offer a template" }, { schema: templateStateInput, command: offerTemplate, input: { roleId: oneId(dice, world.roles) } });

const publish: Maker = (turn) =>
  attempt(turn.viewer, { name: "publish a version" }, { schema: publishTemplateInput, command: publishTemplate, input: { roleId: oneId(turn.dice, turn.world.roles), version: turn.dice.one([1, 2, 3]), permissions: somePermissions(turn) } });

const rollBack: Maker = ({ dice, world, viewer }) =>
  attempt(viewer, { name: "roll a template back" }, { schema: rollBackTemplateInput, command: rollBackTemplate, input: { roleId: oneId(dice, world.roles), version: dice.one([2, 3]), number: 1 } });

const take: Maker = ({ dice, world, viewer }) =>
  attempt(viewer, { name: "take a version over" }, { schema: takeProposalInput, command: takeProposal, input: { roleId: oneId(dice, world.roles), version: dice.one([1, 2]), number: dice.one([2, 3]), all: "true" } });

export const roleActions: Maker[] = [clone, clone, offer, offer, publish, publish, rollBack, take, take];
