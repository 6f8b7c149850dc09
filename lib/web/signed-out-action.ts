import "server-only";
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { logBug, outageOf } from "../auth/bug";
import { Problem } from "../shared/errors";
import { t } from "../shared/language/text";
import type { ActionResult } from "../shared/result";
import { formInput } from "./form-input";
import { isOwnOrigin } from "./own-origin";

/** The wrapper for the few commands that need no session: signing in and accepting an invitation. */
export function signedOutAction<Schema extends z.ZodType, Value>(schema: Schema, command: (input: z.output<Schema>) => Promise<Value>) {
  return async (_previous: unknown, form: FormData): Promise<ActionResult<Value>> => {
    try {
      if (!isOwnOrigin(await headers())) return { ok: false, message: t("This was not sent from the portal's own page. Reload the page and try again.") };
      const parsed = schema.safeParse(formInput(form));
      if (!parsed.success) {
        const fields = Object.fromEntries(parsed.error.issues.map(({ path, message }) => [path.join("."), message]));
        return { ok: false, message: t("Please look at the marked fields."), fields };
      }
      return { ok: true, value: await command(parsed.data) };
    } catch (thrown) {
      unstable_rethrow(thrown);
      const error = outageOf(thrown) ?? thrown;
      if (error instanceof Problem) return { ok: false, message: error.message, fields: error.fields };
      return { ok: false, message: t("Something went wrong on our side. If it happens again, tell us this number: {logBug}.", { logBug: logBug(error) }) };
    }
  };
}
