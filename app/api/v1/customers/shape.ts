import { z } from "zod";
import { createCustomerInput, editCustomerInput, patchCustomerInput } from "@/lib/domain/customers/schema";
import { listQuery, several, severalReferences } from "@/lib/web/rest/list";
import { reference, referenceShape } from "@/lib/web/rest/reference";

const { name, key, email, phone, street, city, region, country, comment } = editCustomerInput.shape;
const profile = { key, email, phone, street, city, region, country, comment };
const place = { territory: reference.nullable().optional(), accountManager: reference.nullable().optional() };

/** What a new customer is made of. */
export const createCustomerBody = z
  .strictObject({ name: createCustomerInput.shape.name, organization: reference, ...profile, ...place })
  .meta({ id: "CustomerToCreate" });

/** Any fields of a customer; absent ones stay, null empties. */
export const patchCustomerBody = z
  .strictObject({ name, ...profile, organization: reference.optional(), ...place, status: patchCustomerInput.shape.status })
  .meta({ id: "CustomerChange" });

const state = z.enum(["active", "suspended", "archived"]);

/** How the list of customers is asked. */
export const customersQuery = z.strictObject({
  ...listQuery(["name", "created"]),
  search: z.string().trim().max(100).optional().describe("Words of name, number or city"),
  status: several.pipe(z.array(state)).optional().describe("active, suspended, archived; without it all but archived"),
  organization: severalReferences.optional().describe("That one and all below it"),
  territory: severalReferences.optional().describe("That one and all below it"),
  program: severalReferences.optional(),
  accountManager: severalReferences.optional(),
});

const text = z.string().nullable();

/** A customer as it is answered. */
export const customerShape = z
  .object({
    id: z.int(),
    key: z.string(),
    name: z.string(),
    status: state,
    organization: referenceShape,
    territory: referenceShape.nullable(),
    accountManager: referenceShape.nullable().describe("key is the email address"),
    email: text.optional(),
    phone: text.optional(),
    street: text.optional(),
    city: text,
    region: text.optional(),
    country: text,
    comment: text.optional(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: "Customer", description: "email, phone, street, region and comment are there only where the profile may be opened." });
