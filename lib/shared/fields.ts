import { z } from "zod";
import { msg, orSay, type Message } from "./language/text";

/** The largest id and version the database knows. */
export const largestId = 2_147_483_647;

/** True for what can be the number of a record. */
export const isId = (value: number) => Number.isInteger(value) && value > 0 && value <= largestId;

/** The ids among the texts of an address or a filter; what is none is left out. */
export const idsIn = (values: readonly string[] = []): number[] => values.map(Number).filter(isId);

/** The id of the record that a form is about. */
export const recordId = z.coerce.number().int().positive().max(largestId);

/** The version that the editor had open. */
export const version = z.coerce.number().int().min(0).max(largestId);

/** A record that must be chosen. */
export const chosenId = (message: Message = msg("Choose one from the list.")) => {
  const said = orSay(message);
  return z.coerce.number(said).int(said).positive(said).max(largestId, said);
};

/** A record that may be left out; empty text is none. */
export const optionalId = z.preprocess(
  (value) => (value === "" || value === null ? null : value),
  chosenId().nullable().optional(),
);

/** Records picked in a form; the same one twice counts once. */
export const chosenIds = (most: number) =>
  z
    .array(chosenId(), orSay("Choose from the list."))
    .max(most, orSay("Choose at most {most}.", { most }))
    .transform((ids) => [...new Set(ids)]);

/** At least one record; a form in which nothing was picked sends nothing at all. */
export const someIds = (most: number, message: Message) => z.preprocess((value) => value ?? [], chosenIds(most).refine((ids) => ids.length > 0, orSay(message)));

const isPrintable = /^[^\p{Cc}]+$/u;

/** A name of one line. */
export const name = z
  .string(orSay("Enter a name."))
  .trim()
  .min(1, orSay("Enter a name."))
  .max(200, orSay("Use at most 200 characters."))
  .regex(isPrintable, orSay("Use printable characters only."));

/** A key that the portal's people and programs call a record by. */
export const key = z
  .string(orSay("Enter a key."))
  .trim()
  .min(1, orSay("Enter a key."))
  .max(100, orSay("Use at most 100 characters."))
  .regex(isPrintable, orSay("Use printable characters only."));

/** A key that is made up when it is left empty. */
export const optionalKey = z.preprocess((value) => (value === "" ? undefined : value), key.optional());

/** Text that may be left empty; empty text is no value. */
export const optionalText = (most: number) =>
  z
    .string()
    .trim()
    .max(most, orSay("Use at most {most} characters.", { most }))
    .refine((text) => !text.includes("\0"), orSay("Use printable characters only."))
    .transform((text) => (text === "" ? null : text))
    .nullable()
    .optional();

/** A day as a date input sends it, as the moment it begins (UTC); empty is none. */
export const optionalDay = z
  .string()
  .trim()
  .refine((text) => text === "" || isDay(text), orSay("Enter a day like 2026-12-31."))
  .transform((text) => (text === "" ? null : new Date(`${text}T00:00:00.000Z`)))
  .nullable()
  .optional();

function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00.000Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** A tick: "true" when set, absent when not. */
export const tick = z.preprocess((value) => value === "true" || value === "on" || value === true, z.boolean());

type Faults = Partial<Record<string, string>>;

/**
 * A form's schema with what its fields must fulfil together, told along with what is wrong about single ones: a form is not sent back twice
 * for what could have been said at once. `faultsOf` answers messages by field. To it a field that is wrong itself is not there, and what is
 * said already stays.
 */
export function together<Schema extends z.ZodObject>(schema: Schema, faultsOf: (input: Partial<z.output<Schema>>) => Faults): Schema {
  const check = z.check<z.output<Schema>>(({ value, issues }) => {
    if (typeof value !== "object" || value === null) return;
    const wrong = new Set(issues.map(({ path }) => path?.[0]));
    const right = Object.fromEntries(Object.entries(value).filter(([field]) => !wrong.has(field))) as Partial<z.output<Schema>>;
    const faults = Object.entries(faultsOf(right)).filter(([field, message]) => message !== undefined && !wrong.has(field));
    for (const [field, message] of faults) issues.push({ code: "custom", path: [field], message, input: value, continue: true });
  });
  check._zod.def.when = () => true;
  return schema.check(check);
}

/** The fields of the input that are right by themselves, as the schema reads them. */
export function rightFields<Schema extends z.ZodType>(schema: Schema, input: Record<string, unknown>): Partial<z.output<Schema>> {
  if (!(schema instanceof z.ZodObject)) return {};
  const read = Object.entries(schema.shape as Record<string, z.ZodType>).map(([field, type]) => [field, type.safeParse(input[field])] as const);
  return Object.fromEntries(read.flatMap(([field, { success, data }]) => (success ? [[field, data]] : []))) as Partial<z.output<Schema>>;
}

/** The fields that were given a value or emptied; absent ones are left out. */
export const defined = <Fields extends object>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Fields>;
