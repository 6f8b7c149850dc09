import { z } from "zod";
import { chosenId, chosenIds, name, optionalDay, optionalId, optionalText, recordId, version } from "../../shared/fields";
import { defineList, type ListState } from "../../shared/list-state";

/** What the list of groups can be sorted and filtered by. Organization means that one and all below it. */
export const groupList = defineList({ sorts: ["name", "created"], filters: ["status", "type", "organization"] });
export type GroupList = ListState<"name" | "created", "status" | "type" | "organization">;

/** The members of one group. */
export const memberList = defineList({ sorts: ["name"], filters: ["organization"] });
export type MemberList = ListState<"name", "organization">;

const description = optionalText(1000);

/** Words separated by commas or line ends, or a list of them. */
const words = z
  .union([z.string().max(5000), z.array(z.string().max(200)).max(100)])
  .optional()
  .transform((text) => [...new Set((typeof text === "string" ? text.split(/[,\n]/) : (text ?? [])).map((word) => word.trim()))])
  .transform((list) => list.filter((word) => word !== ""))
  .refine((list) => list.length <= 100, "List at most 100.")
  .refine((list) => list.every((word) => word.length <= 200 && !/\p{Cc}/u.test(word)), "Use printable words of at most 200 characters.");

/** What a rule asks: all that is asked must match, any of the listed values will do. */
const ruleFields = {
  jobRole: words,
  region: words,
  partnerType: words,
  organizations: chosenIds(100).default([]),
  territories: chosenIds(100).default([]),
  programs: chosenIds(100).default([]),
};

const type = z.enum(["team", "rule", "security"], "Choose a kind of group.");

/** A new group. A security group can get its one scope at once: chosen customers, or everything, with a role and a level. */
export const createGroupInput = z
  .strictObject({
    organizationId: chosenId("Choose a partner."),
    name,
    description,
    type,
    ...ruleFields,
    scope: z.enum(["customers", "everything", "later"], "Choose what it reaches.").default("later"),
    roleId: optionalId,
    customers: chosenIds(5000).default([]),
    level: z.enum(["read", "write"], "Choose a level.").default("write"),
  })
  .superRefine(({ type, scope, roleId, customers }, context) => {
    if (type !== "security" || scope === "later") return;
    const isMissing = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if (!roleId) isMissing("roleId", "Choose a role.");
    if (scope === "customers" && customers.length === 0) isMissing("customers", "Choose at least one customer.");
  });
export type CreateGroupInput = z.output<typeof createGroupInput>;

export const editGroupInput = z.strictObject({ groupId: recordId, version, name: name.optional(), description });
export type EditGroupInput = z.output<typeof editGroupInput>;

export const editRuleInput = z.strictObject({ groupId: recordId, version, ...ruleFields });
export type EditRuleInput = z.output<typeof editRuleInput>;

/** A rule before it is saved, to count whom it finds. */
export const tryRuleInput = z.strictObject({ organizationId: chosenId("Choose a partner."), ...ruleFields });
export type TryRuleInput = z.output<typeof tryRuleInput>;

export type RuleInput = Pick<EditRuleInput, "jobRole" | "region" | "partnerType" | "organizations" | "territories" | "programs">;

export const groupInput = z.strictObject({ groupId: recordId });
export type GroupInput = z.output<typeof groupInput>;

const people = chosenIds(500).refine((ids) => ids.length > 0, "Choose at least one person.");

/** People who join, from a day on and up to and including a last day; both may be left open. */
export const addMembersInput = z
  .strictObject({ groupId: recordId, users: people, fromDay: optionalDay, lastDay: optionalDay })
  .refine(({ fromDay, lastDay }) => !fromDay || !lastDay || fromDay <= lastDay, {
    path: ["lastDay"],
    message: "The last day cannot be before the first.",
  });
export type AddMembersInput = z.output<typeof addMembersInput>;

export const removeMembersInput = z.strictObject({ groupId: recordId, users: people });
export type RemoveMembersInput = z.output<typeof removeMembersInput>;

/** A group that goes into another, or comes out of it. */
export const nestGroupInput = z.strictObject({ groupId: recordId, memberId: chosenId("Choose a group.") });
export type NestGroupInput = z.output<typeof nestGroupInput>;
