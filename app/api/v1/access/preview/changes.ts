import "server-only";
import type { z } from "zod";
import type { Viewer } from "@/lib/access/viewer";
import { customerIdsOf, idsOf, type ReferenceInput, type ReferenceTable } from "@/lib/domain/access/reference-ids";
import { reassignCustomer } from "@/lib/domain/customers/commands";
import { reassignCustomerInput } from "@/lib/domain/customers/schema";
import { changeGrant, giveGrant, revokeGrant } from "@/lib/domain/grants/commands";
import { changeGrantInput, giveGrantInput, revokeGrantInput } from "@/lib/domain/grants/schema";
import { addMembers, editRule, nestGroup, removeMembers, unnestGroup } from "@/lib/domain/groups/commands";
import { addMembersInput, editRuleInput, nestGroupInput, removeMembersInput } from "@/lib/domain/groups/schema";
import { editOrganization, moveOrganization } from "@/lib/domain/organizations/commands";
import { editOrganizationInput, moveOrganizationInput } from "@/lib/domain/organizations/schema";
import { endEnrollments, enrollOrganizations } from "@/lib/domain/programs/commands";
import { endEnrollmentInput, enrollInput } from "@/lib/domain/programs/schema";
import { editRole } from "@/lib/domain/roles/commands";
import { editRoleInput } from "@/lib/domain/roles/schema";
import { editUser } from "@/lib/domain/users/commands";
import { editUserInput } from "@/lib/domain/users/schema";
import { largestId } from "@/lib/shared/fields";
import { problemOfInput } from "@/lib/web/rest/problem";
import { grants } from "../../nouns";
import type { Change } from "./shape";

type Fields = Record<string, unknown>;
type Table = ReferenceTable | "customers" | "grants";

/** A change as its command takes it: the command, its own schema, and the fields made of what was sent. */
type Entry<Name extends Change["change"], Input extends z.ZodType> = {
  schema: Input;
  command: (viewer: Viewer, input: z.output<Input>) => Promise<unknown>;
  fields: (sent: Extract<Change, { change: Name }>, to: Resolve) => Promise<Fields>;
};

/** Turns references into ids; what is absent stays absent, and null stays null. */
type Resolve = {
  one: (table: Table, reference: ReferenceInput | null | undefined) => Promise<number | null | undefined>;
  many: (table: Table, references: readonly ReferenceInput[] | undefined) => Promise<number[] | undefined>;
};

async function idsIn(viewer: Viewer, table: Table, references: readonly ReferenceInput[]): Promise<number[]> {
  if (table === "customers") return customerIdsOf(viewer, references);
  if (table !== "grants") return idsOf(table, references);
  return Promise.all(references.map(async (reference) => ("id" in reference ? reference.id : ((await grants.find(viewer, reference.key)) ?? largestId))));
}

const resolver = (viewer: Viewer): Resolve => ({
  one: async (table, reference) => (reference ? (await idsIn(viewer, table, [reference]))[0] : reference),
  many: async (table, references) => references && idsIn(viewer, table, references),
});

const entry = <Name extends Change["change"], Input extends z.ZodType>(_: Name, made: Entry<Name, Input>) => made;

/** Without a version a change is made upon whatever stands. */
const version = largestId;

type Placed = Pick<Extract<Change, { change: "grant.change" }>, "scope" | "narrow" | "except" | "level" | "from" | "until" | "role">;

const termsOf = async ({ scope, narrow, except, level, from, until, role }: Placed, { one, many }: Resolve): Promise<Fields> => ({
  roleId: await one("roles", role),
  kind: scope?.kind,
  organizationId: await one("organizations", scope?.organization),
  territoryId: await one("territories", scope?.territory),
  programId: await one("programs", scope?.program),
  customers: await many("customers", scope?.customers),
  narrowTerritoryId: await one("territories", narrow?.territory),
  narrowProgramId: await one("programs", narrow?.program),
  exceptCustomers: await many("customers", except?.customers),
  exceptOrganizations: await many("organizations", except?.organizations),
  level,
  from: from && from.toISOString(),
  until: until && until.toISOString(),
});

const membersOf = async ({ group, users }: { group: ReferenceInput; users: readonly ReferenceInput[] }, { one, many }: Resolve) => ({ groupId: await one("groups", group), users: await many("users", users) });
const nestingOf = async ({ group, member }: { group: ReferenceInput; member: ReferenceInput }, { one }: Resolve) => ({ groupId: await one("groups", group), memberId: await one("groups", member) });

const entries = {
  "role.edit": entry("role.edit", { schema: editRoleInput, command: editRole, fields: async ({ role, permissions }, { one }) => ({ roleId: await one("roles", role), version, permissions }) }),
  "grant.give": entry("grant.give", {
    schema: giveGrantInput,
    command: giveGrant,
    fields: async ({ user, group, ...terms }, to) => ({ userId: await to.one("users", user), groupId: await to.one("groups", group), ...(await termsOf(terms, to)) }),
  }),
  "grant.change": entry("grant.change", { schema: changeGrantInput, command: changeGrant, fields: async ({ grant, ...terms }, to) => ({ grantId: await to.one("grants", grant), version, ...(await termsOf(terms, to)) }) }),
  "grant.revoke": entry("grant.revoke", { schema: revokeGrantInput, command: revokeGrant, fields: async ({ grant }, { one }) => ({ grantId: await one("grants", grant) }) }),
  "group.add-member": entry("group.add-member", { schema: addMembersInput, command: addMembers, fields: membersOf }),
  "group.remove-member": entry("group.remove-member", { schema: removeMembersInput, command: removeMembers, fields: membersOf }),
  "group.nest": entry("group.nest", { schema: nestGroupInput, command: nestGroup, fields: nestingOf }),
  "group.unnest": entry("group.unnest", { schema: nestGroupInput, command: unnestGroup, fields: nestingOf }),
  "group.rule": entry("group.rule", {
    schema: editRuleInput,
    command: editRule,
    fields: async ({ change: _, group, organizations, territories, programs, ...words }, { one, many }) => ({
      ...words,
      groupId: await one("groups", group),
      version,
      organizations: await many("organizations", organizations),
      territories: await many("territories", territories),
      programs: await many("programs", programs),
    }),
  }),
  "user.edit": entry("user.edit", {
    schema: editUserInput,
    command: editUser,
    fields: async ({ change: _, user, organization, ...words }, { one }) => ({ ...words, userId: await one("users", user), version, organizationId: await one("organizations", organization) }),
  }),
  "organization.move": entry("organization.move", {
    schema: moveOrganizationInput,
    command: moveOrganization,
    fields: async ({ organization, parent }, { one }) => ({ organizationId: await one("organizations", organization), parentId: await one("organizations", parent) }),
  }),
  "organization.territory": entry("organization.territory", {
    schema: editOrganizationInput,
    command: editOrganization,
    fields: async ({ organization, territory }, { one }) => ({ organizationId: await one("organizations", organization), version, territoryId: await one("territories", territory) }),
  }),
  "customer.reassign": entry("customer.reassign", {
    schema: reassignCustomerInput,
    command: reassignCustomer,
    fields: async ({ customer, organization, territory, accountManager }, { one }) => ({
      customerId: await one("customers", customer),
      version,
      organizationId: await one("organizations", organization),
      territoryId: await one("territories", territory),
      accountManagerId: await one("users", accountManager),
    }),
  }),
  "program.enroll": entry("program.enroll", {
    schema: enrollInput,
    command: enrollOrganizations,
    fields: async ({ program, organizations, from, until }, { one, many }) => ({
      programId: await one("programs", program),
      organizations: await many("organizations", organizations),
      from: from && from.toISOString(),
      until: until && until.toISOString(),
    }),
  }),
  "program.end": entry("program.end", {
    schema: endEnrollmentInput,
    command: endEnrollments,
    fields: async ({ program, organizations }, { one, many }) => ({ programId: await one("programs", program), organizations: await many("organizations", organizations) }),
  }),
};

type AnyEntry = { schema: z.ZodType; command: (viewer: Viewer, input: unknown) => Promise<unknown>; fields: (sent: Change, to: Resolve) => Promise<Fields> };

/** Makes one change by the command that a form uses. Throws what the command throws. */
export async function make(viewer: Viewer, sent: Change): Promise<void> {
  const { schema, command, fields } = entries[sent.change] as unknown as AnyEntry;
  const given = Object.entries(await fields(sent, resolver(viewer))).filter(([, value]) => value !== undefined);
  const parsed = schema.safeParse(Object.fromEntries(given));
  if (!parsed.success) throw problemOfInput(parsed.error);
  await command(viewer, parsed.data);
}
