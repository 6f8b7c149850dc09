import "server-only";
import { allowed, authorize } from "../../access/decide";
import { lackedFor, type Gift } from "../../access/delegation";
import { permissionEntry, type Permission } from "../../access/permissions";
import type { Viewer } from "../../access/viewer";
import { db } from "../../platform/db/client";
import { largestId } from "../../shared/fields";
import { treeFor } from "../access/gifts";
import { organizationRecord } from "../access/records";
import type { AssignableRole } from "./rows";

/** Whether the viewer may create partners there, which roles they may give the first user, and why not the usual one, if it is not among them. */
export type FirstRoles = { isPossible: boolean; roles: AssignableRole[]; usual: number | null; lackedForUsual: string[] };

const usualKey = "partner-owner";
/** Stands for the partner that is not there yet. */
const future = largestId;

/** Which roles usable below `parentId` hold nothing that the viewer lacks there. The usual one is the template for partner owners. */
export async function assignableFirstRoles(viewer: Viewer, parentId: number): Promise<FirstRoles> {
  authorize(viewer, "organizations.create");
  return db().$transaction(async (tx) => {
    const parent = await organizationRecord(tx, parentId);
    if (!parent || !allowed(viewer.access, "organizations.create", parent.scopes)) return { isPossible: false, roles: [], usual: null, lackedForUsual: [] };
    const found = await tx.role.findMany({
      where: { organizationId: { in: parent.path }, archivedAt: null },
      orderBy: [{ isTemplate: "desc" }, { name: "asc" }],
      take: 300,
      select: { id: true, key: true, name: true, description: true, permissions: true },
    });
    const path = [future, ...parent.path];
    const giftOf = (permissions: string[]): Gift => ({
      kind: "subtree",
      ref: future,
      narrowTerritoryId: null,
      narrowProgramId: null,
      exceptOrganizations: [],
      level: "write",
      permissions,
      listedCustomers: [],
      exceptCustomers: [],
      holder: { userId: null, path },
    });
    const known = await treeFor(tx, viewer, [giftOf([])]);
    const tree = { ...known, organizationPath: (id: number) => (id === future ? path : known.organizationPath(id)) };
    const judged = found.map((role) => ({ role, lacked: lackedFor(viewer, giftOf(role.permissions), tree) }));
    const usual = judged.find(({ role }) => role.key === usualKey);
    return {
      isPossible: true,
      roles: judged.filter(({ lacked }) => lacked.length === 0).map(({ role: { permissions: _, ...role } }) => role),
      usual: usual && usual.lacked.length === 0 ? usual.role.id : null,
      lackedForUsual: (usual?.lacked ?? []).map(sentenceOf),
    };
  });
}

const sentenceOf = (key: Permission) => permissionEntry(key).sentence.replace(/\.$/, "");
