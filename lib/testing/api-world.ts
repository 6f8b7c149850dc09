import * as build from "./build";

/** A partner with one of everything that a call can name, and what hangs on it. */
export async function apiWorld() {
  const partner = await build.organization();
  const below = await build.organization(partner);
  const beside = await build.organization(partner);
  const territory = await build.territory();
  const user = await build.user(below);
  const member = await build.user(partner);
  const role = await build.role(partner, ["customers.view"]);
  const group = await build.group(partner, [member]);
  const inner = await build.group(partner);
  const nested = await build.group(partner);
  await build.owner().groupNesting.create({ data: { groupId: group.id, memberId: nested.id } });
  const archived = await build.group(partner, [], {});
  await build.owner().group.update({ where: { id: archived.id }, data: { archivedAt: new Date() } });
  const rule = await build.group(partner, [], { type: "rule", rule: { jobRole: ["Nobody"] } });
  const grant = await build.grant({ user }, role, { kind: "subtree", ref: below.id });
  const program = await build.program([beside]);
  const customer = await build.customer(partner);
  const placed = await build.organization(partner, { territoryId: territory.id });
  const settled = await build.customer(partner, { territoryId: territory.id });
  const invited = await build.user(partner, { status: "invited" });
  const template = await build.role(partner, ["customers.view"], { isTemplate: true });
  const secure = await build.group(partner, [member], { type: "security" });
  return { template, secure, partner, below, beside, territory, user, member, role, group, inner, nested, archived, rule, grant, program, customer, placed, settled, invited };
}

export type ApiWorld = Awaited<ReturnType<typeof apiWorld>>;
