import "server-only";
import { z } from "zod";
import { cloneGroup } from "@/lib/domain/groups/cloning";
import { addMembers, archiveGroup, createGroup, editGroup, editRule, nestGroup, removeMembers, restoreGroup, unnestGroup } from "@/lib/domain/groups/commands";
import { addMembersInput, cloneGroupInput, createGroupInput, editGroupInput, editRuleInput, groupInput, nestGroupInput, removeMembersInput } from "@/lib/domain/groups/schema";
import { reference, references } from "@/lib/web/rest/reference";
import { groups as noun } from "../nouns";
import { operationOf, writeRoute, type WriteCall } from "../write";
import { cloneGroupBody, createGroupBody, membersBody, nestBody, patchGroupBody, ruleBody } from "./shape";

const create: WriteCall<typeof createGroupInput> = {
  method: "post",
  path: "",
  summary: "Create a group",
  noun,
  body: createGroupBody,
  input: createGroupInput,
  places: {
    organization: ["organizationId", "organizations"],
    role: ["roleId", "roles"],
    customers: ["customers", "customers"],
    "rule.jobRole": ["jobRole"],
    "rule.region": ["region"],
    "rule.partnerType": ["partnerType"],
    "rule.organizations": ["organizations", "organizations"],
    "rule.territories": ["territories", "territories"],
    "rule.programs": ["programs", "programs"],
  },
  command: createGroup,
  answer: "created",
};

const patch: WriteCall<typeof editGroupInput> = { method: "patch", path: "/{record}", summary: "Rename or describe a group", noun, body: patchGroupBody, input: editGroupInput, command: editGroup, answer: "record" };

const rule: WriteCall<typeof editRuleInput> = {
  method: "patch",
  path: "/{record}/rule",
  summary: "Replace the rule by which a group finds its members",
  noun,
  body: ruleBody,
  input: editRuleInput,
  places: { organizations: ["organizations", "organizations"], territories: ["territories", "territories"], programs: ["programs", "programs"] },
  command: editRule,
  answer: "record",
};

const add: WriteCall<typeof addMembersInput> = {
  method: "post",
  path: "/{record}/members",
  summary: "Put people into a group, or change their time in it",
  noun,
  body: membersBody,
  input: addMembersInput,
  places: { users: ["users", "users"] },
  command: addMembers,
  answer: "record",
};

const remove: WriteCall<typeof removeMembersInput> = {
  method: "delete",
  path: "/{record}/members/{other}",
  summary: "Take a person out of a group",
  noun,
  input: removeMembersInput,
  other: { name: "user", field: "users", table: "users", isList: true },
  command: removeMembers,
  answer: "nothing",
};

const nest: WriteCall<typeof nestGroupInput> = {
  method: "post",
  path: "/{record}/groups",
  summary: "Put a group into a group",
  noun,
  body: nestBody,
  input: nestGroupInput,
  places: { group: ["memberId", "groups"] },
  command: nestGroup,
  answer: "record",
};

const unnest: WriteCall<typeof nestGroupInput> = {
  method: "delete",
  path: "/{record}/groups/{other}",
  summary: "Take a group out of a group",
  noun,
  input: nestGroupInput,
  other: { name: "group", field: "memberId", table: "groups" },
  command: unnestGroup,
  answer: "nothing",
};

const archive: WriteCall<typeof groupInput> = { method: "post", path: "/{record}/archive", summary: "Archive a group; it gives nothing", noun, input: groupInput, command: archiveGroup, answer: "record" };
const restore: WriteCall<typeof groupInput> = { ...archive, path: "/{record}/restore", summary: "Bring an archived group back", command: restoreGroup };

const clone: WriteCall<typeof cloneGroupInput> = {
  method: "post",
  path: "/{record}/clone",
  summary: "Create a group like another one",
  noun,
  body: cloneGroupBody,
  input: cloneGroupInput,
  places: { organization: ["organizationId", "organizations"], customers: ["customers", "customers"] },
  command: cloneGroup,
  answer: "created",
};

const nestedBody = z.strictObject({ member: reference.describe("the group that goes into `group`, or comes out of it") });
const nested = { body: nestedBody, places: { member: ["memberId", "groups"] } } satisfies Partial<WriteCall<typeof nestGroupInput>>;
const { other: _user, ...removeFrom } = remove;
const { other: _group, ...unnestFrom } = unnest;

/** What previews know of groups. */
export const groupChanges = {
  "group.create": create,
  "group.clone": clone,
  "group.rule": rule,
  "group.add-member": add,
  "group.remove-member": { ...removeFrom, body: z.strictObject({ users: references(500) }), places: { users: ["users", "users"] } } satisfies WriteCall<typeof removeMembersInput>,
  "group.nest": { ...nest, ...nested },
  "group.unnest": { ...unnestFrom, ...nested },
  "group.archive": archive,
  "group.restore": restore,
};

export const createRoute = writeRoute(create);
export const patchRoute = writeRoute(patch);
export const ruleRoute = writeRoute(rule);
export const addRoute = writeRoute(add);
export const removeRoute = writeRoute(remove);
export const nestRoute = writeRoute(nest);
export const unnestRoute = writeRoute(unnest);
export const archiveRoute = writeRoute(archive);
export const restoreRoute = writeRoute(restore);
export const cloneRoute = writeRoute(clone);

export const groupCalls = [
  operationOf(create),
  operationOf(patch),
  operationOf(rule),
  operationOf(add),
  operationOf(remove),
  operationOf(nest),
  operationOf(unnest),
  operationOf(archive),
  operationOf(restore),
  operationOf(clone),
];
