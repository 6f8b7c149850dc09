import { z } from "zod";

/** A number too large for an id names a record that is not there, as any unknown one does. */
const id = z.union([z.int().positive(), z.string().min(1).max(300)], "Give an id, or key: and a key.");

/** Questions of the form: may this person use this permission on this record? */
export const checkBody = z
  .strictObject({
    checks: z
      .array(
        z.strictObject({
          user: id.optional().describe("id or key:email; without it the token's user"),
          permission: z.string().max(100),
          record: z.strictObject({ type: z.string().max(50), id }),
        }),
      )
      .max(1000, "Ask at most 1,000 checks at once."),
  })
  .meta({ id: "AccessChecks" });

/** One reason, by keys. */
export const reasonShape = z.object({
  grant: z.string().describe("key of the grant"),
  role: z.string().describe("key of the role"),
  scope: z.record(z.string(), z.unknown()),
  via: z.array(z.string()).describe("keys of the groups, from the one joined up to the one that holds the grant"),
});

/** The answers in the order of the questions. */
export const checkShape = z
  .object({ results: z.array(z.object({ allowed: z.boolean(), reasons: z.array(reasonShape), missing: z.array(z.string()) })) })
  .meta({ id: "AccessResults" });
