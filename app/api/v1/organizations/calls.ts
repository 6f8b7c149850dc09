import "server-only";
import { createOrganization, deactivateOrganization, editGuardrail, editOrganization, moveOrganization, reactivateOrganization } from "@/lib/domain/organizations/commands";
import { createOrganizationInput, editGuardrailInput, editOrganizationInput, moveOrganizationInput, organizationStateInput } from "@/lib/domain/organizations/schema";
import { organizations as noun } from "../nouns";
import { operationOf, writeRoute, type WriteCall } from "../write";
import { createdOrganizationShape, createOrganizationBody, guardrailBody, moveOrganizationBody, patchOrganizationBody } from "./shape";

const create: WriteCall<typeof createOrganizationInput> = {
  method: "post",
  path: "",
  summary: "Create a partner with its first user",
  noun,
  body: createOrganizationBody,
  input: createOrganizationInput,
  places: { parent: ["parentId", "organizations"], territory: ["territoryId", "territories"], userRole: ["roleId", "roles"] },
  command: createOrganization,
  answer: "created",
  shape: createdOrganizationShape,
};

const patch: WriteCall<typeof editOrganizationInput> = {
  method: "patch",
  path: "/{record}",
  summary: "Change a partner's profile",
  description: "Another territory needs territories.assign as well.",
  noun,
  body: patchOrganizationBody,
  input: editOrganizationInput,
  places: { territory: ["territoryId", "territories"] },
  command: editOrganization,
  answer: "record",
};

const move: WriteCall<typeof moveOrganizationInput> = {
  method: "post",
  path: "/{record}/move",
  summary: "Move a partner with all below it under another one",
  noun,
  body: moveOrganizationBody,
  input: moveOrganizationInput,
  places: { parent: ["parentId", "organizations"] },
  command: moveOrganization,
  answer: "record",
};

const deactivate: WriteCall<typeof organizationStateInput> = {
  method: "post",
  path: "/{record}/deactivate",
  summary: "Deactivate a partner; everybody in it and below is suspended",
  noun,
  input: organizationStateInput,
  command: deactivateOrganization,
  answer: "record",
};

const reactivate: WriteCall<typeof organizationStateInput> = { ...deactivate, path: "/{record}/reactivate", summary: "Bring a partner and its people back", command: reactivateOrganization };

const guardrail: WriteCall<typeof editGuardrailInput> = {
  method: "patch",
  path: "/{record}/guardrail",
  summary: "Limit what people of a partner and below may ever use",
  noun,
  body: guardrailBody,
  input: editGuardrailInput,
  ready: ({ permissions, ...fields }) => ({ ...fields, ...(permissions === null ? { limit: "none" } : { limit: "listed", permissions }) }),
  command: editGuardrail,
  answer: "record",
};

/** What previews know of partners. A territory alone was the first that they knew. */
export const organizationChanges = {
  "organization.create": create,
  "organization.edit": patch,
  "organization.territory": { ...patch, body: patchOrganizationBody.pick({ territory: true }).required() },
  "organization.move": move,
  "organization.guardrail": guardrail,
  "organization.deactivate": deactivate,
  "organization.reactivate": reactivate,
};

export const createRoute = writeRoute(create);
export const patchRoute = writeRoute(patch);
export const moveRoute = writeRoute(move);
export const deactivateRoute = writeRoute(deactivate);
export const reactivateRoute = writeRoute(reactivate);
export const guardrailRoute = writeRoute(guardrail);

export const organizationCalls = [operationOf(create), operationOf(patch), operationOf(move), operationOf(deactivate), operationOf(reactivate), operationOf(guardrail)];
