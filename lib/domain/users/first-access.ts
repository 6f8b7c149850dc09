import "server-only";
import { randomUUID } from "node:crypto";
import { allowed, authorizeOn } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import type { Transaction } from "../../platform/db/connect";
import { invalid } from "../../shared/errors";
import type { OrganizationRecord } from "../access/records";
import { recordActivity } from "../activity/record";

type FirstAccess = { userId: number; userName: string; home: OrganizationRecord; roleId: number; level: "read" | "write" };

/**
 * Gives a new person a role on their home organization with its own customers, nothing below (access-model.md: the default for a new
 * manager). Whether the viewer may give that much is judged by the caller, who judges everything the person comes to hold.
 */
export async function giveFirstRole(tx: Transaction, viewer: Viewer, { userId, userName, home, roleId, level }: FirstAccess): Promise<void> {
  authorizeOn(viewer, { read: "users.invite", permission: "grants.give", record: home.scopes, noun: "partner" });
  const role = await tx.role.findUnique({
    where: { id: roleId },
    select: { name: true, organizationId: true, archivedAt: true },
  });
  const isUsable = role && !role.archivedAt && home.path.includes(role.organizationId);
  if (!isUsable || !(await isKnown(tx, viewer, role.organizationId))) throw invalid({ roleId: "Choose a role from the list." });
  const data = {
    key: `grant-${randomUUID()}`,
    userId,
    roleId,
    scopeKind: "direct" as const,
    scopeRef: home.id,
    level,
    grantedById: viewer.facts.userId,
    reason: "Given with the invitation",
  };
  const grant = await tx.grant.create({ data, select: { id: true } });
  await recordActivity(tx, viewer, {
    recordType: "grant",
    recordId: grant.id,
    recordName: `${role.name} for ${userName}`,
    organizationId: home.id,
    action: "grants.give",
    after: { ...data, user: userName, role: role.name, version: 1 },
  });
}

/** A role is known to those who may list it, and to everybody at home below its organization. */
async function isKnown(tx: Transaction, viewer: Viewer, organizationId: number): Promise<boolean> {
  if (viewer.facts.homePath.includes(organizationId)) return true;
  const scopes = await tx.$queryRaw<{ scope: number }[]>`SELECT scope_id::float8 AS scope FROM organization_scope WHERE organization_id = ${organizationId}`;
  return allowed(viewer.access, "roles.list", scopes.map(({ scope }) => scope));
}
