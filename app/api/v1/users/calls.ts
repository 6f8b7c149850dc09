import "server-only";
import { deactivateUser, editUser, inviteUser, limitUser, reactivateUser, renewInvitation } from "@/lib/domain/users/commands";
import { editUserInput, inviteUserInput, limitUserInput, userInput } from "@/lib/domain/users/schema";
import { users as noun } from "../nouns";
import { operationOf, writeRoute, type WriteCall } from "../write";
import { createUserBody, invitedUserShape, limitsBody, patchUserBody } from "./shape";

const create: WriteCall<typeof inviteUserInput> = {
  method: "post",
  path: "",
  summary: "Invite a person",
  description: "All or nothing: account, groups and first role. The answer holds the one-time link.",
  noun,
  body: createUserBody,
  input: inviteUserInput,
  places: { organization: ["organizationId", "organizations"], groups: ["groups", "groups"], role: ["roleId", "roles"], customers: ["customers", "customers"] },
  command: inviteUser,
  answer: "created",
  shape: invitedUserShape,
};

const patch: WriteCall<typeof editUserInput> = {
  method: "patch",
  path: "/{record}",
  summary: "Change a person's profile or home",
  noun,
  body: patchUserBody,
  input: editUserInput,
  places: { organization: ["organizationId", "organizations"] },
  command: editUser,
  answer: "record",
};

const limits: WriteCall<typeof limitUserInput> = {
  method: "patch",
  path: "/{record}/limits",
  summary: "Set when an account ends, and the read-only cap",
  noun,
  body: limitsBody,
  input: limitUserInput,
  ready: ({ lastDay, ...fields }) => ({ ...fields, ...(lastDay === undefined ? {} : { lastDay: lastDay ?? "" }) }),
  command: limitUser,
  answer: "record",
};

const deactivate: WriteCall<typeof userInput> = {
  method: "post",
  path: "/{record}/deactivate",
  summary: "Deactivate a person; sessions, tokens and links end",
  noun,
  input: userInput,
  command: deactivateUser,
  answer: "record",
};

const reactivate: WriteCall<typeof userInput> = { ...deactivate, path: "/{record}/reactivate", summary: "Bring a person back, with the access that is still valid", command: reactivateUser };

const invitation: WriteCall<typeof userInput> = {
  ...deactivate,
  path: "/{record}/invitation",
  summary: "Make a fresh one-time link; the one before ends",
  command: renewInvitation,
  shape: invitedUserShape,
};

export const createRoute = writeRoute(create);
export const patchRoute = writeRoute(patch);
export const limitsRoute = writeRoute(limits);
export const deactivateRoute = writeRoute(deactivate);
export const reactivateRoute = writeRoute(reactivate);
export const invitationRoute = writeRoute(invitation);

export const userCalls = [operationOf(create), operationOf(patch), operationOf(limits), operationOf(deactivate), operationOf(reactivate), operationOf(invitation)];
