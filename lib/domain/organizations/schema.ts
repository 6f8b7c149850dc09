import { z } from "zod";
import { msg, orSay, t } from "../../shared/language/text";
import { defineList, type ListState } from "../../shared/list-state";
import { canonicalEmail } from "../../shared/email";
import { chosenId, key, name, optionalId, optionalKey, optionalText, recordId, version } from "../../shared/fields";

/**
 * What the list of partners can be sorted and filtered by. Organization and territory mean that one and all below it, parent means
 * the level directly below, program those enrolled now.
 */
export const organizationList = defineList({
  sorts: ["name", "created"],
  filters: ["status", "partnerType", "tier", "territory", "program", "organization", "parent"],
});
export type OrganizationList = ListState<"name" | "created", "status" | "partnerType" | "tier" | "territory" | "program" | "organization" | "parent">;

const billingMode = z.enum(["prepaid", "postpaid"], orSay("Choose how the partner is billed."));

const profile = {
  partnerType: optionalText(100),
  region: optionalText(100),
  tier: optionalText(100),
  territoryId: optionalId,
};

export const createOrganizationInput = z.strictObject({
  parentId: chosenId(msg("Choose the partner above.")),
  name,
  key: optionalKey,
  ...profile,
  billingMode: billingMode.optional(),
  userName: z.string(orSay("Enter the person's name.")).trim().min(1, orSay("Enter the person's name.")).max(200, orSay("Use at most 200 characters.")).regex(/^[^\p{Cc}]+$/u, orSay("Use printable characters only.")),
  userEmail: z.string(orSay("Enter an address.")).transform((text, context) => {
    const email = canonicalEmail(text);
    if (email === null) context.addIssue({ code: "custom", message: t("Enter an address like name@example.com.") });
    return email ?? "";
  }),
  /** The first user's role on the new partner and all below it; none gives no access yet. */
  roleId: optionalId,
  /** The whole of it, or only what lies in the territory that the partner is put into: what a manager of a territory can give. */
  roleWithin: z.enum(["all", "territory"], orSay("Choose where the role counts.")).default("all"),
});
export type CreateOrganizationInput = z.output<typeof createOrganizationInput>;

export const editOrganizationInput = z.strictObject({
  organizationId: recordId,
  version,
  name: name.optional(),
  key: key.optional(),
  ...profile,
  billingMode: billingMode.optional(),
});
export type EditOrganizationInput = z.output<typeof editOrganizationInput>;

export const moveOrganizationInput = z.strictObject({ organizationId: recordId, parentId: chosenId(msg("Choose the partner above.")) });
export type MoveOrganizationInput = z.output<typeof moveOrganizationInput>;

export const organizationStateInput = z.strictObject({ organizationId: recordId });
export type OrganizationStateInput = z.output<typeof organizationStateInput>;

export const editGuardrailInput = z.strictObject({
  organizationId: recordId,
  version,
  limit: z.enum(["none", "listed"], orSay("Choose whether there is a limit.")),
  permissions: z.array(z.string().max(100)).max(500).optional(),
});
export type EditGuardrailInput = z.output<typeof editGuardrailInput>;
