import { z } from "zod";
import { isPermission, permissionIndex } from "../../access/permissions";
import { canonicalEmail } from "../../shared/email";
import { key, name } from "../../shared/fields";

const isStorable = (text: string) => text.isWellFormed() && !text.includes("\0");
const storable = "Use characters that can be stored.";

/** A key of the record itself or of another one. */
export const reference = key.refine(isStorable, storable);

/** A record's name. */
export const nameField = name.refine(isStorable, storable);

/** Text that may be left empty: null and empty are the same. */
export const text = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `Use at most ${most} characters.`)
    .refine(isStorable, storable)
    .transform((value) => (value === "" ? null : value))
    .nullable()
    .optional();

/** An address in its one spelling. */
export const email = z.string().transform((value, context) => {
  const canonical = canonicalEmail(value);
  if (canonical === null) context.addIssue({ code: "custom", message: "Enter an address like name@example.com." });
  return canonical ?? "";
});

/** A moment, or a day for its beginning (UTC), in the one spelling that the database answers too. */
export const moment = z.string().transform((value, context) => {
  const isMoment = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/.test(value);
  const date = new Date(isMoment ? value : Number.NaN);
  const isReal = !Number.isNaN(date.getTime()) && date.getUTCFullYear() > 0 && isDayOf(value);
  if (!isReal) context.addIssue({ code: "custom", message: "Enter a moment like 2026-12-31 or 2026-12-31T18:00:00Z." });
  return isReal ? date.toISOString() : "";
});

/** JavaScript rolls 30 February over into March; the calendar has no such day. */
function isDayOf(value: string): boolean {
  const day = value.slice(0, 10);
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}

export const optionalMoment = moment.nullable().optional();

/** Permission keys of the catalogue, each once, in its order. */
export const permissionList = z.array(z.string()).transform((keys, context) => {
  keys.forEach((entry, at) => {
    if (!isPermission(entry)) context.addIssue({ code: "custom", path: [at], message: `There is no permission "${entry.slice(0, 100)}".` });
  });
  return [...new Set(keys)].filter(isPermission).sort((a, b) => permissionIndex(a) - permissionIndex(b));
});

/** Keys of other records, each once. */
export const references = (of: z.ZodType<string, string> = reference) =>
  z.array(of).superRefine((keys, context) => {
    const seen = new Set<string>();
    keys.forEach((entry, at) => {
      if (seen.has(entry)) context.addIssue({ code: "custom", path: [at], message: `"${entry}" is listed twice.` });
      seen.add(entry);
    });
  });

type Window = { from?: string | null; until?: string | null };

/** Refuses a window that ends before it begins. */
export const isWindow = ({ from, until }: Window) => !from || !until || from < until;
export const windowProblem = { path: ["until"], message: "It must be later than from." };
