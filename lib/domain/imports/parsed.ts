import type { z } from "zod";
import { invalid } from "../../shared/errors";

/**
 * What a schema made of a row. Throws `invalid` with the first thing wrong with each field, in the order of the fields, and with what was
 * found wrong before.
 */
export function parsed<Output>(result: z.ZodSafeParseResult<Output>, wrong: Record<string, string> = {}): Output {
  const fields: Record<string, string> = {};
  if (result.success) {
    if (Object.keys(wrong).length > 0) throw invalid(wrong);
    return result.data;
  }
  for (const { path, message } of result.error.issues) fields[path.join(".")] ??= message;
  throw invalid({ ...fields, ...wrong });
}
