import { z } from "zod";
import { swapSecurityGroupInput } from "@/lib/domain/groups/schema";
import { cloneUserInput, editUserInput, inviteUserInput, limitUserInput } from "@/lib/domain/users/schema";
import { reference, references } from "@/lib/web/rest/reference";
import { named, naming } from "../named";
import { moment, text, versioned } from "../shape";

/** A person in a list. */
export const userRow = z
  .object({
    ...versioned,
    key: z.string().describe("the email address"),
    email: z.string(),
    name: z.string(),
    status: z.enum(["invited", "active", "deactivated"]),
    state: z.enum(["invited", "active", "deactivated", "suspended", "expired"]).describe("suspended: a partner above is deactivated"),
    readOnly: z.boolean(),
    expiresAt: moment.nullable(),
    organization: named("organizations"),
    jobRole: text,
    region: text,
    phone: text,
    lastSignInAt: moment.nullable(),
    inviter: naming("users", { hasLeft: z.boolean() }).nullable().describe("who answers for the open invitation; null for whom nobody does, and once they have come"),
    createdAt: moment,
    updatedAt: moment,
  })
  .meta({ id: "UserRow" });

/** One person. */
export const userShape = userRow
  .extend({ above: z.array(named("organizations")), isSelf: z.boolean(), hasPassword: z.boolean() })
  .meta({ id: "User" });

/** The answer to an invitation: the person with the link. */
export const invitedUserShape = userShape.extend({ link: text.optional().describe("one-time link, shown once; null in a repeated answer") }).meta({ id: "InvitedUser" });

const invited = inviteUserInput.shape;
const edited = editUserInput.shape;

const optional = reference.nullable().optional();

/** The scope of a security group that is there, or is to be made. */
const scope = {
  group: optional,
  customers: references(5000).optional(),
  exceptCustomers: references(5000).optional(),
  territory: optional,
  program: optional,
  groupName: z.string().max(200).optional().describe("what a new group is called instead of the name proposed"),
};

/** A person's move from one security group to another, in one step. */
export const swapBody = z
  .strictObject({ from: reference.describe("the security group that they leave"), access: swapSecurityGroupInput.shape.access, role: optional, level: swapSecurityGroupInput.shape.level, ...scope })
  .meta({ id: "SecurityGroupSwap" });

/** A new person like another one, and what they take along. */
export const cloneUserBody = z
  .strictObject({
    name: invited.name,
    email: invited.email,
    organization: reference.optional(),
    permissions: z.boolean().optional().describe("access given to the person directly"),
    scope: cloneUserInput.shape.scope,
    customers: references(5000).optional(),
    memberships: z.boolean().optional().describe("the groups that the person was put into"),
    expiry: z.boolean().optional().describe("from when until when it counts"),
    settings: z.boolean().optional().describe("job role, region and the read-only cap"),
  })
  .meta({ id: "UserToClone" });

/** A new person, who gets in by a one-time link. */
export const createUserBody = z
  .strictObject({
    organization: reference,
    name: invited.name,
    email: invited.email,
    phone: invited.phone,
    jobRole: invited.jobRole,
    region: invited.region,
    groups: references(50).optional(),
    access: invited.access.describe("home: the role is on the home organization; group: a security group that is there; none: nothing yet; else a security group for this scope"),
    role: reference.nullable().optional(),
    ...scope,
    level: invited.level,
    fromDay: invited.fromDay.describe("a day like 2026-12-31, from which groups and access count"),
    lastDay: invited.lastDay.describe("a day like 2026-12-31, the last one on which they count"),
  })
  .meta({ id: "UserToInvite" });

/** Any fields of a profile; absent ones stay, null empties. */
export const patchUserBody = z
  .strictObject({ name: edited.name, phone: edited.phone, jobRole: edited.jobRole, region: edited.region, organization: reference.optional() })
  .meta({ id: "UserChange" });

/** Who takes over what a leaver had; left out, it stays as it is. */
export const offboardBody = z
  .strictObject({
    customersTo: optional.describe("the next account manager of their customers"),
    groupsTo: optional.describe("who joins the groups in which they were the only one"),
    tasksTo: optional.describe("who does their open tasks"),
    invitationsTo: optional.describe("who answers for their open invitations"),
  })
  .meta({ id: "Offboarding" });

/** The account's end, and the read-only cap. */
export const limitsBody = z
  .strictObject({ lastDay: limitUserInput.shape.lastDay.describe("a day like 2026-12-31; null is no end, absent stays"), readOnly: z.boolean() })
  .meta({ id: "UserLimits" });
