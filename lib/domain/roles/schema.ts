import { z } from "zod";
import { isPermission, permissions as catalogue, type Permission } from "../../access/permissions";
import { chosenId, name, optionalKey, optionalText, recordId, tick, version } from "../../shared/fields";
import { msg, orSay, type Message } from "../../shared/language/text";
import { defineList, type ListState } from "../../shared/list-state";

/** What the role list can be sorted and filtered by. `kind` is template or role, `status` active or archived, `template` what it was cloned from. */
export const roleList = defineList({ sorts: ["name", "updated"], filters: ["organization", "kind", "status", "template"] });
export type RoleList = ListState<"name" | "updated", "organization" | "kind" | "status" | "template">;

const asList = (value: unknown) => (typeof value === "string" ? value.split(",") : value);
const inOrder = (keys: readonly string[]): Permission[] => catalogue.map(({ key }) => key).filter((key) => keys.includes(key));

/** Keys of the catalogue, as an array or joined with commas; kept in the catalogue's order, each once. Blanks do not count. */
const keys = (none: Message) =>
  z.preprocess(
    asList,
    z
      .array(z.string().max(100, orSay("Choose permissions from the list.")), orSay("Choose permissions from the list."))
      .max(500, orSay("Choose permissions from the list."))
      .transform((sent) => sent.map((key) => key.trim()).filter(Boolean))
      .refine((sent) => sent.every(isPermission), orSay("There is no such permission."))
      .refine((sent) => sent.length > 0, orSay(none))
      .transform(inOrder),
  );
const permissions = keys(msg("Choose at least one permission."));

const description = optionalText(1000);

export const createRoleInput = z.strictObject({
  organizationId: chosenId(msg("Choose a partner.")),
  key: optionalKey,
  name,
  description,
  permissions,
  /** Offer it for cloning at once, as version 1. */
  isTemplate: tick.optional(),
});
export type CreateRoleInput = z.output<typeof createRoleInput>;

/** Name, purpose and permissions; what a template allows changes by publishing instead. */
export const editRoleInput = z.strictObject({ roleId: recordId, version, name: name.optional(), description, permissions: permissions.optional() });
export type EditRoleInput = z.output<typeof editRoleInput>;

/** Archive or restore. Doing it twice changes nothing the second time. */
export const roleStateInput = z.strictObject({ roleId: recordId });
export type RoleStateInput = z.output<typeof roleStateInput>;

/**
 * A new role like another one. Without `permissions` it takes all that the cloner has. With `members` it is given to whoever holds the
 * other one: on the same records with `scope`, until the same days with `expiry`.
 */
export const cloneRoleInput = z.strictObject({
  roleId: recordId,
  organizationId: chosenId(msg("Choose a partner.")),
  key: optionalKey,
  name,
  description,
  permissions: permissions.optional(),
  members: tick.optional(),
  scope: tick.optional(),
  expiry: tick.optional(),
});
export type CloneRoleInput = z.output<typeof cloneRoleInput>;

const note = optionalText(500);

/** Offer a role for cloning, or stop. Doing it twice changes nothing the second time. */
export const templateStateInput = z.strictObject({ roleId: recordId, note });
export type TemplateStateInput = z.output<typeof templateStateInput>;

/** The next version of a template: what it allows from now on, and what changed in a sentence. */
export const publishTemplateInput = z.strictObject({ roleId: recordId, version, permissions, note });
export type PublishTemplateInput = z.output<typeof publishTemplateInput>;

/** The number of a template's version. */
const number = chosenId(msg("Choose a version."));

/** Brings back what a template allowed at an earlier version. */
export const rollBackTemplateInput = z.strictObject({ roleId: recordId, version, number, note });
export type RollBackTemplateInput = z.output<typeof rollBackTemplateInput>;

const nothingTaken = msg("Tick at least one change. To take none, use “Take none”.");

/** What a clone takes from the template's version `number`: the chosen changes, by their permissions, or all with `all`. */
export const takeProposalInput = z
  .strictObject({ roleId: recordId, version, number, all: tick.optional(), taken: keys(nothingTaken).optional() })
  .refine(({ all, taken }) => all || taken, { path: ["taken"], ...orSay(nothingTaken) });
export type TakeProposalInput = z.output<typeof takeProposalInput>;

/** Takes nothing of a version, for good: only what later versions change is proposed again. */
export const declineProposalInput = z.strictObject({ roleId: recordId, version, number });
export type DeclineProposalInput = z.output<typeof declineProposalInput>;

/**
 * Clones beside their templates. `template` is the template, `organization` the clone's partner or one below it, `state` same or
 * differs, `proposal` open or declined.
 */
export const driftList = defineList({ sorts: ["name"], filters: ["template", "organization", "state", "proposal"] });
export type DriftList = ListState<"name", "template" | "organization" | "state" | "proposal">;
