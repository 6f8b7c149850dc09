import { z } from "zod";
import { newPassword } from "../../shared/password-rule";
import { email, isWindow, moment, nameField, optionalMoment, permissionList, reference, references, text, windowProblem } from "./fields";

const archivedAt = optionalMoment;
const createdAt = moment.optional();

export const organizationLine = z.strictObject({
  kind: z.literal("organization"),
  key: reference,
  name: nameField,
  parent: reference.nullable().optional(),
  partnerType: text(100),
  region: text(100),
  tier: text(100),
  territory: reference.nullable().optional(),
  billingMode: z.enum(["prepaid", "postpaid"]).optional(),
  balance: z.int().optional(),
  status: z.enum(["active", "deactivated"]).optional(),
  guardrail: permissionList.nullable().optional(),
  createdAt,
});

export const territoryLine = z.strictObject({
  kind: z.literal("territory"),
  key: reference,
  name: nameField,
  parent: reference.nullable().optional(),
  createdAt,
});

const enrollment = z
  .strictObject({ organization: reference, from: optionalMoment, until: optionalMoment, tier: text(100) })
  .refine(isWindow, windowProblem);

export const programLine = z.strictObject({
  kind: z.literal("program"),
  key: reference,
  name: nameField,
  description: text(2000),
  enrollments: z.array(enrollment).optional(),
  createdAt,
});

export const userLine = z.strictObject({
  kind: z.literal("user"),
  key: email,
  name: nameField,
  organization: reference,
  status: z.enum(["invited", "active", "deactivated"]).optional(),
  jobRole: text(100),
  region: text(100),
  phone: text(60),
  readOnly: z.boolean().optional(),
  expiresAt: optionalMoment,
  password: newPassword.nullable().optional(),
  createdAt,
});

const number = z.int().positive();

const version = z.strictObject({ number, name: nameField, description: text(2000), permissions: permissionList, note: text(2000), restored: number.nullable().optional(), by: nameField, at: moment });

export const roleLine = z
  .strictObject({
    kind: z.literal("role"),
    key: reference,
    name: nameField,
    description: text(2000),
    organization: reference,
    template: z.boolean().optional(),
    permissions: permissionList,
    clonedFrom: reference.nullable().optional(),
    clonedVersion: number.nullable().optional(),
    declinedVersion: number.nullable().optional(),
    readyPermissions: permissionList.optional(),
    versions: z.array(version).optional(),
    archivedAt,
    createdAt,
  })
  .superRefine(({ template = false, permissions, versions }, context) => {
    const wrong = (message: string) => context.addIssue({ code: "custom", path: ["versions"], message });
    if (versions === undefined) return;
    if (versions.some(({ number }, at) => at > 0 && number <= versions[at - 1]!.number)) wrong("The versions come in the order of their numbers, each once.");
    if (!template && versions.length > 0) wrong("Only a template has versions.");
    if (template && versions.at(-1)?.permissions.join() !== permissions.join()) wrong("The last version allows what the template allows.");
  });

const values = z.union([nameField.transform((value) => [value]), z.array(nameField).max(1000)]);

const rule = z.strictObject({
  jobRole: values.optional(),
  region: values.optional(),
  partnerType: values.optional(),
  organization: values.optional(),
  territory: values.optional(),
  program: values.optional(),
});

const member = z.union([
  email.transform((user) => ({ user, from: null, until: null })),
  z.strictObject({ user: email, from: moment.nullable().default(null), until: moment.nullable().default(null) }).refine(isWindow, windowProblem),
]);

export const groupLine = z
  .strictObject({
    kind: z.literal("group"),
    key: reference,
    name: nameField,
    description: text(1000),
    organization: reference,
    type: z.enum(["team", "rule", "security"]).optional(),
    members: z.array(member).optional(),
    groups: references().optional(),
    rule: rule.nullable().optional(),
    generated: z.boolean().optional(),
    archivedAt,
    createdAt,
  })
  .superRefine(({ type = "team", members = [], groups = [], rule: asked }, context) => {
    const wrong = (field: string, message: string) => context.addIssue({ code: "custom", path: [field], message });
    if (type !== "rule" && asked) wrong("rule", "Only a group of type rule has a rule.");
    if (type === "rule" && members.length > 0) wrong("members", "A rule group finds its members by its rule.");
    if (type === "rule" && groups.length > 0) wrong("groups", "A rule group finds its members by its rule.");
  });

const scopeNeeds = {
  everything: null,
  subtree: "organization",
  direct: "organization",
  territory: "territory",
  program: "program",
  customers: "customers",
  own: null,
} as const;

const scope = z
  .strictObject({
    kind: z.enum(["everything", "subtree", "direct", "territory", "program", "customers", "own"]),
    organization: reference.nullable().optional(),
    territory: reference.nullable().optional(),
    program: reference.nullable().optional(),
    customers: references().nullable().optional(),
  })
  .superRefine((given, context) => {
    const needed = scopeNeeds[given.kind];
    for (const field of ["organization", "territory", "program", "customers"] as const) {
      if (field === needed && !given[field]) context.addIssue({ code: "custom", path: [field], message: `A scope of kind ${given.kind} needs ${field}.` });
      if (field !== needed && given[field]) context.addIssue({ code: "custom", path: [field], message: `${field} does not go with a scope of kind ${given.kind}.` });
    }
  });

export const grantLine = z
  .strictObject({
    kind: z.literal("grant"),
    key: reference,
    user: email.nullable().optional(),
    group: reference.nullable().optional(),
    role: reference,
    scope,
    narrow: z.strictObject({ territory: reference.nullable().optional(), program: reference.nullable().optional() }).nullable().optional(),
    except: z.strictObject({ customers: references().nullable().optional(), organizations: references().nullable().optional() }).nullable().optional(),
    level: z.enum(["read", "write"]).optional(),
    from: optionalMoment,
    until: optionalMoment,
    reason: text(500),
    source: z.enum(["hand", "rule", "sso", "scim", "crm", "template", "import"]).optional(),
    grantedBy: email.nullable().optional(),
    createdAt,
  })
  .refine(({ user, group }) => Boolean(user) !== Boolean(group), { path: ["user"], message: "A grant has either a user or a group." })
  .refine(isWindow, windowProblem);

export const customerLine = z.strictObject({
  kind: z.literal("customer"),
  key: reference,
  name: nameField,
  organization: reference,
  territory: reference.nullable().optional(),
  accountManager: email.nullable().optional(),
  status: z.enum(["active", "suspended"]).optional(),
  email: text(200),
  phone: text(60),
  street: text(200),
  city: text(100),
  region: text(100),
  country: text(100),
  comment: text(2000),
  archivedAt,
  createdAt,
});

/** The shape of a line of each kind, in the order in which kinds are written. */
export const lineSchemas = {
  territory: territoryLine,
  organization: organizationLine,
  program: programLine,
  role: roleLine,
  user: userLine,
  group: groupLine,
  customer: customerLine,
  grant: grantLine,
} as const;

export type BundleKind = keyof typeof lineSchemas;
export type Line<Kind extends BundleKind = BundleKind> = z.output<(typeof lineSchemas)[Kind]>;

export const bundleKinds = Object.keys(lineSchemas) as BundleKind[];
export const isBundleKind = (kind: unknown): kind is BundleKind => typeof kind === "string" && Object.hasOwn(lineSchemas, kind);
