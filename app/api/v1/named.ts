import "server-only";
import { z } from "zod";
import type { Viewer } from "@/lib/access/viewer";
import { keysById, type KeyedTable } from "@/lib/domain/access/reference-keys";

const tables = new WeakMap<z.ZodType, KeyedTable>();

const keyOf = (table: KeyedTable) => (table === "users" ? z.string().nullable().describe("the e-mail address; null where the person may not be listed") : z.string());

function marked<Shape extends z.ZodObject>(table: KeyedTable, shape: Shape): Shape {
  tables.set(shape, table);
  return shape;
}

/** Another record with more about it than its name. Without a name of its own in the description, whose generator would forget where it may be null. */
export const naming = <More extends z.ZodRawShape>(table: KeyedTable, more: More) => marked(table, z.object({ id: z.int(), key: keyOf(table), name: z.string(), ...more }));

/** Another record, by id, key and name. What is said about it is said here: a schema described later is another one. */
export function named(table: KeyedTable, about?: string) {
  const shape = z.object({ id: z.int(), key: keyOf(table), name: z.string() });
  return marked(table, about ? shape.describe(about) : shape);
}

/** Another record that may be one which the caller may not see: then it has an id alone. */
export const namedOrHidden = (table: KeyedTable) => marked(table, z.object({ id: z.int(), key: z.string().nullable(), name: z.string().nullable() }));

/** Another record as it was called, which may be none that is kept, such as the machine's owner. */
export const namedAtTheTime = (table: KeyedTable, about: string) => marked(table, z.object({ id: z.int().nullable(), key: z.string().nullable(), name: z.string() }).describe(about));

type Fields = Record<string, unknown>;
type Place = { path: readonly string[]; table: KeyedTable };

const inner = (schema: z.ZodType): z.ZodType => (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional ? inner(schema.unwrap() as z.ZodType) : schema);

/** Where rows of a shape name other records; an empty step stands for each of a list. */
function placesIn(given: z.ZodType, path: readonly string[] = []): Place[] {
  const schema = inner(given);
  const table = tables.get(schema);
  if (table) return [{ path, table }];
  if (schema instanceof z.ZodArray) return placesIn(schema.element as z.ZodType, [...path, ""]);
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([name, part]) => placesIn(part, [...path, name]));
}

const known = new WeakMap<z.ZodType, readonly Place[]>();

function placesOf(shape: z.ZodObject): readonly Place[] {
  const ready = known.get(shape);
  if (ready) return ready;
  const places = placesIn(shape);
  known.set(shape, places);
  return places;
}

/** The records that stand at a place of a row. */
function at(value: unknown, [step, ...rest]: readonly string[]): Fields[] {
  if (value === null || typeof value !== "object") return [];
  if (step === undefined) return [value as Fields];
  return step === "" ? (value as unknown[]).flatMap((each) => at(each, rest)) : at((value as Fields)[step], rest);
}

/** Gives every other record that the rows name its key. Rows of a shape that names none cost nothing. */
export async function withKeys(viewer: Viewer, rows: readonly Fields[], shape: z.ZodObject): Promise<void> {
  const found = placesOf(shape).flatMap(({ path, table }) => rows.flatMap((row) => at(row, path)).map((record) => ({ table, record })));
  if (found.length === 0) return;
  const wanted = new Map<KeyedTable, Set<number>>();
  for (const { table, record } of found) wanted.set(table, (wanted.get(table) ?? new Set()).add(record.id as number));
  const keyOfRecord = await keysById(viewer, wanted);
  for (const { table, record } of found) {
    const { id, name, ...more } = record;
    for (const field of Object.keys(record)) delete record[field];
    // A name that is hidden hides the key.
    Object.assign(record, { id, key: name === null ? null : keyOfRecord(table, id as number), name, ...more });
  }
}
