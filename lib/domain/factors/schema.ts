import { z } from "zod";
import { name, recordId } from "../../shared/fields";
import { orSay, t } from "../../shared/language/text";

/** A code as people type it from an app: six digits, spaces allowed. */
export const appCode = z
  .string(orSay("Enter the code."))
  .trim()
  .min(1, orSay("Enter the code."))
  .max(20, orSay("Enter the six digits that the app shows."))
  .regex(/^[\d\s-]+$/, orSay("Enter the six digits that the app shows."));

/** One of the saved recovery codes. */
export const recoveryCode = z.string(orSay("Enter a recovery code.")).trim().min(1, orSay("Enter a recovery code.")).max(60, orSay("Enter one of the codes that you saved."));

/** What the browser answers for a passkey: JSON in a field of a form. Checked in full by the library that reads it. */
export const passkeyAnswer = z.string().max(20_000).transform((text, context) => {
  try {
    const parsed: unknown = JSON.parse(text);
    const shape = z.looseObject({ id: z.string(), rawId: z.string(), type: z.literal("public-key"), response: z.looseObject({ clientDataJSON: z.string() }), clientExtensionResults: z.looseObject({}) });
    return shape.parse(parsed);
  } catch {
    context.addIssue({ code: "custom", message: t("The browser's answer could not be used. Try once more.") });
    return z.NEVER;
  }
});

export const nothing = z.strictObject({});
/** A passkey or app that is being set up is named first. */
export const startAppInput = z.strictObject({ name });
export const confirmAppInput = z.strictObject({ factorId: recordId, code: appCode });
export const factorInput = z.strictObject({ factorId: recordId });
export const addPasskeyInput = z.strictObject({ name, passkey: passkeyAnswer });
export const renamePasskeyInput = z.strictObject({ factorId: recordId, name });
export const resetFactorsInput = z.strictObject({ userId: recordId });
