import "server-only";
import { cloneRole } from "@/lib/domain/roles/clone";
import { archiveRole, createRole, editRole, restoreRole } from "@/lib/domain/roles/commands";
import { declineProposal, takeProposal } from "@/lib/domain/roles/proposals";
import { offerTemplate, publishTemplate, rollBackTemplate, withdrawTemplate } from "@/lib/domain/roles/publishing";
import {
  cloneRoleInput,
  createRoleInput,
  declineProposalInput,
  editRoleInput,
  publishTemplateInput,
  roleStateInput,
  rollBackTemplateInput,
  takeProposalInput,
  templateStateInput,
} from "@/lib/domain/roles/schema";
import { roles as noun } from "../nouns";
import { operationOf, writeRoute, type WriteCall } from "../write";
import { cloneRoleBody, createRoleBody, declineBody, patchRoleBody, publishBody, rollBackBody, takeBody, templateBody } from "./shape";

const create: WriteCall<typeof createRoleInput> = {
  method: "post",
  path: "",
  summary: "Create a role",
  noun,
  body: createRoleBody,
  input: createRoleInput,
  places: { organization: ["organizationId", "organizations"] },
  command: createRole,
  answer: "created",
};

const patch: WriteCall<typeof editRoleInput> = { method: "patch", path: "/{record}", summary: "Change a role", noun, body: patchRoleBody, input: editRoleInput, command: editRole, answer: "record" };
const archive: WriteCall<typeof roleStateInput> = { method: "post", path: "/{record}/archive", summary: "Archive a role that nobody holds", noun, input: roleStateInput, command: archiveRole, answer: "record" };
const restore: WriteCall<typeof roleStateInput> = { ...archive, path: "/{record}/restore", summary: "Bring an archived role back", command: restoreRole };

const clone: WriteCall<typeof cloneRoleInput> = {
  method: "post",
  path: "/{record}/clone",
  summary: "Create a role like a template or another role",
  noun,
  body: cloneRoleBody,
  input: cloneRoleInput,
  places: { organization: ["organizationId", "organizations"] },
  command: cloneRole,
  answer: "created",
};

const offer: WriteCall<typeof templateStateInput> = { method: "post", path: "/{record}/offer", summary: "Offer a role as a template", noun, body: templateBody, input: templateStateInput, command: offerTemplate, answer: "record" };
const withdraw: WriteCall<typeof templateStateInput> = { ...offer, path: "/{record}/withdraw", summary: "Stop offering a template", command: withdrawTemplate };
const publish: WriteCall<typeof publishTemplateInput> = { method: "post", path: "/{record}/publish", summary: "Publish a template's next version", noun, body: publishBody, input: publishTemplateInput, command: publishTemplate, answer: "record" };
const rollBack: WriteCall<typeof rollBackTemplateInput> = { method: "post", path: "/{record}/roll-back", summary: "Bring back an earlier version of a template", noun, body: rollBackBody, input: rollBackTemplateInput, command: rollBackTemplate, answer: "record" };
const take: WriteCall<typeof takeProposalInput> = { method: "post", path: "/{record}/take", summary: "Take what the template's newest version changes into a clone", noun, body: takeBody, input: takeProposalInput, command: takeProposal, isExact: true, answer: "record" };
const decline: WriteCall<typeof declineProposalInput> = { method: "post", path: "/{record}/decline", summary: "Take nothing of the template's newest version", noun, body: declineBody, input: declineProposalInput, command: declineProposal, isExact: true, answer: "record" };

/** What previews know of roles: what a role allows, and who comes to hold a new one. */
export const roleChanges = {
  "role.edit": { ...patch, body: patchRoleBody.pick({ permissions: true }).required() },
  "role.clone": clone,
  "role.publish": publish,
  "role.roll-back": rollBack,
  "role.take": take,
};

export const createRoute = writeRoute(create);
export const patchRoute = writeRoute(patch);
export const archiveRoute = writeRoute(archive);
export const restoreRoute = writeRoute(restore);

export const cloneRoute = writeRoute(clone);
export const offerRoute = writeRoute(offer);
export const withdrawRoute = writeRoute(withdraw);
export const publishRoute = writeRoute(publish);
export const rollBackRoute = writeRoute(rollBack);
export const takeRoute = writeRoute(take);
export const declineRoute = writeRoute(decline);

export const roleCalls = [
  operationOf(create),
  operationOf(patch),
  operationOf(archive),
  operationOf(restore),
  operationOf(clone),
  operationOf(offer),
  operationOf(withdraw),
  operationOf(publish),
  operationOf(rollBack),
  operationOf(take),
  operationOf(decline),
];
