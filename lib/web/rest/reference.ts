import { z } from "zod";

const largest = 2_147_483_647;

const object = z.strictObject({
  id: z.int().positive().max(largest).optional(),
  key: z.string().min(1).max(300).optional(),
  name: z.string().max(300).optional(),
});

export type ReferenceInput = { id: number } | { key: string };

/** Another record on the way in: its key, or an object with `id` or `key`; an object as it was answered will do. */
export const reference = z
  .union([z.string().min(1).max(300), object], "Give a key, or an object with id or key.")
  .transform((value, context): ReferenceInput => {
    if (typeof value === "string") return { key: value };
    if (value.id !== undefined) return { id: value.id };
    if (value.key !== undefined) return { key: value.key };
    context.addIssue({ code: "custom", message: "Give a key, or an object with id or key." });
    return z.NEVER;
  });

/** Another record on the way out. */
export const referenceShape = z.object({ id: z.int(), key: z.string(), name: z.string() }).meta({ id: "Reference" });
