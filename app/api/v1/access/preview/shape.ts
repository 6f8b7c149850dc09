import { z } from "zod";
import { giveGrantInput, scopeKindValues } from "@/lib/domain/grants/schema";
import { reference, references } from "@/lib/web/rest/reference";

const permission = z.string().max(100);
const optional = reference.nullable().optional();
const scope = z.strictObject({ kind: z.enum(scopeKindValues), organization: optional, territory: optional, program: optional, customers: references(5000).optional() });
const narrow = z.strictObject({ territory: optional, program: optional });
const except = z.strictObject({ customers: references(5000).optional(), organizations: references(500).optional() });
const level = z.enum(["read", "write"]);
const { from, until } = giveGrantInput.shape;
const words = z.array(z.string().max(200)).max(100).optional();
const members = { group: reference, users: references(500) };
const nesting = { group: reference, member: reference.describe("the group that goes into `group`, or comes out of it") };

const change = <Name extends string, Fields extends z.ZodRawShape>(name: Name, fields: Fields) => z.strictObject({ change: z.literal(name), ...fields });

/** One change of the kinds that decide access, as the command of that name takes it. */
export const changeBody = z
  .discriminatedUnion("change", [
    change("role.edit", { role: reference, permissions: z.array(permission).min(1).max(500) }),
    change("grant.give", { user: optional, group: optional, role: reference, scope, narrow: narrow.optional(), except: except.optional(), level, from, until }),
    change("grant.change", { grant: reference, role: reference.optional(), scope: scope.optional(), narrow: narrow.optional(), except: except.optional(), level: level.optional(), from, until }),
    change("grant.revoke", { grant: reference }),
    change("group.add-member", members),
    change("group.remove-member", members),
    change("group.nest", nesting),
    change("group.unnest", nesting),
    change("group.rule", {
      group: reference, jobRole: words, region: words, partnerType: words,
      organizations: references(100).optional(), territories: references(100).optional(), programs: references(100).optional(),
    }),
    change("user.edit", { user: reference, jobRole: z.string().max(100).nullable().optional(), region: z.string().max(100).nullable().optional(), organization: reference.optional() }),
    change("organization.move", { organization: reference, parent: reference }),
    change("organization.territory", { organization: reference, territory: reference.nullable() }),
    change("customer.reassign", { customer: reference, organization: reference.optional(), territory: optional, accountManager: optional }),
    change("program.enroll", { program: reference, organizations: references(200), from, until }),
    change("program.end", { program: reference, organizations: references(200) }),
  ])
  .meta({ id: "AccessChange" });
export type Change = z.output<typeof changeBody>;

/** Changes that are made in order, looked at together, and taken back. */
export const previewBody = z
  .strictObject({
    changes: z.array(changeBody).min(1, "Give at least one change.").max(50, "Give at most 50 changes."),
    after: z.string().regex(/^\d{1,9}$/, "Give `next` of the page before.").optional().describe("`next` of the page before"),
  })
  .meta({ id: "AccessChanges" });

const sum = z.object({
  permission,
  people: z.int(),
  pairs: z.int().describe("people × records"),
  records: z.int().describe("each record once: customers for customers.*, partners for all others"),
  archived: z.int().describe("archived customers, each once"),
});
const side = z.object({ people: z.int(), pairs: z.int(), byPermission: z.array(sum) });
const tally = z.object({ records: z.int(), archived: z.int() });

/** What the changes would do to everybody's access; nothing has been changed. */
export const previewShape = z
  .object({
    people: z.int().describe("people who gain or lose anything now"),
    later: z.int().describe("people whose rights change only for records to come"),
    hidden: z.int().describe("people among these whom the token's user may not see; they are counted, but have no rows"),
    gained: side,
    lost: side,
    rows: z.array(z.object({ user: z.object({ id: z.int(), key: z.string(), name: z.string() }), permission, gained: tally, lost: tally })),
    next: z.string().nullable(),
  })
  .meta({ id: "AccessPreview" });
