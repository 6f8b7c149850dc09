import { z } from "zod";
import { recordId } from "../../shared/fields";
import { orSay } from "../../shared/language/text";

/** Why somebody looks with another's eyes is asked for, because both can read it later. */
export const startViewingInput = z.strictObject({
  userId: recordId,
  reason: z
    .string(orSay("Say why."))
    .trim()
    .min(5, orSay("Say why in a few words; the person can read it."))
    .max(300, orSay("Use at most 300 characters."))
    .refine((text) => !text.includes("\0"), orSay("Use printable characters only.")),
});
export type StartViewingInput = z.output<typeof startViewingInput>;

/** The notice about who has looked is put away. */
export const dismissViewingsInput = z.strictObject({});
