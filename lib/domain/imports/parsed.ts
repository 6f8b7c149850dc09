import type { z } from "zod";
import { invalid } from "../../shared/errors";

/** What a schema made of a row. Throws `invalid` with the first thing wrong with each field, in the order of the fields. */
export function parsed<Output>(result: z.ZodSafeParseResult<Output>): Output {
  if (result.success) return result.data;
  const fields: Record<string, string> = {};
  for (const { path, message } of result.error.issues) fields[path.join(".")] ??= message;
  throw invalid(fields);
}
