import { z } from "zod";
import { canonicalEmail } from "../../shared/email";
import { chosenId, chosenIds, name, optionalDay, optionalId, optionalText, recordId, someIds, tick, together, version } from "../../shared/fields";
import { msg, orSay, t } from "../../shared/language/text";
import { defineList, type ListState } from "../../shared/list-state";
import { newPassword } from "../../shared/password-rule";
import { missingForAccess, missingForClone, securityScopeFields, securityScopes } from "../groups/schema";

/** What the list of people can be sorted and filtered by. Organization means that one and all below it. */
export const userList = defineList({
  sorts: ["name", "created", "signedIn"],
  filters: ["status", "organization", "jobRole", "region", "signIn"],
});
export type UserList = ListState<"name" | "created" | "signedIn", "status" | "organization" | "jobRole" | "region" | "signIn">;

const email = z.string(orSay("Enter an address.")).transform((text, context) => {
  const canonical = canonicalEmail(text);
  if (canonical === null) context.addIssue({ code: "custom", message: t("Enter an address like name@example.com.") });
  return canonical ?? "";
});

const profile = { phone: optionalText(60), jobRole: optionalText(100), region: optionalText(100) };

const firstAccess = {
  groups: chosenIds(50).default([]),
  /**
   * What the role is on: the home organization with its own customers; or, by way of a security group that is there (`groupId`) or made
   * for it, chosen customers, all but some, a territory, a program or everything; or nothing yet.
   */
  access: z.enum(["none", "home", "group", ...securityScopes], orSay("Choose what the role is on.")).default("home"),
  groupId: optionalId,
  roleId: optionalId,
  ...securityScopeFields,
  level: z.enum(["read", "write"], orSay("Choose a level.")).default("write"),
  /** From when until when the groups and the access count; the last day is the last one inside. Both may be left open. */
  fromDay: optionalDay,
  lastDay: optionalDay,
};

type FirstAccessInput = Partial<z.output<z.ZodObject<typeof firstAccess>>>;

/** What is missing or wrong about a first access, by field. */
const faultsOfAccess = (input: FirstAccessInput) => ({ ...missingForAccess(input), ...faultsOfTime(input) });

function faultsOfTime({ fromDay, lastDay, access, roleId, groups }: FirstAccessInput): Record<string, string> {
  if (!fromDay && !lastDay) return {};
  if (fromDay && lastDay && lastDay < fromDay) return { lastDay: t("The last day cannot be before the first.") };
  const givesNothing = groups?.length === 0 && (access === "none" || (access === "home" && !roleId));
  return givesNothing ? { [lastDay ? "lastDay" : "fromDay"]: t("Choose a group or a role that this time is for. The last day of the account itself is set on the person's page.") } : {};
}

function faultsOfLength({ entry, password = "" }: { entry?: string; password?: string | undefined }): Record<string, string> {
  const message = entry === "password" ? newPassword.safeParse(password).error?.issues[0]?.message : undefined;
  return message === undefined ? {} : { password: message };
}

/** A new person: where they are at home, how they get in, and what they may do from the first sign-in on. */
export const inviteUserInput = together(
  z.strictObject({
    organizationId: chosenId(msg("Choose a partner.")),
    name,
    email,
    ...profile,
    /** A one-time link, shown once; or a password set now, and the account is active at once. */
    entry: z.enum(["link", "password"], orSay("Choose how the person gets in.")).default("link"),
    password: z.string().optional(),
    ...firstAccess,
  }),
  (input) => ({ ...faultsOfAccess(input), ...faultsOfLength(input) }),
);
export type InviteUserInput = z.output<typeof inviteUserInput>;

/** How many can be invited at once; more are a file to import. */
export const mostInvited = 100;

/** Several new people with one home and one first access, each mailed a link. `people` is a pasted list of addresses. */
export const inviteManyInput = together(
  z.strictObject({
    organizationId: chosenId(msg("Choose a partner.")),
    people: z.string(orSay("Paste the addresses of the people.")).trim().min(1, orSay("Paste the addresses of the people.")).max(50_000, orSay("This list is too long.")),
    jobRole: profile.jobRole,
    region: profile.region,
    ...firstAccess,
  }),
  faultsOfAccess,
);
export type InviteManyInput = z.output<typeof inviteManyInput>;

export const editUserInput = z.strictObject({
  userId: recordId,
  version,
  name: name.optional(),
  ...profile,
  organizationId: chosenId(msg("Choose a partner.")).optional(),
});
export type EditUserInput = z.output<typeof editUserInput>;

/** The account's last day, and the read-only cap. */
export const limitUserInput = z.strictObject({ userId: recordId, version, lastDay: optionalDay, readOnly: tick });
export type LimitUserInput = z.output<typeof limitUserInput>;

export const userInput = z.strictObject({ userId: recordId });
export type UserInput = z.output<typeof userInput>;

export const usersInput = z.strictObject({ users: someIds(500, msg("Choose at least one person.")) });
export type UsersInput = z.output<typeof usersInput>;

/** A new person with the access and settings of another, who is invited with a link. Never password, factors, tokens, phone or address. */
export const cloneUserInput = together(
  z.strictObject({
    userId: recordId,
    name,
    email,
    organizationId: optionalId,
    /** Access given to the person directly, on the same scope, on chosen customers, or on the home partner alone. */
    permissions: tick,
    scope: z.enum(["same", "customers", "home"], orSay("Choose what it reaches.")).default("same"),
    customers: chosenIds(5000).default([]),
    /** The groups that the person was put into. */
    memberships: tick,
    /** From when until when access and memberships count, and the account's last day. */
    expiry: tick,
    /** Job role, region and the read-only cap. */
    settings: tick,
  }),
  missingForClone,
);
export type CloneUserInput = z.output<typeof cloneUserInput>;
