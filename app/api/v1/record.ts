import "server-only";
import { z } from "zod";
import type { Viewer } from "@/lib/access/viewer";
import { notFound } from "@/lib/shared/errors";
import { readReference } from "@/lib/web/rest/input";
import { etag, type RestAnswer } from "@/lib/web/rest/route";
import { withKeys } from "./named";

/** What the calls about one record of a noun need. */
export type RecordNoun = {
  /** One of them: "organization". */
  name: string;
  /** Many of them, as in the address. */
  path: string;
  /** One record as it is answered. */
  shape: z.ZodObject;
  get: (viewer: Viewer, id: number) => Promise<{ id: number; version: number }>;
  find: (viewer: Viewer, key: string) => Promise<number | null>;
};

type Fields = Record<string, unknown>;

/** A schema without what it may be besides: nothing. */
const present = (schema: z.ZodType | undefined): z.ZodType | undefined => (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional ? present(schema.unwrap() as z.ZodType) : schema);

/** What stands in a row, told like the row itself where it is made of fields. */
function told(value: unknown, schema: z.ZodType | undefined): unknown {
  const shape = present(schema);
  if (Array.isArray(value) && shape instanceof z.ZodArray) return value.map((each) => told(each, shape.element as z.ZodType));
  return value !== null && typeof value === "object" && shape instanceof z.ZodObject ? projected(value as Fields, shape) : value;
}

function projected(fields: Fields, shape: z.ZodObject): Fields {
  const references = Object.keys(fields).flatMap((field) => (field.endsWith("Id") && `${field.slice(0, -2)}Name` in fields ? [field.slice(0, -2)] : []));
  const joined = references.map((name) => [name, fields[`${name}Id`] === null ? null : { id: fields[`${name}Id`], name: fields[`${name}Name`] }] as const);
  const used = new Set(references.flatMap((name) => [`${name}Id`, `${name}Name`]));
  const rest = Object.entries(fields).filter(([field]) => !used.has(field));
  const shown = [...rest, ...joined].filter(([field]) => Object.hasOwn(shape.shape, field));
  return Object.fromEntries(shown.map(([field, value]) => [field, told(value, (shape.shape as Record<string, z.ZodType>)[field])]));
}

/** Rows for programs: the id and name of another record become one reference with its key, and only what the shape describes is told. */
export async function asRecords(viewer: Viewer, rows: readonly object[], shape: z.ZodObject): Promise<Fields[]> {
  const records = rows.map((row) => projected("key" in row ? (row as Fields) : { key: (row as Fields).email, ...row }, shape));
  await withKeys(viewer, records, shape);
  return records;
}

/** The id of the record that the address names, by id or `key:…`. Throws `not-found` for a key that is missing or hidden. */
export async function namedId(noun: RecordNoun, viewer: Viewer, segment: string): Promise<number> {
  const named = readReference(segment, noun.name);
  const id = "id" in named ? named.id : await noun.find(viewer, named.key);
  if (id === null) throw notFound(noun.name);
  return id;
}

/** One record as an answer, with its version as ETag. Throws `not-found` when the viewer may not open it. */
export async function recordAnswer(noun: RecordNoun, viewer: Viewer, id: number): Promise<RestAnswer> {
  const record = await noun.get(viewer, id);
  const [body] = await asRecords(viewer, [record], noun.shape);
  return { body, headers: { ETag: etag(record.version) } };
}
