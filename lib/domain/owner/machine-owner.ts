import "server-only";
import { compileAccess } from "../../access/compile";
import { permissions } from "../../access/permissions";
import type { Viewer, ViewerFacts } from "../../access/viewer";

const role = { id: 0, name: "Machine's owner", permissions: permissions.map(({ key }) => key) };
const grant = {
  id: 0, groupId: null, role, kind: "everything", ref: null, path: [], narrowTerritoryId: null, narrowProgramId: null,
  exceptOrganizations: [], hasExceptCustomers: false, level: "write", from: null, until: null,
} as const;

/** Whoever runs commands on the machine itself: may everything below the root, and stands in the log under this name. */
export function machineOwner(rootId: number): Viewer {
  const facts: ViewerFacts = {
    userId: 0, name: role.name, email: "", homePath: [rootId], homeName: "", isActive: true, expiresAt: null, readOnly: false,
    guardrails: [], grants: [grant], memberships: [], territoryPaths: new Map(),
  };
  return { facts, access: compileAccess(facts, 0), via: "portal command", narrowedTo: null, ip: null, device: null, seq: -1 };
}
