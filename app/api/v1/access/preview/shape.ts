import { z } from "zod";
import { reference } from "@/lib/web/rest/reference";
import { kindNamed, kinds, subjectOf, type KindName } from "./kinds";

const permission = z.string().max(100);

/** A change as it is sent: its name, whom or what it is about, and what the call of its own takes. */
function shapeOf(name: KindName): z.ZodObject {
  const kind = kindNamed(name);
  const subject = subjectOf(kind);
  return z.strictObject({ change: z.literal(name), ...(subject ? { [subject]: reference } : {}), ...kind.body?.shape }).describe(kind.summary);
}

const [first, ...others] = (Object.keys(kinds) as KindName[]).map(shapeOf);

/** One change of the kinds that decide access, as the command of that name takes it. */
export const changeBody = z.discriminatedUnion("change", [first!, ...others], { error: ({ code }) => (code === "invalid_union" ? "Name a kind of change, such as role.edit." : undefined) }).meta({ id: "AccessChange" });
export type Change = { change: KindName } & Record<string, unknown>;

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
    rows: z.array(z.object({ user: z.object({ id: z.int().nullable().describe("null for somebody whom the changes would make"), key: z.string(), name: z.string() }), permission, gained: tally, lost: tally })),
    next: z.string().nullable(),
  })
  .meta({ id: "AccessPreview" });
