import "server-only";
import { z } from "zod";
import type { Viewer } from "@/lib/access/viewer";
import { idsOf, type ReferenceTable } from "@/lib/domain/access/reference-ids";
import { notFound } from "@/lib/shared/errors";
import type { ListDefinition, ListState } from "@/lib/shared/list-state";
import type { Page } from "@/lib/shared/page";
import { readQuery, readReference } from "@/lib/web/rest/input";
import { listQuery, pageShape, restPage, several, severalReferences } from "@/lib/web/rest/list";
import type { Operation } from "@/lib/web/rest/openapi";
import { etag, route } from "@/lib/web/rest/route";

export type Noun<Sort extends string, Filter extends string> = {
  /** One of them: "organization". */
  name: string;
  /** Many of them, as in the address. */
  path: string;
  definition: ListDefinition<Sort, Filter>;
  /** Filters whose values name other records. */
  references: Partial<Record<Filter, ReferenceTable>>;
  list: (viewer: Viewer, list: ListState<Sort, Filter>) => Promise<Page<{ id: number }>>;
  get: (viewer: Viewer, id: number) => Promise<{ id: number; version: number }>;
  find: (viewer: Viewer, key: string) => Promise<number | null>;
};

type Fields = Record<string, unknown>;

/** A row for programs: the id and name of another record become one reference, and what the screen alone needs is left out. */
function asRecord(row: object): Fields {
  const { can: _, ...fields } = row as Fields;
  const references = Object.keys(fields).flatMap((field) => (field.endsWith("Id") && `${field.slice(0, -2)}Name` in fields ? [field.slice(0, -2)] : []));
  const joined = references.map((name) => [name, fields[`${name}Id`] === null ? null : { id: fields[`${name}Id`], name: fields[`${name}Name`] }] as const);
  const used = new Set(references.flatMap((name) => [`${name}Id`, `${name}Name`]));
  const rest = Object.entries(fields).filter(([field]) => !used.has(field));
  const key = "key" in fields ? [] : [["key", fields.email] as const];
  return Object.fromEntries([...key, ...rest, ...joined]);
}

/** How a noun's list is asked. */
export function queryOf<Sort extends string, Filter extends string>({ definition, references }: Noun<Sort, Filter>) {
  const filters = definition.filters.map((name) => [name, (references[name] ? severalReferences : several).optional()] as const);
  const search = z.string().trim().max(100).optional();
  return z.strictObject({ ...listQuery(definition.sorts as readonly [Sort, ...Sort[]]), search, ...(Object.fromEntries(filters) as Record<string, z.ZodOptional<typeof several>>) });
}

/** GET of a noun's list. */
export function listRoute<Sort extends string, Filter extends string>(noun: Noun<Sort, Filter>) {
  const schema = queryOf(noun);
  return route(async ({ viewer, request }) => {
    const { limit, after, sort, search = "", ...given } = readQuery(request, schema);
    const filters: Fields = {};
    for (const [name, values] of Object.entries(given)) filters[name] = await valuesOf(noun.references[name as Filter], values);
    const state = { ...(sort as { sort: Sort; direction: "asc" | "desc" }), search, limit, after: after ?? null, before: null, columns: null };
    const page = await noun.list(viewer, { ...state, filters: filters as Partial<Record<Filter, string[]>> });
    return { body: restPage(page, page.rows.map(asRecord)) };
  });
}

async function valuesOf(table: ReferenceTable | undefined, values: unknown): Promise<unknown> {
  if (!table || values === undefined) return values ?? [];
  return (await idsOf(table, values as Parameters<typeof idsOf>[1])).map(String);
}

/** GET of one record, by id or `key:…`, with its version as ETag. */
export function recordRoute<Sort extends string, Filter extends string>(noun: Noun<Sort, Filter>) {
  return route<{ record: string }>(async ({ viewer, params, about }) => {
    const named = readReference(params.record, noun.name);
    const id = "id" in named ? named.id : await noun.find(viewer, named.key);
    if (id === null) throw notFound(noun.name);
    about[`${noun.name}Id`] = id;
    const record = await noun.get(viewer, id);
    return { body: asRecord(record), headers: { ETag: etag(record.version) } };
  });
}

/** The two calls of a noun, for the description. */
export function operationsOf<Sort extends string, Filter extends string>(noun: Noun<Sort, Filter>): Operation[] {
  const { name, path } = noun;
  const schema = z.looseObject({ id: z.int(), key: z.string(), name: z.string().optional(), version: z.int() }).meta({ id: name.charAt(0).toUpperCase() + name.slice(1) });
  return [
    { method: "get", path: `/${path}`, tag: path, summary: path.charAt(0).toUpperCase() + path.slice(1), query: queryOf(noun), answer: pageShape(schema) },
    { method: "get", path: `/${path}/{record}`, tag: path, summary: `One ${name}`, answer: schema, refusals: [404] },
  ];
}
