import "server-only";
import sql from "sql-template-tag";
import { allowed, authorize } from "../../access/decide";
import { isPermission, permissions, type Permission } from "../../access/permissions";
import { kindOf, referenceOf, scopeId, scopeKinds } from "../../access/scope-id";
import { homeOf, type Viewer } from "../../access/viewer";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { circleOr } from "../../platform/db/faults";
import { defined } from "../../shared/fields";
import { conflict, invalid, refused } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { paths } from "../../shared/paths";
import { change } from "../access/change";
import { requireGivable } from "../access/gifts";
import { withKeeper } from "../access/keepers";
import { isOneOf, ofCustomers, programsThatEnd, requireNoOwnGain } from "../access/own-gain";
import { organizationRecord } from "../access/records";
import { judgeRules, withRulesJudged } from "../access/rule-gain";
import { insertOrganization, inviteFirstUser, type Created } from "./creation";
import { homesHeldFromAbove } from "./held-from-above";
import { limitOf } from "./limits";
import { requireUnboundBranch } from "./leaving-groups";
import { merged, requireOrganization, requireTerritory, write, type Locked } from "./saving";
import type { CreateOrganizationInput, EditGuardrailInput, EditOrganizationInput, MoveOrganizationInput, OrganizationStateInput } from "./schema";

/**
 * Creates a partner below another, with its first user as invited and, if a role is chosen, that role on the new partner and all below
 * it. Needs `organizations.create` on the one above; the role may hold nothing that the viewer lacks. Answers the link's path, once.
 */
export async function createOrganization(viewer: Viewer, input: CreateOrganizationInput): Promise<Created> {
  authorize(viewer, "organizations.create");
  return change(viewer, async (tx, viewer) => {
    const parent = await organizationRecord(tx, input.parentId);
    if (!parent || !allowed(viewer.access, "organizations.list", parent.scopes)) throw invalid({ parentId: t("Choose a partner from the list.") });
    if (!allowed(viewer.access, "organizations.create", parent.scopes)) throw refused("organizations.create", t("You may not create partners there."));
    const organization = await insertOrganization(tx, viewer, parent, input);
    await judgeRules(tx, viewer, { organizations: sql`SELECT ${organization.id}::int`, below: organization.id });
    return inviteFirstUser(tx, viewer, organization, input);
  });
}

/**
 * Edits a partner's profile, merged field by field with what others changed since; another territory needs `territories.assign` as
 * well. Throws `stale` on a clash, `refused` when the new values would bring people into groups the viewer could not fill.
 */
export async function editOrganization(viewer: Viewer, { organizationId, version, ...fields }: EditOrganizationInput): Promise<{ id: number; href: string; message: string }> {
  authorize(viewer, "organizations.edit");
  return change(viewer, async (tx, viewer) => {
    const organization = await requireOrganization(tx, viewer, organizationId, "organizations.edit");
    const written = await merged(tx, { organization, baseVersion: version, submitted: defined(fields) as Partial<Locked> });
    if (written.territoryId !== undefined) {
      await requireTerritory(tx, viewer, organization, { permission: "territories.assign", territoryId: written.territoryId });
    }
    const driven = { organizations: sql`SELECT ${organizationId}::int`, below: organizationId };
    await withRulesJudged(tx, viewer, driven, () => write(tx, viewer, organization, { action: "organizations.edit", written }));
    return { id: organizationId, href: paths.organization(organizationId), message: t("{written} is saved.", { written: written.name ?? organization.name }) };
  });
}

/**
 * Moves a partner with all below it under another one. Needs `organizations.move` on both; the operator stays where it is, and nothing
 * is put below itself. Of two opposite moves at once the second is refused. Throws `conflict` when a partner would lose its last full access.
 */
export async function moveOrganization(viewer: Viewer, { organizationId, parentId }: MoveOrganizationInput): Promise<{ id: number; href: string; message: string }> {
  authorize(viewer, "organizations.move");
  return change(viewer, async (tx, viewer) => {
    await tx.$executeRaw`SELECT portico_move_structure()`;
    const organization = await requireOrganization(tx, viewer, organizationId, "organizations.move");
    if (organization.parentId === null) throw conflict(t("The operator is the top of the tree and stays there."));
    const parent = await requireNewParent(tx, viewer, organization, parentId);
    const done = { id: organizationId, href: paths.organization(organizationId), message: t("{organization} is now under {parent}.", { organization: organization.name, parent: parent.name }) };
    if (parentId === organization.parentId) return done;
    await requireUnboundBranch(tx, viewer, { organization, newPath: parent.path });
    const before = await limitOf(tx, organizationId);
    const circle = conflict(t("{parent} is below {organization}. Choose one that is not.", { parent: parent.name, organization: organization.name }), { parentId: t("Choose a partner that is not below this one.") });
    const written = { parentId };
    const driven = { organizations: sql`SELECT organization_id FROM organization_closure WHERE ancestor_id = ${organizationId}`, below: organizationId };
    const move = () => withRulesJudged(tx, viewer, driven, () => circleOr(circle, write(tx, viewer, organization, { action: "organizations.move", written })));
    await withKeeper(tx, await homesHeldFromAbove(tx, organization), move);
    await requireLoosening(tx, viewer, organizationId, { before, after: await limitOf(tx, organizationId) });
    return done;
  });
}

async function requireNewParent(tx: Transaction, viewer: Viewer, organization: Locked, parentId: number) {
  const parent = await organizationRecord(tx, parentId);
  if (!parent || !allowed(viewer.access, "organizations.list", parent.scopes)) throw invalid({ parentId: t("Choose a partner from the list.") });
  if (parent.path.includes(organization.id)) throw conflict(t("A partner cannot stand below itself."), { parentId: t("Choose a partner that is not below this one.") });
  if (!allowed(viewer.access, "organizations.move", parent.scopes)) throw refused("organizations.move", t("You may not move partners there."));
  const leaves = new Set(organization.path.slice(1).map((id) => scopeId("subtree", id)));
  const after = [...organization.scopes.filter((id) => !leaves.has(id)), ...parent.path.map((id) => scopeId("subtree", id))];
  const below = await idsBelow(tx, organization.id);
  const ofThoseBelow = (id: number) => (kindOf(id) === scopeKinds.subtree || kindOf(id) === scopeKinds.direct) && below.has(referenceOf(id));
  requireNoOwnGain(viewer, { before: organization.scopes, after, couldMeet: (id) => ofCustomers(id) || ofThoseBelow(id), lacking: [...ofThatBelow, ...(await programsThatEnd(tx, organization.id))] });
  return parent;
}

/** Customers are in territories of their own; partners below it have territories, programs and customers of their own too. */
const ofThatBelow = [isOneOf([scopeKinds.territory]), isOneOf([scopeKinds.territory, scopeKinds.program, scopeKinds.direct])];

const idsBelow = async (tx: Transaction, organizationId: number) =>
  new Set((await rowsIn<{ id: number }>(tx, sql`SELECT organization_id AS id FROM organization_closure WHERE ancestor_id = ${organizationId} AND depth > 0`)).map(({ id }) => id));

/** People below may use more than before: refused unless the viewer could give them that. */
async function requireLoosening(tx: Transaction, viewer: Viewer, organizationId: number, limit: { before: readonly Permission[]; after: readonly Permission[] }) {
  const added = limit.after.filter((key) => !limit.before.includes(key));
  if (added.length === 0) return;
  const grant = { kind: "subtree" as const, ref: organizationId, narrowTerritoryId: null, narrowProgramId: null, exceptOrganizations: [], level: "write" as const };
  const to = { userId: null, groupId: null, organizationId };
  await requireGivable(tx, viewer, [{ grant: { ...grant, permissions: added, customers: [], exceptCustomers: [] }, to }]);
}

/**
 * Deactivates a partner: everybody in it and below is suspended at once and keeps their own state. Not the operator, and not the
 * partner one belongs to. Already deactivated changes nothing.
 */
export async function deactivateOrganization(viewer: Viewer, { organizationId }: OrganizationStateInput): Promise<{ id: number; message: string }> {
  authorize(viewer, "organizations.deactivate");
  return change(viewer, async (tx, viewer) => {
    const organization = await requireOrganization(tx, viewer, organizationId, "organizations.deactivate");
    if (organization.parentId === null) throw conflict(t("The operator cannot be deactivated."));
    if (organizationId === homeOf(viewer.facts)) throw conflict(t("You belong to this partner yourself. Ask somebody above it."));
    const done = { id: organizationId, message: t("{organization} is deactivated.", { organization: organization.name }) };
    if (organization.status === "deactivated") return done;
    await write(tx, viewer, organization, { action: "organizations.deactivate", written: { status: "deactivated" } });
    return done;
  });
}

/** Reactivates a partner: its people come back as they were. Already active changes nothing. */
export async function reactivateOrganization(viewer: Viewer, { organizationId }: OrganizationStateInput): Promise<{ id: number; message: string }> {
  authorize(viewer, "organizations.deactivate");
  return change(viewer, async (tx, viewer) => {
    const organization = await requireOrganization(tx, viewer, organizationId, "organizations.deactivate");
    const done = { id: organizationId, message: t("{organization} is active again.", { organization: organization.name }) };
    if (organization.status === "active") return done;
    await write(tx, viewer, organization, { action: "organizations.reactivate", written: { status: "active" } });
    return done;
  });
}

/**
 * Sets the permissions that people of a partner and below may ever use, or lifts the limit. Not for one's own partner nor for the
 * operator; what the limit newly lets through must be the viewer's to give. Throws `stale` on a clash.
 */
export async function editGuardrail(viewer: Viewer, input: EditGuardrailInput): Promise<{ id: number; href: string; message: string }> {
  authorize(viewer, "organizations.edit-guardrail");
  return change(viewer, async (tx, viewer) => {
    const { organizationId } = input;
    const organization = await requireOrganization(tx, viewer, organizationId, "organizations.edit-guardrail");
    if (organization.parentId === null) throw conflict(t("The operator has nobody above it and so carries no limit."));
    if (organizationId === homeOf(viewer.facts)) throw conflict(t("You belong to this partner yourself. Somebody above it sets its limit."));
    const unknown = (input.permissions ?? []).find((permission) => !isPermission(permission));
    if (unknown !== undefined) throw invalid({ permissions: t("There is no permission {unknown}.", { unknown }) });
    const wanted = new Set(input.limit === "none" ? [] : input.permissions);
    const guardrail = permissions.filter((entry) => wanted.has(entry.key)).map((entry) => entry.key);
    const before = await limitOf(tx, organizationId);
    const submitted = { hasGuardrail: input.limit === "listed", guardrail };
    const written = await merged(tx, { organization, baseVersion: input.version, submitted });
    await write(tx, viewer, organization, { action: "organizations.edit-guardrail", written });
    await requireLoosening(tx, viewer, organizationId, { before, after: await limitOf(tx, organizationId) });
    return { id: organizationId, href: paths.organization(organizationId), message: t("The limit of {organization} is saved.", { organization: organization.name }) };
  });
}
