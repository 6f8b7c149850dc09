import { z } from "zod";
import { giveGrantInput, scopeKindValues } from "@/lib/domain/grants/schema";
import { key } from "@/lib/shared/fields";
import { reference, references } from "@/lib/web/rest/reference";
import { named, namedOrHidden } from "../named";
import { moment, text, versioned } from "../shape";

const kind = z.enum(scopeKindValues);
const level = z.enum(["read", "write"]);

/** A grant in a list. */
export const grantRow = z
  .object({
    ...versioned,
    user: named("users").nullable().describe("the person who holds it; null when a group does"),
    group: named("groups").nullable(),
    holderName: z.string(),
    organization: named("organizations", "the holder's home"),
    role: named("roles"),
    kind,
    scope: z.string().describe("what it covers, in words"),
    level,
    from: moment.nullable(),
    until: moment.nullable(),
    state: z.enum(["current", "future", "ended"]),
    reason: text,
    source: z.string(),
    grantedByName: text,
    createdAt: moment,
    updatedAt: moment,
  })
  .meta({ id: "GrantRow" });

const place = (table: "organizations" | "territories" | "programs") => namedOrHidden(table).nullable();
const customers = z.array(namedOrHidden("customers"));

/** One grant. */
export const grantShape = grantRow
  .extend({
    places: z
      .object({
        kind,
        organization: place("organizations"),
        territory: place("territories"),
        program: place("programs"),
        customers,
        narrow: z.object({ territory: place("territories"), program: place("programs") }),
        except: z.object({ customers, organizations: z.array(namedOrHidden("organizations")) }),
      })
      .describe("the scope by its records, in the form in which it is given; customers that may not be seen are left out, other records have an id alone"),
    isToSelf: z.boolean(),
    hides: z.boolean().describe("it names customers or partners that the caller may not see, so they cannot change it"),
  })
  .meta({ id: "Grant" });

const optional = reference.nullable().optional();
const scope = z.strictObject({ kind, organization: optional, territory: optional, program: optional, customers: references(5000).optional() });
const narrow = z.strictObject({ territory: optional, program: optional });
const except = z.strictObject({ customers: references(5000).optional(), organizations: references(500).optional() });
const { from, until, reason } = giveGrantInput.shape;

/** A grant to a user or to a group. */
export const createGrantBody = z
  .strictObject({ key: key.optional(), user: optional, group: optional, role: reference, scope, narrow: narrow.optional(), except: except.optional(), level, from, until, reason })
  .meta({ id: "GrantToGive" });

/** Any parts of a grant; the scope is replaced whole, absent parts stay. */
export const patchGrantBody = z
  .strictObject({ role: reference.optional(), scope: scope.optional(), narrow: narrow.optional(), except: except.optional(), level: level.optional(), from, until, reason })
  .meta({ id: "GrantChange" });

type Held = { userId: number | null; groupId: number | null; holderName: string };

/** A grant with the name of its holder where records are named. */
export const withHolder = <Grant extends Held>(grant: Grant) => ({
  ...grant,
  userName: grant.userId === null ? null : grant.holderName,
  groupName: grant.groupId === null ? null : grant.holderName,
});
