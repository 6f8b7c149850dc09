import "server-only";
import { changeGrant, giveGrant, revokeGrant } from "@/lib/domain/grants/commands";
import { changeGrantInput, giveGrantInput, revokeGrantInput } from "@/lib/domain/grants/schema";
import { updateSecurityGroupInput } from "@/lib/domain/groups/schema";
import { updateSecurityGroup } from "@/lib/domain/groups/updating";
import { largestId } from "@/lib/shared/fields";
import { reference } from "@/lib/web/rest/reference";
import { grants as noun } from "../nouns";
import { patchRoleBody } from "../roles/shape";
import { operationOf, writeRoute, type WriteCall } from "../write";
import { createGrantBody, patchGrantBody } from "./shape";

const places = {
  role: ["roleId", "roles"],
  "scope.kind": ["kind"],
  "scope.organization": ["organizationId", "organizations"],
  "scope.territory": ["territoryId", "territories"],
  "scope.program": ["programId", "programs"],
  "scope.customers": ["customers", "customers"],
  "narrow.territory": ["narrowTerritoryId", "territories"],
  "narrow.program": ["narrowProgramId", "programs"],
  "except.customers": ["exceptCustomers", "customers"],
  "except.organizations": ["exceptOrganizations", "organizations"],
} as const;

const create: WriteCall<typeof giveGrantInput> = {
  method: "post",
  path: "",
  summary: "Give a role on a scope to a user or a group",
  noun,
  body: createGrantBody,
  input: giveGrantInput,
  places: { user: ["userId", "users"], group: ["groupId", "groups"], ...places },
  command: giveGrant,
  answer: "created",
};

const patch: WriteCall<typeof changeGrantInput> = { method: "patch", path: "/{record}", summary: "Change a grant", noun, body: patchGrantBody, input: changeGrantInput, places, command: changeGrant, answer: "record" };
const revoke: WriteCall<typeof revokeGrantInput> = { method: "delete", path: "/{record}", summary: "Revoke a grant", noun, input: revokeGrantInput, command: revokeGrant, answer: "nothing" };

/** What a security group gives, changed in one step: the permissions of its role as well, which becomes its own if others use it. */
const updateGroup: WriteCall<typeof updateSecurityGroupInput> = {
  ...patch,
  summary: "Change what a security group gives",
  body: patchGrantBody.extend({ role: reference, permissions: patchRoleBody.shape.permissions }),
  input: updateSecurityGroupInput,
  ready: (fields) => ({ ...fields, roleVersion: largestId }),
  command: updateSecurityGroup,
};

/** What previews know of grants. */
export const grantChanges = { "grant.give": create, "grant.change": patch, "grant.revoke": revoke, "security-group.update": updateGroup };

export const createRoute = writeRoute(create);
export const patchRoute = writeRoute(patch);
export const revokeRoute = writeRoute(revoke);

export const grantCalls = [operationOf(create), operationOf(patch), operationOf(revoke)];
