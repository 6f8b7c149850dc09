import "server-only";
import { allowed, authorize } from "../../access/decide";
import { lackedFor, type Gift } from "../../access/delegation";
import { type Permission } from "../../access/permissions";
import { everything, kindOf, referenceOf, scopeKinds } from "../../access/scope-id";
import { deedOf } from "../../access/sentence";
import type { Viewer } from "../../access/viewer";
import { db } from "../../platform/db/client";
import { largestId } from "../../shared/fields";
import { roleText } from "../../shared/ready-roles";
import { treeFor } from "../access/gifts";
import { organizationRecord } from "../access/records";
import type { AssignableRole } from "./rows";

/** Whether the viewer may create partners there, which roles they may give the first user, and why not the usual one, if it is not among them. */
export type FirstRoles = { isPossible: boolean; roles: AssignableRole[]; usual: number | null; lackedForUsual: string[]; /** For whoever may give within territories alone. */ within: WithinTerritory };

/** The roles that can be given on what lies in one of these territories, though not on the whole partner. */
export type WithinTerritory = { roles: AssignableRole[]; territories: string[] };

const usualKey = "partner-owner";
/** Stands for the partner that is not there yet. */
const future = largestId;

/** Which roles usable below `parentId` hold nothing that the viewer lacks there. The usual one is the template for partner owners. */
export async function assignableFirstRoles(viewer: Viewer, parentId: number): Promise<FirstRoles> {
  authorize(viewer, "organizations.create");
  return db().$transaction(async (tx) => {
    const parent = await organizationRecord(tx, parentId);
    if (!parent || !allowed(viewer.access, "organizations.create", parent.scopes)) return { isPossible: false, roles: [], usual: null, lackedForUsual: [], within: { roles: [], territories: [] } };
    const found = await tx.role.findMany({
      where: { organizationId: { in: parent.path }, archivedAt: null },
      orderBy: [{ isTemplate: "desc" }, { name: "asc" }],
      take: 300,
      select: { id: true, key: true, name: true, description: true, permissions: true },
    });
    const path = [future, ...parent.path];
    const giftOf = (permissions: string[], narrowTerritoryId: number | null = null): Gift => ({
      kind: "subtree",
      ref: future,
      narrowTerritoryId,
      narrowProgramId: null,
      exceptOrganizations: [],
      level: "write",
      permissions,
      listedCustomers: [],
      exceptCustomers: [],
      holder: { userId: null, path },
    });
    const territories = territoriesOf(viewer);
    const known = await treeFor(tx, viewer, [giftOf([]), ...territories.map((id) => giftOf([], id))]);
    const tree = { ...known, organizationPath: (id: number) => (id === future ? path : known.organizationPath(id)) };
    const judged = found.map((role) => ({ role, lacked: lackedFor(viewer, giftOf(role.permissions), tree) }));
    const usual = judged.find(({ role }) => role.key === usualKey);
    const shown = ({ permissions: _, ...role }: (typeof found)[number]) => ({ ...role, name: roleText(role.name), description: role.description && roleText(role.description) });
    const isGivableIn = (permissions: string[], territory: number) => lackedFor(viewer, giftOf(permissions, territory), tree).length === 0;
    const inTerritory = judged.filter(({ role, lacked }) => lacked.length > 0 && territories.some((id) => isGivableIn(role.permissions, id))).map(({ role }) => role);
    const useful = territories.filter((id) => inTerritory.some(({ permissions }) => isGivableIn(permissions, id)));
    const named = await tx.territory.findMany({ where: { id: { in: useful } }, orderBy: { name: "asc" }, select: { name: true } });
    return {
      isPossible: true,
      within: { roles: inTerritory.map(shown), territories: named.map(({ name }) => name) },
      roles: judged.filter(({ lacked }) => lacked.length === 0).map(({ role }) => shown(role)),
      usual: usual && usual.lacked.length === 0 ? usual.role.id : null,
      lackedForUsual: (usual?.lacked ?? []).map(sentenceOf),
    };
  });
}

/** The territories that the viewer's own access names. */
function territoriesOf({ access }: Viewer): number[] {
  const ids = access.sets.flatMap(({ plain, atoms }) => [...plain, ...atoms.flatMap(({ include, require }) => [include, ...require])]);
  return [...new Set(ids.filter((id) => id !== everything && kindOf(id) === scopeKinds.territory).map(referenceOf))];
}

const sentenceOf = (key: Permission) => deedOf(key);
