import { z } from "zod";
import { isPermission, permissions as catalogue, type Permission } from "../../access/permissions";
import { chosenId, name, optionalKey, optionalText, recordId, version } from "../../shared/fields";
import { defineList, type ListState } from "../../shared/list-state";

/** What the role list can be sorted and filtered by. `kind` is template or role, `status` active or archived. */
export const roleList = defineList({ sorts: ["name", "updated"], filters: ["organization", "kind", "status"] });
export type RoleList = ListState<"name" | "updated", "organization" | "kind" | "status">;

const asList = (value: unknown) => (typeof value === "string" ? value.split(",") : value);
const inOrder = (keys: readonly string[]): Permission[] => catalogue.map(({ key }) => key).filter((key) => keys.includes(key));

/** Keys of the catalogue, as an array or joined with commas; kept in the catalogue's order, each once. Blanks do not count. */
const permissions = z.preprocess(
  asList,
  z
    .array(z.string().max(100, "Choose permissions from the list."), "Choose permissions from the list.")
    .max(500, "Choose permissions from the list.")
    .transform((keys) => keys.map((key) => key.trim()).filter(Boolean))
    .refine((keys) => keys.every(isPermission), "There is no such permission.")
    .refine((keys) => keys.length > 0, "Choose at least one permission.")
    .transform(inOrder),
);

const description = optionalText(1000);

export const createRoleInput = z.strictObject({ organizationId: chosenId("Choose a partner."), key: optionalKey, name, description, permissions });
export type CreateRoleInput = z.output<typeof createRoleInput>;

export const editRoleInput = z.strictObject({ roleId: recordId, version, name: name.optional(), description, permissions: permissions.optional() });
export type EditRoleInput = z.output<typeof editRoleInput>;

/** Archive or restore. Doing it twice changes nothing the second time. */
export const roleStateInput = z.strictObject({ roleId: recordId });
export type RoleStateInput = z.output<typeof roleStateInput>;
