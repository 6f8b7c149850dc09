import { z } from "zod";

const largest = 2_147_483_647;

const id = z.int().positive().max(largest);
const object = z.strictObject({
  id: id.optional(),
  key: z.string().min(1).max(300).optional(),
  name: z.string().max(300).optional(),
});

export type ReferenceInput = { id: number } | { key: string };

/** Another record on the way in: its id, its key (with or without key: before it), or an object with `id` or `key`, as it was answered. */
export const reference = z
  .union([id, z.string().min(1).max(300), object], "Give an id, key: and a key, or an object with id or key.")
  .transform((value, context): ReferenceInput => {
    if (typeof value === "number") return { id: value };
    if (typeof value === "string") return { key: value.startsWith("key:") && value.length > 4 ? value.slice(4) : value };
    if (value.id !== undefined) return { id: value.id };
    if (value.key !== undefined) return { key: value.key };
    context.addIssue({ code: "custom", message: "Give an object with id or key." });
    return z.NEVER;
  });

/** Up to so many other records on the way in. */
export const references = (most: number) => z.array(reference).max(most, `Give at most ${most}.`);

/** Another record on the way out. Without a name of its own in the description, whose generator would forget where it may be null. */
export const referenceShape = z.object({ id: z.int(), key: z.string(), name: z.string() });
