import { z } from "zod";
import { msg, orSay } from "../../shared/language/text";
import { defineList, type ListState } from "../../shared/list-state";

/** What the customer list can be sorted and filtered by. Organization and territory mean that one and all below it. */
export const customerList = defineList({
  sorts: ["name", "created"],
  filters: ["status", "organization", "territory", "program", "manager"],
});
export type CustomerList = ListState<"name" | "created", "status" | "organization" | "territory" | "program" | "manager">;

/** The columns of the list, on screen and in a file; the usual ones are shown unless others were chosen. */
export const customerColumns = [
  { id: "name", label: msg("Name"), usual: true },
  { id: "key", label: msg("Number"), usual: true },
  { id: "organization", label: msg("Partner"), usual: true },
  { id: "territory", label: msg("Territory"), usual: true },
  { id: "manager", label: msg("Account manager"), usual: true },
  { id: "status", label: msg("Status"), usual: true },
  { id: "city", label: msg("City"), usual: false },
  { id: "country", label: msg("Country"), usual: false },
  { id: "created", label: msg("Created"), usual: false },
  { id: "updated", label: msg("Updated"), usual: true },
] as const;
export type CustomerColumn = (typeof customerColumns)[number]["id"];

/** The columns that a list shows, in screen order; the first is always among them. */
export const shownColumns = ({ columns }: Pick<CustomerList, "columns">) =>
  customerColumns.filter(({ id, usual }, at) => at === 0 || (columns ? columns.includes(id) : usual));

/** The largest id the database knows. */
const largest = 2_147_483_647;
const hasNoNul = (text: string) => !text.includes("\0");

/** Empty text is no value. */
const optional = (most: number) =>
  z
    .string()
    .trim()
    .max(most, orSay("Use at most {most} characters.", { most }))
    .refine(hasNoNul, orSay("Use printable characters only."))
    .transform((text) => (text === "" ? null : text))
    .nullable()
    .optional();

const optionalId = z.preprocess((value) => (value === "" || value === null ? null : value), z.coerce.number().int().positive().max(largest).nullable().optional());

const contact = {
  email: optional(200).refine((text) => !text || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text), orSay("Enter an address like name@example.com.")),
  phone: optional(60),
  street: optional(200),
  city: optional(100),
  comment: optional(2000),
};

const name = z.string().trim().min(1, orSay("Enter a name.")).max(200, orSay("Use at most 200 characters.")).regex(/^[^\p{Cc}]+$/u, orSay("Use printable characters only."));
const key = z
  .string()
  .trim()
  .min(1, orSay("Enter a number."))
  .max(100, orSay("Use at most 100 characters."))
  .regex(/^[^\p{Cc}]+$/u, orSay("Use printable characters only."));

export const customerId = z.coerce.number().int().positive().max(largest);
const version = z.coerce.number().int().min(0).max(largest);

export const createCustomerInput = z.strictObject({
  name,
  key: z.preprocess((value) => (value === "" ? undefined : value), key.optional()),
  organizationId: z.coerce.number(orSay("Choose a partner.")).int().positive(orSay("Choose a partner.")).max(largest, orSay("Choose a partner.")),
  territoryId: optionalId,
  accountManagerId: optionalId,
  ...contact,
  region: optional(100),
  country: optional(100),
});
export type CreateCustomerInput = z.output<typeof createCustomerInput>;

export const editCustomerInput = z.strictObject({
  customerId,
  version,
  name: name.optional(),
  key: key.optional(),
  ...contact,
  region: optional(100),
  country: optional(100),
});
export type EditCustomerInput = z.output<typeof editCustomerInput>;

export const editContactInput = z.strictObject({ customerId, version, ...contact });
export type EditContactInput = z.output<typeof editContactInput>;

export const reassignCustomerInput = z.strictObject({
  customerId,
  version,
  organizationId: z.coerce.number().int().positive(orSay("Choose a partner.")).max(largest, orSay("Choose a partner.")).optional(),
  territoryId: optionalId,
  accountManagerId: optionalId,
});
export type ReassignCustomerInput = z.output<typeof reassignCustomerInput>;

/** A change of state: suspend, reconnect, archive, restore. Doing it twice changes nothing the second time. */
export const customerStateInput = z.strictObject({ customerId });
export type CustomerStateInput = z.output<typeof customerStateInput>;

/** A change of any fields at once, as programs send it; each needs the permission that its form needs. */
export const patchCustomerInput = z.strictObject({
  customerId,
  /** Refused as stale unless this is the version that stands. */
  version: version.optional(),
  name: name.optional(),
  key: key.optional(),
  ...contact,
  region: optional(100),
  country: optional(100),
  organizationId: reassignCustomerInput.shape.organizationId,
  territoryId: optionalId,
  accountManagerId: optionalId,
  status: z.enum(["active", "suspended", "archived"]).optional(),
});
export type PatchCustomerInput = z.output<typeof patchCustomerInput>;
