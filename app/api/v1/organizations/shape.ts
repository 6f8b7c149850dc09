import { z } from "zod";
import { createOrganizationInput, editOrganizationInput } from "@/lib/domain/organizations/schema";
import { reference } from "@/lib/web/rest/reference";
import { named, naming } from "../named";
import { moment, text, versioned } from "../shape";

const profile = {
  partnerType: text,
  tier: text,
  region: text,
  territory: named("territories").nullable(),
  parent: named("organizations").nullable().describe("null for the operator, and where the one above may not be seen"),
  childCount: z.int().describe("partners directly below that may be listed"),
};
const state = z.enum(["active", "suspended", "deactivated"]).describe("suspended: one above it is deactivated");

/** A partner in a list. */
export const organizationRow = z.object({ ...versioned, name: z.string(), state, ...profile, createdAt: moment, updatedAt: moment }).meta({ id: "OrganizationRow" });

const enrollment = naming("programs", { tier: text, from: z.string(), until: text, isCurrent: z.boolean() });

/** One partner. */
export const organizationShape = organizationRow
  .extend({
    status: z.enum(["active", "deactivated"]),
    isOperator: z.boolean(),
    isOwnHome: z.boolean(),
    billingMode: z.enum(["prepaid", "postpaid"]),
    guardrail: z.array(z.string()).nullable().describe("the permissions that its people may ever use; null is no limit of its own"),
    above: z.array(named("organizations")),
    programs: z.array(enrollment),
  })
  .meta({ id: "Organization" });

/** The answer to a creation: the partner with its first user's link. */
export const createdOrganizationShape = organizationShape
  .extend({ link: text.optional().describe("one-time link of the first user, shown once") })
  .meta({ id: "CreatedOrganization" });

const created = createOrganizationInput.shape;
const edited = editOrganizationInput.shape;
const key = edited.key;

/** What a new partner is made of. */
export const createOrganizationBody = z
  .strictObject({
    name: created.name,
    key,
    parent: reference,
    partnerType: created.partnerType,
    region: created.region,
    tier: created.tier,
    territory: reference.nullable().optional(),
    billingMode: created.billingMode,
    userName: created.userName,
    userEmail: created.userEmail,
    userRole: reference.nullable().optional().describe("the first user's role on the new partner and all below it"),
  })
  .meta({ id: "OrganizationToCreate" });

/** Any fields of a partner; absent ones stay, null empties. */
export const patchOrganizationBody = z
  .strictObject({
    name: edited.name,
    key,
    partnerType: edited.partnerType,
    region: edited.region,
    tier: edited.tier,
    territory: reference.nullable().optional(),
    billingMode: edited.billingMode,
  })
  .meta({ id: "OrganizationChange" });

/** Where a partner goes. */
export const moveOrganizationBody = z.strictObject({ parent: reference }).meta({ id: "OrganizationMove" });

/** What people of a partner and below may ever use; null lifts the limit. */
export const guardrailBody = z.strictObject({ permissions: z.array(z.string().max(100)).max(500).nullable() }).meta({ id: "Guardrail" });
