import { z } from "zod";
import { chosenId, chosenIds, name, optionalDay, optionalId, optionalText, recordId, someIds, tick, together, version } from "../../shared/fields";
import { msg, orSay, t } from "../../shared/language/text";
import { defineList, type ListState } from "../../shared/list-state";
import { changeGrantInput, faultsOfWindow } from "../grants/schema";
import { createRoleInput } from "../roles/schema";

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
  .refine((list) => list.length <= 100, orSay("List at most 100."))
  .refine((list) => list.every((word) => word.length <= 200 && !/\p{Cc}/u.test(word)), orSay("Use printable words of at most 200 characters."));

/** What a rule asks: all that is asked must match, any of the listed values will do. */
const ruleFields = {
  jobRole: words,
  region: words,
  partnerType: words,
  organizations: chosenIds(100).default([]),
  territories: chosenIds(100).default([]),
  programs: chosenIds(100).default([]),
};

const type = z.enum(["team", "rule", "security"], orSay("Choose a kind of group."));
const level = z.enum(["read", "write"], orSay("Choose a level."));

/** The scopes that a security group can be generated for. */
export const securityScopes = ["customers", "except", "territory", "program", "everything"] as const;
export type SecurityScope = (typeof securityScopes)[number];

/** What such a scope names, and what the group is called instead of the name proposed for it. */
export const securityScopeFields = {
  customers: chosenIds(5000).default([]),
  exceptCustomers: chosenIds(5000).default([]),
  territoryId: optionalId,
  programId: optionalId,
  groupName: z.preprocess((text) => (typeof text === "string" && text.trim() === "" ? undefined : text), name.optional()),
};
export type SecurityScopeInput = { access: SecurityScope; customers: number[]; exceptCustomers: number[]; territoryId?: number | null | undefined; programId?: number | null | undefined };

type Choices = { access?: string | undefined; roleId?: number | null | undefined; groupId?: number | null | undefined } & Partial<Omit<SecurityScopeInput, "access">>;

/** What is still to be chosen for the access that a form asks for, by field. */
export function missingForAccess({ access, ...choices }: Choices): Record<string, string> {
  const asks: Record<string, [string, unknown, string]> = {
    customers: ["customers", choices.customers?.length, t("Choose at least one customer.")],
    except: ["exceptCustomers", choices.exceptCustomers?.length, t("Choose at least one customer, or full access.")],
    territory: ["territoryId", choices.territoryId, t("Choose a territory.")],
    program: ["programId", choices.programId, t("Choose a program.")],
    group: ["groupId", choices.groupId, t("Choose a security group.")],
  };
  const [field, value, message] = asks[access ?? ""] ?? [];
  const needsRole = (securityScopes as readonly (string | undefined)[]).includes(access) && !choices.roleId;
  return { ...(field && !value ? { [field]: message! } : {}), ...(needsRole ? { roleId: access === "everything" ? t("Choose a role.") : t("Choose a role for these customers.") } : {}) };
}

/** A new group. A security group can get its one scope at once: chosen customers, or everything, with a role and a level. */
export const createGroupInput = together(
  z.strictObject({
    organizationId: chosenId(msg("Choose a partner.")),
    name,
    description,
    type,
    ...ruleFields,
    scope: z.enum(["customers", "everything", "later"], orSay("Choose what it reaches.")).default("later"),
    roleId: optionalId,
    customers: chosenIds(5000).default([]),
    level: level.default("write"),
  }),
  ({ type, scope, roleId, customers }) => {
    if (type !== "security" || scope === "later") return {};
    return {
      ...(roleId ? {} : { roleId: t("Choose a role.") }),
      ...(scope === "customers" && !customers?.length ? { customers: t("Choose at least one customer.") } : {}),
    };
  },
);
export type CreateGroupInput = z.output<typeof createGroupInput>;

export const editGroupInput = z.strictObject({ groupId: recordId, version, name: name.optional(), description });
export type EditGroupInput = z.output<typeof editGroupInput>;

export const editRuleInput = z.strictObject({ groupId: recordId, version, ...ruleFields });
export type EditRuleInput = z.output<typeof editRuleInput>;

/** A rule before it is saved, to count whom it finds. */
export const tryRuleInput = z.strictObject({ organizationId: chosenId(msg("Choose a partner.")), ...ruleFields });
export type TryRuleInput = z.output<typeof tryRuleInput>;

export type RuleInput = Pick<EditRuleInput, "jobRole" | "region" | "partnerType" | "organizations" | "territories" | "programs">;

export const groupInput = z.strictObject({ groupId: recordId });
export type GroupInput = z.output<typeof groupInput>;

const people = someIds(500, msg("Choose at least one person."));

/** People who join, from a day on and up to and including a last day; both may be left open. */
export const addMembersInput = together(
  z.strictObject({ groupId: recordId, users: people, fromDay: optionalDay, lastDay: optionalDay }),
  ({ fromDay, lastDay }) => (fromDay && lastDay && lastDay < fromDay ? { lastDay: t("The last day cannot be before the first.") } : {}),
);
export type AddMembersInput = z.output<typeof addMembersInput>;

export const removeMembersInput = z.strictObject({ groupId: recordId, users: people });
export type RemoveMembersInput = z.output<typeof removeMembersInput>;

/** How many people can be put into groups and taken out of them at once, and how many of their groups a form shows. */
export const mostRegrouped = 200;

/** What becomes of one group for all who are meant, as a form says it: "12:all" puts them in, "12:none" takes them out, "12:keep" leaves it. */
const groupChoice = z
  .string()
  .regex(/^[1-9]\d{0,8}:(all|none|keep)$/, orSay("Choose one from the list."))
  .transform((text) => {
    const [id, to] = text.split(":") as [string, "all" | "none" | "keep"];
    return { groupId: Number(id), to };
  });

/** Several people, what becomes of the groups they are in, and further groups to put all of them into. */
export const changeGroupsInput = together(
  z.strictObject({
    users: someIds(mostRegrouped, msg("Choose at least one person.")),
    choices: z.array(groupChoice).max(mostRegrouped).default([]),
    groups: chosenIds(50).default([]),
  }),
  ({ choices, groups }) => (choices?.every(({ to }) => to === "keep") && groups?.length === 0 ? { groups: t("Choose for at least one group what becomes different.") } : {}),
);
export type ChangeGroupsInput = z.output<typeof changeGroupsInput>;

/** Where a form says what is wrong about the choice for one group. */
export const fieldOfGroup = (groupId: number) => `group-${groupId}`;

/** A group that goes into another, or comes out of it. */
export const nestGroupInput = z.strictObject({ groupId: recordId, memberId: chosenId(msg("Choose a group.")) });
export type NestGroupInput = z.output<typeof nestGroupInput>;

/** A person's move from one security group to another: one that is there, or one for the scope described. Their time stays. */
export const swapSecurityGroupInput = together(
  z.strictObject({
    userId: recordId,
    fromGroupId: recordId,
    access: z.enum(["group", ...securityScopes], orSay("Choose where the person goes.")),
    groupId: optionalId,
    roleId: optionalId,
    level: level.default("write"),
    ...securityScopeFields,
  }),
  missingForAccess,
);
export type SwapSecurityGroupInput = z.output<typeof swapSecurityGroupInput>;

/** What a security group for this scope would be called, or which one is there. */
export const proposalInput = z.strictObject({ organizationId: recordId, access: z.enum(securityScopes), roleId: optionalId, level: level.default("write"), ...securityScopeFields });
export type ProposalInput = z.output<typeof proposalInput>;

type Clone = { permissions?: boolean; scope?: string; customers?: number[] };

/** What is still to be chosen for a clone that takes access to chosen customers, by field. */
export const missingForClone = ({ permissions, scope, customers }: Clone): Record<string, string> =>
  permissions && scope === "customers" && !customers?.length ? { customers: t("Choose at least one customer.") } : {};

/** A group like another one, and what it takes along. */
export const cloneGroupInput = together(
  z.strictObject({
    groupId: recordId,
    name,
    organizationId: optionalId,
    /** Its roles, on the same scope, on chosen customers, or on the home partner alone. */
    permissions: tick,
    scope: z.enum(["same", "customers", "home"], orSay("Choose what it reaches.")).default("same"),
    customers: chosenIds(5000).default([]),
    /** The people put into it and the groups inside it; of a rule group its rule. */
    members: tick,
    /** The groups that it is inside of. */
    memberships: tick,
    /** From when until when access and members count. */
    expiry: tick,
  }),
  missingForClone,
);
export type CloneGroupInput = z.output<typeof cloneGroupInput>;

/** What a security group gives, edited: permissions of its role, scope, level and times of one grant of it. */
export const updateSecurityGroupInput = together(
  changeGrantInput.extend({
    roleId: chosenId(),
    permissions: createRoleInput.shape.permissions.optional(),
    roleVersion: version,
  }),
  faultsOfWindow,
);
export type UpdateSecurityGroupInput = z.output<typeof updateSecurityGroupInput>;

/** What the list of security groups can be sorted and filtered by. `reach` is full or specific. */
export const securityGroupList = defineList({ sorts: ["name", "created"], filters: ["status", "reach", "organization"] });
export type SecurityGroupList = ListState<"name" | "created", "status" | "reach" | "organization">;
