import { z } from "zod";
import { createRoleInput, editRoleInput, templateStateInput } from "@/lib/domain/roles/schema";
import { key } from "@/lib/shared/fields";
import { reference } from "@/lib/web/rest/reference";
import { named } from "../named";
import { moment, text, versioned } from "../shape";

const keys = z.array(z.string());

const change = z.object({
  key: z.string(),
  change: z.enum(["add", "remove"]),
  conflict: z.object({ kind: z.enum(["brings-back", "kept-by"]), keys }).nullable().describe("why it is not simply taken"),
});

/** Where a role comes from, and how it differs from there. */
const lineage = z
  .object({
    template: named("roles"),
    number: z.int().describe("the version that it was cloned from or decided on last"),
    latest: z.int(),
    declined: z.int().nullable(),
    more: keys,
    lacks: keys,
    proposal: z.array(change).describe("what the newest version would change"),
  })
  .nullable();

/** A role in a list. */
export const roleRow = z
  .object({
    ...versioned,
    name: z.string(),
    description: text,
    organization: named("organizations"),
    isFromAbove: z.boolean().describe("of an organization above the caller's home: usable, not theirs"),
    isTemplate: z.boolean(),
    lineage: lineage.describe("null for a role of its own, and where the template is hidden"),
    permissionCount: z.int(),
    archivedAt: moment.nullable(),
    createdAt: moment,
    updatedAt: moment,
  })
  .meta({ id: "RoleRow" });

/** One role. */
export const roleShape = roleRow
  .extend({
    permissions: keys,
    grantCount: z.int().nullable().describe("null without grants.list"),
    isOnlyRead: z.boolean().describe("only read access was given with it"),
    number: z.int().nullable().describe("the newest version of a template"),
    clones: z.object({ count: z.int(), open: z.int() }),
  })
  .meta({ id: "Role" });

const permissions = z.array(z.string().max(100)).min(1).max(500).describe("keys of the catalogue");

/** What a new role is made of. */
export const createRoleBody = z
  .strictObject({ organization: reference, key: key.optional(), name: createRoleInput.shape.name, description: createRoleInput.shape.description, permissions, isTemplate: z.boolean().optional() })
  .meta({ id: "RoleToCreate" });

/** A new role like another one; without permissions it takes all that the caller has. */
export const cloneRoleBody = z
  .strictObject({
    organization: reference,
    key: key.optional(),
    name: createRoleInput.shape.name,
    description: createRoleInput.shape.description,
    permissions: permissions.optional(),
    members: z.boolean().optional().describe("give it to whoever holds the other one"),
    scope: z.boolean().optional().describe("on the same records"),
    expiry: z.boolean().optional().describe("until the same days"),
  })
  .meta({ id: "RoleToClone" });

const { note } = templateStateInput.shape;
const number = z.int().positive().max(2_147_483_647).describe("a version of the template");

export const templateBody = z.strictObject({ note }).meta({ id: "TemplateNote" });
export const publishBody = z.strictObject({ permissions, note }).meta({ id: "TemplateVersion" });
export const rollBackBody = z.strictObject({ number, note }).meta({ id: "TemplateRollBack" });
export const takeBody = z.strictObject({ number, all: z.boolean().optional(), taken: permissions.optional() }).meta({ id: "ProposalToTake" });
export const declineBody = z.strictObject({ number }).meta({ id: "ProposalToDecline" });

/** Any fields of a role; absent ones stay. */
export const patchRoleBody = z
  .strictObject({ name: editRoleInput.shape.name, description: editRoleInput.shape.description, permissions: permissions.optional() })
  .meta({ id: "RoleChange" });
