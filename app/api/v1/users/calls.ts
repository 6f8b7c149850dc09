import "server-only";
import { z } from "zod";
import { resetFactors } from "@/lib/domain/factors/commands";
import { endSessions } from "@/lib/domain/sessions/commands";
import { swapSecurityGroupInput } from "@/lib/domain/groups/schema";
import { swapSecurityGroup } from "@/lib/domain/groups/swapping";
import { offboardUser, undoLatestOffboarding } from "@/lib/domain/offboarding/commands";
import { offboardInput } from "@/lib/domain/offboarding/schema";
import { cloneUser } from "@/lib/domain/users/cloning";
import { deactivateUser, editUser, inviteUser, limitUser, reactivateUser, renewInvitation } from "@/lib/domain/users/commands";
import { inviteMany } from "@/lib/domain/users/inviting-many";
import { cloneUserInput, editUserInput, inviteManyInput, inviteUserInput, limitUserInput, userInput } from "@/lib/domain/users/schema";
import { users as noun } from "../nouns";
import { operationOf, writeRoute, type WriteCall } from "../write";
import { cloneUserBody, createUserBody, invitedUserShape, limitsBody, offboardBody, patchUserBody, swapBody } from "./shape";

const scope = {
  group: ["groupId", "groups"],
  role: ["roleId", "roles"],
  customers: ["customers", "customers"],
  exceptCustomers: ["exceptCustomers", "customers"],
  territory: ["territoryId", "territories"],
  program: ["programId", "programs"],
} as const;

const create: WriteCall<typeof inviteUserInput> = {
  method: "post",
  path: "",
  summary: "Invite a person",
  description: "All or nothing: account, groups and first role. The answer holds the one-time link.",
  noun,
  body: createUserBody,
  input: inviteUserInput,
  places: { organization: ["organizationId", "organizations"], groups: ["groups", "groups"], ...scope },
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

const offboard: WriteCall<typeof offboardInput> = {
  method: "post",
  path: "/{record}/offboard",
  summary: "Offboard a person: deactivate them and hand over what they have, in one step",
  description: "Can be undone for seven days.",
  noun,
  body: offboardBody,
  input: offboardInput,
  places: { customersTo: ["customersTo", "users"], groupsTo: ["groupsTo", "users"], tasksTo: ["tasksTo", "users"], invitationsTo: ["invitationsTo", "users"] },
  command: async (viewer, input) => ({ ...(await offboardUser(viewer, input)), id: input.userId }),
  answer: "record",
};

const undoOffboard: WriteCall<typeof userInput> = {
  ...deactivate,
  path: "/{record}/undo-offboarding",
  summary: "Undo the last offboarding, as far as nobody has changed anything since",
  command: async (viewer, input) => ({ ...(await undoLatestOffboarding(viewer, input)), id: input.userId }),
};

const invitation: WriteCall<typeof userInput> = {
  ...deactivate,
  path: "/{record}/invitation",
  summary: "Make a fresh one-time link; the one before ends",
  command: renewInvitation,
  shape: invitedUserShape,
};

const clone: WriteCall<typeof cloneUserInput> = {
  method: "post",
  path: "/{record}/clone",
  summary: "Invite a person with the access and settings of another",
  description: "Never password, sessions, tokens, phone or address. The answer holds the one-time link.",
  noun,
  body: cloneUserBody,
  input: cloneUserInput,
  places: { organization: ["organizationId", "organizations"], customers: ["customers", "customers"] },
  command: cloneUser,
  answer: "created",
  shape: invitedUserShape,
};

const swap: WriteCall<typeof swapSecurityGroupInput> = {
  method: "post",
  path: "/{record}/swap",
  summary: "Move a person from one security group to another, in one step",
  noun,
  body: swapBody,
  input: swapSecurityGroupInput,
  places: { from: ["fromGroupId", "groups"], ...scope },
  command: swapSecurityGroup,
  answer: "record",
};

const endAllSessions: WriteCall<typeof userInput> = {
  ...deactivate,
  path: "/{record}/end-sessions",
  summary: "End every session of a person, and sign-ins that are not finished; they can sign in again",
  command: async (viewer, input) => ({ ...(await endSessions(viewer, input)), id: input.userId }),
};

const resetSecondFactors: WriteCall<typeof userInput> = {
  ...deactivate,
  path: "/{record}/reset-factors",
  summary: "Take all second factors of a person away, for somebody who has lost them; their sessions end",
  description: "Never of oneself. They set up a new one at the next sign-in where one is required.",
  command: async (viewer, input) => ({ ...(await resetFactors(viewer, input)), id: input.userId }),
};

export const createRoute = writeRoute(create);
export const patchRoute = writeRoute(patch);
export const limitsRoute = writeRoute(limits);
export const deactivateRoute = writeRoute(deactivate);
export const reactivateRoute = writeRoute(reactivate);
export const offboardRoute = writeRoute(offboard);
export const undoOffboardRoute = writeRoute(undoOffboard);
export const invitationRoute = writeRoute(invitation);
export const endSessionsRoute = writeRoute(endAllSessions);
export const resetFactorsRoute = writeRoute(resetSecondFactors);

export const cloneRoute = writeRoute(clone);
export const swapRoute = writeRoute(swap);

const { name: _name, email: _email, phone: _phone, ...ofEverybody } = createUserBody.shape;

/** Several people with one first access; no call of its own, as several calls do the same. */
const inviteSeveral: WriteCall<typeof inviteManyInput> = {
  ...create,
  summary: "Invite several people with one first access",
  body: z.strictObject({ people: inviteManyInput.shape.people.describe("addresses, one a line, with names or without"), ...ofEverybody }),
  input: inviteManyInput,
  command: async (viewer, input) => ({ ...(await inviteMany(viewer, input)), id: 0 }),
};

/** What previews know of people. */
export const userChanges = {
  "user.invite": create,
  "user.invite-many": inviteSeveral,
  "user.clone": clone,
  "user.edit": patch,
  "user.limit": limits,
  "user.swap": swap,
  "user.deactivate": deactivate,
  "user.reactivate": reactivate,
  "user.offboard": offboard,
  "user.undo-offboarding": undoOffboard,
};

export const userCalls = [
  operationOf(create),
  operationOf(patch),
  operationOf(limits),
  operationOf(deactivate),
  operationOf(reactivate),
  operationOf(offboard),
  operationOf(undoOffboard),
  operationOf(invitation),
  operationOf(endAllSessions),
  operationOf(resetSecondFactors),
  operationOf(clone),
  operationOf(swap),
];
