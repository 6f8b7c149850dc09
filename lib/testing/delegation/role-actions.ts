import { cloneRole } from "@/lib/domain/roles/clone";
import { takeProposal } from "@/lib/domain/roles/proposals";
import { offerTemplate, publishTemplate, rollBackTemplate } from "@/lib/domain/roles/publishing";
import { cloneRoleInput, publishTemplateInput, rollBackTemplateInput, takeProposalInput, templateStateInput } from "@/lib/domain/roles/schema";
import { ownerPool } from "@/lib/platform/db/client";
import { somePermissions } from "./grant-actions";
import { attempt, freshName, oneId, type Maker } from "./turn";

const tick = (value: boolean) => (value ? "true" : "false");

const clone: Maker = ({ dice, world, viewer }) => {
  const taken = { members: tick(dice.chance(0.5)), scope: tick(dice.chance(0.6)), expiry: tick(dice.chance(0.6)) };
  const input = { roleId: oneId(dice, world.roles), organizationId: oneId(dice, world.organizations), name: freshName("Clone"), ...taken };
  return attempt(viewer, { name: "clone a role" }, { schema: cloneRoleInput, command: cloneRole, input });
};

type Standing = { version: number; latest: number | null };

/** The version of a role, and the newest of its template, which the world of the model knows nothing of. */
async function standing(roleId: number): Promise<Standing> {
  const { rows } = await ownerPool().query<Standing>("SELECT r.version, (SELECT max(v.number) FROM role_versions v WHERE v.role_id = r.template_id) AS latest FROM roles r WHERE r.id = $1", [roleId]);
  return rows[0]!;
}

const publish: Maker = (turn) => {
  const { dice, world, viewer } = turn;
  const roleId = oneId(dice, world.roles);
  if (roleId === null) return null;
  const kept = dice.some(world.roles.find(({ id }) => id === roleId)!.permissions, 0.9);
  const permissions = [...kept, ...somePermissions(turn)];
  const run = async () => {
    // Whoever may not offer it is refused here already; offering changes nobody's access.
    await offerTemplate(viewer, templateStateInput.parse({ roleId }));
    await publishTemplate(viewer, publishTemplateInput.parse({ roleId, version: (await standing(roleId)).version, permissions }));
  };
  return { name: "publish a version", input: { roleId, permissions }, run };
};

const rollBack: Maker = ({ dice, world, viewer }) => {
  const roleId = oneId(dice, world.roles);
  if (roleId === null) return null;
  const run = async () => rollBackTemplate(viewer, rollBackTemplateInput.parse({ roleId, version: (await standing(roleId)).version, number: 1 }));
  return { name: "roll a template back", input: { roleId }, run };
};

const take: Maker = ({ dice, world, viewer }) => {
  const roleId = oneId(dice, world.roles);
  if (roleId === null) return null;
  const run = async () => {
    const { version, latest } = await standing(roleId);
    await takeProposal(viewer, takeProposalInput.parse({ roleId, version, number: latest ?? 1, all: "true" }));
  };
  return { name: "take a version over", input: { roleId }, run };
};

export const roleActions: Maker[] = [clone, clone, publish, publish, publish, rollBack, take, take];
