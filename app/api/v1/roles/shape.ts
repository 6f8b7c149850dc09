import { z } from "zod";
import { createRoleInput, editRoleInput } from "@/lib/domain/roles/schema";
import { key } from "@/lib/shared/fields";
import { reference } from "@/lib/web/rest/reference";
import { moment, named, text, versioned } from "../shape";

/** A role in a list. */
export const roleRow = z
  .object({
    ...versioned,
    name: z.string(),
    description: text,
    organization: named,
    isFromAbove: z.boolean().describe("of an organization above the caller's home: usable, not theirs"),
    isTemplate: z.boolean(),
    permissionCount: z.int(),
    archivedAt: moment.nullable(),
    createdAt: moment,
    updatedAt: moment,
  })
  .meta({ id: "RoleRow" });

/** One role. */
export const roleShape = roleRow.extend({ permissions: z.array(z.string()), grantCount: z.int().nullable().describe("null without grants.list") }).meta({ id: "Role" });

const permissions = z.array(z.string().max(100)).min(1).max(500).describe("keys of the catalogue");

/** What a new role is made of. */
export const createRoleBody = z
  .strictObject({ organization: reference, key: key.optional(), name: createRoleInput.shape.name, description: createRoleInput.shape.description, permissions })
  .meta({ id: "RoleToCreate" });

/** Any fields of a role; absent ones stay. */
export const patchRoleBody = z
  .strictObject({ name: editRoleInput.shape.name, description: editRoleInput.shape.description, permissions: permissions.optional() })
  .meta({ id: "RoleChange" });
