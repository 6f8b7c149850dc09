import { z } from "zod";
import { defineList, type ListState } from "../../shared/list-state";

/** What the customer list can be sorted and filtered by. Organization and territory mean that one and all below it. */
export const customerList = defineList({
  sorts: ["name", "created"],
  filters: ["status", "organization", "territory", "program", "manager"],
});
export type CustomerList = ListState<"name" | "created", "status" | "organization" | "territory" | "program" | "manager">;

/** Empty text is no value. */
const optional = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `Use at most ${most} characters.`)
    .transform((text) => (text === "" ? null : text))
    .nullable()
    .optional();

const optionalId = z.preprocess((value) => (value === "" || value === null ? null : value), z.coerce.number().int().positive().nullable().optional());

const contact = {
  email: optional(200).refine((text) => !text || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text), "Enter an address like name@example.com."),
  phone: optional(60),
  street: optional(200),
  city: optional(100),
  comment: optional(2000),
};

const name = z.string().trim().min(1, "Enter a name.").max(200, "Use at most 200 characters.");
const key = z
  .string()
  .trim()
  .min(1, "Enter a number.")
  .max(100, "Use at most 100 characters.")
  .regex(/^[^\p{Cc}]+$/u, "Use printable characters only.");

export const customerId = z.coerce.number().int().positive();
const version = z.coerce.number().int().min(0);

export const createCustomerInput = z.strictObject({
  name,
  key: z.preprocess((value) => (value === "" ? undefined : value), key.optional()),
  organizationId: z.coerce.number("Choose a partner.").int().positive("Choose a partner."),
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
  organizationId: z.coerce.number().int().positive().optional(),
  territoryId: optionalId,
  accountManagerId: optionalId,
});
export type ReassignCustomerInput = z.output<typeof reassignCustomerInput>;

/** A change of state: suspend, reconnect, archive, restore. Doing it twice changes nothing the second time. */
export const customerStateInput = z.strictObject({ customerId });
export type CustomerStateInput = z.output<typeof customerStateInput>;
