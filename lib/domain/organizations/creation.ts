import "server-only";
import sql from "sql-template-tag";
import { allowed } from "../../access/decide";
import { scopeId } from "../../access/scope-id";
import type { Viewer } from "../../access/viewer";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { uniqueOr } from "../../platform/db/faults";
import { defined } from "../../shared/fields";
import { invalid, refused } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { paths } from "../../shared/paths";
import { requireGivable } from "../access/gifts";
import type { OrganizationRecord } from "../access/records";
import { recordActivity } from "../activity/record";
import { createInvitation } from "../invitations/commands";
import { startOnboarding } from "../onboarding/starting";
import { subjectOf, territoryScopes } from "./saving";
import type { CreateOrganizationInput } from "./schema";

/** A new partner, its first user, and the path of the one-time link by which that person comes in. */
export type Created = { id: number; userId: number; invitation: string; message: string };

type New = { id: number; name: string; path: number[] };

/** Writes the partner and its log row. Throws `conflict` at a key that is taken, `refused` for a territory that is not the viewer's to give. */
export async function insertOrganization(tx: Transaction, viewer: Viewer, parent: OrganizationRecord, input: CreateOrganizationInput): Promise<New> {
  const { parentId, name, partnerType, region, tier, territoryId = null, billingMode } = input;
  const [next] = await rowsIn<{ id: number }>(tx, sql`SELECT nextval(pg_get_serial_sequence('organizations', 'id'))::int AS id`);
  const { id } = next!;
  await requireTerritoryOfNew(tx, viewer, { parent, id, territoryId });
  const key = input.key ?? `P-${id}`;
  const data = { id, key, name, parentId, territoryId, ...defined({ partnerType, region, tier, billingMode }) };
  await uniqueOr({ field: "key", message: t("Another partner already has the key {key}.", { key }) }, tx.organization.createMany({ data }));
  await recordActivity(tx, viewer, { ...subjectOf(data), action: "organizations.create", after: { ...data, version: 1 } });
  return { id, name, path: [id, ...parent.path] };
}

async function requireTerritoryOfNew(tx: Transaction, viewer: Viewer, place: { parent: OrganizationRecord; id: number; territoryId: number | null }) {
  const { parent, id, territoryId } = place;
  if (territoryId === null) return;
  const scopes = [...[id, ...parent.path].map((above) => scopeId("subtree", above)), scopeId("direct", id), ...(await territoryScopes(tx, territoryId))];
  if (!allowed(viewer.access, "territories.assign", scopes)) throw refused("territories.assign", t("You may not put partners into this territory."));
}

/** Writes the first user as invited, with the chosen role on the new partner and all below it, and makes the one-time link. */
export async function inviteFirstUser(tx: Transaction, viewer: Viewer, organization: New, input: CreateOrganizationInput): Promise<Created> {
  const [next] = await rowsIn<{ id: number }>(tx, sql`SELECT nextval(pg_get_serial_sequence('users', 'id'))::int AS id`);
  const user = { id: next!.id, email: input.userEmail, name: input.userName, organizationId: organization.id, status: "invited" as const };
  const taken = { field: "userEmail", message: t("Somebody already has this address.") };
  await uniqueOr(taken, tx.user.createMany({ data: user }));
  const subject = { recordType: "user", recordId: user.id, recordName: user.name, organizationId: organization.id };
  await recordActivity(tx, viewer, { ...subject, action: "users.invite", after: { ...user, version: 1 } });
  if (input.roleId) await giveRole(tx, viewer, { organization, userId: user.id, userName: user.name, roleId: input.roleId, narrowTerritoryId: territoryFor(input) });
  await startOnboarding(tx, viewer, user, { isFirst: true });
  const token = await createInvitation(tx, user.id, viewer.facts);
  return { id: organization.id, userId: user.id, invitation: paths.invitation(token), message: t("{organization} is created.", { organization: organization.name }) };
}

function territoryFor({ roleWithin, territoryId = null }: CreateOrganizationInput): number | null {
  if (roleWithin === "all") return null;
  if (territoryId === null) throw invalid({ territoryId: t("Choose a territory: the role of the first user counts within it.") });
  return territoryId;
}

type FirstRole = { organization: New; userId: number; userName: string; roleId: number; narrowTerritoryId: number | null };

async function giveRole(tx: Transaction, viewer: Viewer, { organization, userId, userName, roleId, narrowTerritoryId }: FirstRole): Promise<void> {
  const role = await tx.role.findFirst({
    where: { id: roleId, organizationId: { in: organization.path }, archivedAt: null },
    select: { name: true, permissions: true },
  });
  if (!role) throw invalid({ roleId: t("Choose a role from the list.") });
  const scope = { narrowTerritoryId, narrowProgramId: null, exceptOrganizations: [], level: "write" as const };
  const gift = { ...scope, kind: "subtree" as const, ref: organization.id, permissions: role.permissions, customers: [], exceptCustomers: [] };
  await requireGivable(tx, viewer, [{ grant: gift, to: { userId, groupId: null, organizationId: organization.id } }]);
  const [next] = await rowsIn<{ id: number }>(tx, sql`SELECT nextval(pg_get_serial_sequence('grants', 'id'))::int AS id`);
  const grant = { id: next!.id, key: `G-${next!.id}`, userId, roleId, scopeKind: "subtree" as const, scopeRef: organization.id, narrowTerritoryId, level: "write" as const };
  const reason = `First user of ${organization.name}.`;
  await tx.grant.createMany({ data: { ...grant, reason, source: "template", grantedById: viewer.facts.userId } });
  const subject = { recordType: "grant", recordId: grant.id, recordName: `${role.name} for ${userName}`, organizationId: organization.id };
  await recordActivity(tx, viewer, { ...subject, action: "grants.give", after: { ...grant, role: role.name, reason, version: 1 } });
}
