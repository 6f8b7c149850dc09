import { cloneRole } from "@/lib/domain/roles/clone";
import { takeProposal } from "@/lib/domain/roles/proposals";
import { offerTemplate, publishTemplate, rollBackTemplate } from "@/lib/domain/roles/publishing";
import { cloneRoleInput, publishTemplateInput, rollBackTemplateInput, takeProposalInput, templateStateInput } from "@/lib/domain/roles/schema";
import { ownerPool } from "@/lib/platform/db/client";
import { somePermissions } from "./grant-actions";
import { attempt, freshName, oneId, type Maker, type Turn } from "./turn";

const tick = (value: boolean) => (value ? "true" : "false");

const clone: Maker = ({ dice, world, viewer }) => {
  const taken = { members: tick(dice.chance(0.5)), scope: tick(dice.chance(0.6)), expiry: tick(dice.chance(0.6)) };
  const input = { roleId: oneId(dice, world.roles), organizationId: oneId(dice, world.organizations), name: freshName("Clone"), ...taken };
  return attempt(viewer, { name: "clone a role" }, { schema: cloneRoleInput, command: cloneRole, input });
};

type Versioned = { id: number; version: number; number: number };

/** Templates with each of their earlier versions, which the world of the model knows nothing of. */
const earlier = `SELECT r.id, r.version, v.number FROM roles r JOIN role_versions v ON v.role_id = r.id
  WHERE r.is_template AND EXISTS (SELECT FROM role_versions n WHERE n.role_id = r.id AND n.number > v.number) ORDER BY r.id, v.number`;

/** Clones whose template has a newer version, with its number. */
const behind = `SELECT r.id, r.version, max(v.number) AS number FROM roles r JOIN role_versions v ON v.role_id = r.template_id
  GROUP BY r.id HAVING max(v.number) > coalesce(r.template_version, 0) ORDER BY r.id`;

/** One of those that the world at hand holds; null when there is none. */
async function oneVersioned({ dice, world }: Turn, statement: string): Promise<Versioned | null> {
  const { rows } = await ownerPool().query<Versioned>(statement);
  const known = rows.filter(({ id }) => world.roles.some((role) => role.id === id));
  return known.length === 0 ? null : dice.one(known);
}

const versionOf = async (roleId: number) => (await ownerPool().query<{ version: number }>("SELECT version FROM roles WHERE id = $1", [roleId])).rows[0]!.version;

const publish: Maker = (turn) => {
  const { dice, world, viewer } = turn;
  const roleId = oneId(dice, world.roles);
  if (roleId === null) return null;
  const kept = dice.some(world.roles.find(({ id }) => id === roleId)!.permissions, 0.9);
  const permissions = [...kept, ...somePermissions(turn)];
  const run = async () => {
    // Whoever may not offer it is refused here already; offering changes nobody's access.
    await offerTemplate(viewer, templateStateInput.parse({ roleId }));
    await publishTemplate(viewer, publishTemplateInput.parse({ roleId, version: await versionOf(roleId), permissions }));
  };
  return { name: "publish a version", input: { roleId, permissions }, run };
};

const rollBack: Maker = async (turn) => {
  const found = await oneVersioned(turn, earlier);
  if (!found) return null;
  const { id: roleId, ...input } = found;
  return attempt(turn.viewer, { name: "roll a template back" }, { schema: rollBackTemplateInput, command: rollBackTemplate, input: { roleId, ...input } });
};

const take: Maker = async (turn) => {
  const found = await oneVersioned(turn, behind);
  if (!found) return null;
  const { id: roleId, ...input } = found;
  return attempt(turn.viewer, { name: "take a version over" }, { schema: takeProposalInput, command: takeProposal, input: { roleId, ...input, all: "true" } });
};

export const roleActions: Maker[] = [clone, clone, publish, publish, publish, rollBack, rollBack, take, take];
