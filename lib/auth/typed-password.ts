import "server-only";
import type { z } from "zod";
import { strengthFault, type PasswordOwner } from "../platform/password-strength";
import { invalid } from "../shared/errors";
import { t } from "../shared/language/text";

type Typed = { password: string; repeat: string };

const differ = () => t("Type the same password twice.");

/** For schemas: where a form goes back anyway, it says as well that the two differ. Else `requireTyped` does, with all that is wrong. */
export function sayThatTheyDiffer({ value, issues }: z.core.ParsePayload<Typed>): void {
  if (issues.length > 0 && value.password !== value.repeat) issues.push({ code: "custom", path: ["repeat"], message: differ(), input: value.repeat });
}

/** Throws `invalid` with everything that is wrong with a new password at once: that it is guessed early, and that it was not typed twice. */
export function requireTyped({ password, repeat }: Typed, owner: PasswordOwner): void {
  const fault = strengthFault(password, owner);
  const fields = { ...(fault ? { password: fault } : {}), ...(password === repeat ? {} : { repeat: differ() }) };
  if (Object.keys(fields).length > 0) throw invalid(fields, Object.keys(fields).length > 1 ? t("Please look at the marked fields.") : undefined);
}
