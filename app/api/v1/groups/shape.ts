import { z } from "zod";
import { addMembersInput, cloneGroupInput, createGroupInput, editGroupInput } from "@/lib/domain/groups/schema";
import { reference, references } from "@/lib/web/rest/reference";
import { named, namedOrHidden, naming } from "../named";
import { moment, text, versioned } from "../shape";

const type = z.enum(["team", "rule", "security"]);

/** A group in a list. */
export const groupRow = z
  .object({
    ...versioned,
    name: z.string(),
    description: text,
    type,
    isGenerated: z.boolean().describe("made by the portal for somebody; archived when the last person is moved out"),
    organization: named("organizations"),
    memberCount: z.int().nullable().describe("people put into it that may be listed; null for rule groups"),
    groupCount: z.int(),
    archivedAt: moment.nullable(),
    createdAt: moment,
    updatedAt: moment,
  })
  .meta({ id: "GroupRow" });

const words = z.array(z.string());
const near = naming("groups", { type, archivedAt: moment.nullable() });

/** One group. */
export const groupShape = groupRow
  .extend({
    rule: z
      .object({ jobRole: words, region: words, partnerType: words, organizations: z.array(namedOrHidden("organizations")), territories: z.array(namedOrHidden("territories")), programs: z.array(namedOrHidden("programs")) })
      .nullable(),
    inside: z.array(near).describe("groups inside this one"),
    within: z.array(near).describe("groups that this one is inside"),
  })
  .meta({ id: "Group" });

/** A person in a group. */
export const memberRow = z
  .object({
    id: z.int(),
    key: z.string(),
    name: z.string(),
    email: z.string(),
    organization: named("organizations"),
    isDirect: z.boolean().describe("put into this very group"),
    isFound: z.boolean().describe("found by this group's own rule"),
    through: text.describe("the group inside this one that brings the person"),
    from: moment.nullable(),
    until: moment.nullable(),
    isCurrent: z.boolean(),
  })
  .meta({ id: "Member" });

const listed = z.array(z.string().max(200)).max(100).optional();
const rule = {
  jobRole: listed,
  region: listed,
  partnerType: listed,
  organizations: references(100).optional(),
  territories: references(100).optional(),
  programs: references(100).optional(),
};

/** A new group; a security group may get its one scope at once. */
export const createGroupBody = z
  .strictObject({
    organization: reference,
    name: createGroupInput.shape.name,
    description: createGroupInput.shape.description,
    type: createGroupInput.shape.type,
    rule: z.strictObject(rule).optional(),
    scope: createGroupInput.shape.scope,
    role: reference.nullable().optional(),
    customers: references(5000).optional(),
    level: createGroupInput.shape.level,
  })
  .meta({ id: "GroupToCreate" });

export const patchGroupBody = z.strictObject({ name: editGroupInput.shape.name, description: editGroupInput.shape.description }).meta({ id: "GroupChange" });

/** Whom a rule group finds: all that is asked must match, any of the listed values will do. It is replaced whole. */
export const ruleBody = z.strictObject(rule).meta({ id: "GroupRule" });

/** A group like another one, and what it takes along. */
export const cloneGroupBody = z
  .strictObject({
    name: cloneGroupInput.shape.name,
    organization: reference.optional(),
    permissions: z.boolean().optional().describe("its roles"),
    scope: cloneGroupInput.shape.scope,
    customers: references(5000).optional(),
    members: z.boolean().optional().describe("people and groups inside it; of a rule group its rule"),
    memberships: z.boolean().optional().describe("the groups that it is inside of"),
    expiry: z.boolean().optional(),
  })
  .meta({ id: "GroupToClone" });

const { fromDay, lastDay } = addMembersInput.shape;
const day = "a day like 2026-12-31";

export const membersBody = z.strictObject({ users: references(500), fromDay: fromDay.describe(day), lastDay: lastDay.describe(`${day}, the last one inside`) }).meta({ id: "MembersToAdd" });

export const nestBody = z.strictObject({ group: reference }).meta({ id: "GroupToNest" });
