import "server-only";
import type { z } from "zod";
import type { Viewer } from "@/lib/access/viewer";
import { notFound } from "@/lib/shared/errors";
import { readReference } from "@/lib/web/rest/input";
import { etag, type RestAnswer } from "@/lib/web/rest/route";

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

/** A row for programs: the id and name of another record become one reference, and only what the shape describes is told. */
export function asRecord(row: object, shape: z.ZodObject): Fields {
  const fields = row as Fields;
  const references = Object.keys(fields).flatMap((field) => (field.endsWith("Id") && `${field.slice(0, -2)}Name` in fields ? [field.slice(0, -2)] : []));
  const joined = references.map((name) => [name, fields[`${name}Id`] === null ? null : { id: fields[`${name}Id`], name: fields[`${name}Name`] }] as const);
  const used = new Set(references.flatMap((name) => [`${name}Id`, `${name}Name`]));
  const rest = Object.entries(fields).filter(([field]) => !used.has(field));
  const key = "key" in fields ? [] : [["key", fields.email] as const];
  return Object.fromEntries([...key, ...rest, ...joined].filter(([field]) => Object.hasOwn(shape.shape, field)));
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
  return { body: asRecord(record, noun.shape), headers: { ETag: etag(record.version) } };
}
