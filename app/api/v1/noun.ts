import "server-only";
import { z } from "zod";
import type { Viewer } from "@/lib/access/viewer";
import { isPlaceIn } from "@/lib/domain/access/list-place";
import { idsOf, type ReferenceTable } from "@/lib/domain/access/reference-ids";
import type { ListDefinition, ListState } from "@/lib/shared/list-state";
import type { Page } from "@/lib/shared/page";
import { readQuery } from "@/lib/web/rest/input";
import { listQuery, pageShape, requireCursor, restPage, several, severalOf, severalReferences } from "@/lib/web/rest/list";
import type { Operation } from "@/lib/web/rest/openapi";
import { route } from "@/lib/web/rest/route";
import { asRecords, namedId, recordAnswer, type RecordNoun } from "./record";

/** How a list is asked, and what its rows are. */
export type Listed<Sort extends string, Filter extends string> = {
  definition: ListDefinition<Sort, Filter>;
  /** Filters whose values name other records. */
  references: Partial<Record<Filter, ReferenceTable>>;
  /** Filters that have values of their own; any other value is refused. */
  values?: Partial<Record<Filter, readonly [string, ...string[]]>>;
  row: z.ZodObject;
};

export type Noun<Sort extends string, Filter extends string> = RecordNoun &
  Listed<Sort, Filter> & { list: (viewer: Viewer, list: ListState<Sort, Filter>) => Promise<Page<{ id: number }>> };

/** A list inside one record, such as a group's members. */
export type Inside<Sort extends string, Filter extends string> = Listed<Sort, Filter> & {
  noun: RecordNoun;
  /** Many of them, as in the address. */
  path: string;
  summary: string;
  list: (viewer: Viewer, id: number, list: ListState<Sort, Filter>) => Promise<Page<{ id: number }>>;
};

/** How a noun's list is asked. */
export function queryOf<Sort extends string, Filter extends string>({ definition, references, values = {} }: Pick<Listed<Sort, Filter>, "definition" | "references" | "values">) {
  const filterOf = (name: Filter) => (references[name] ? severalReferences : values[name] ? severalOf(values[name]) : several);
  const filters = definition.filters.map((name) => [name, filterOf(name).optional()] as const);
  const search = z.string().trim().max(100).optional();
  return z.strictObject({ ...listQuery(definition.sorts as readonly [Sort, ...Sort[]]), search, ...(Object.fromEntries(filters) as Record<string, z.ZodOptional<typeof several>>) });
}

/** Reads how a list is asked from the address. */
function reader<Sort extends string, Filter extends string>(listed: Listed<Sort, Filter>) {
  const schema = queryOf(listed);
  return async (request: Request): Promise<ListState<Sort, Filter>> => {
    const { limit, after, sort, search = "", ...given } = readQuery(request, schema);
    const filters: Record<string, unknown> = {};
    for (const [name, values] of Object.entries(given)) filters[name] = await valuesOf(listed.references[name as Filter], values);
    const order = sort as { sort: Sort; direction: "asc" | "desc" };
    const state = { ...order, search, limit, after: requireCursor(after, (text) => isPlaceIn(order.sort, text)), before: null, columns: null };
    return { ...state, filters: filters as Partial<Record<Filter, string[]>> };
  };
}

async function valuesOf(table: ReferenceTable | undefined, values: unknown): Promise<unknown> {
  if (!table || values === undefined) return values ?? [];
  return (await idsOf(table, values as Parameters<typeof idsOf>[1])).map(String);
}

/** GET of a noun's list. */
export function listRoute<Sort extends string, Filter extends string>(noun: Noun<Sort, Filter>) {
  const read = reader(noun);
  return route(async ({ viewer, request }) => {
    const page = await noun.list(viewer, await read(request));
    return { body: restPage(page, await asRecords(viewer, page.rows, noun.row)) };
  });
}

/** GET of a list inside one record. */
export function insideRoute<Sort extends string, Filter extends string>(inside: Inside<Sort, Filter>) {
  const read = reader(inside);
  return route<{ record: string }>(async ({ viewer, request, params, about }) => {
    const state = await read(request);
    const id = (about[`${inside.noun.name}Id`] = await namedId(inside.noun, viewer, params.record));
    const page = await inside.list(viewer, id, state);
    return { body: restPage(page, await asRecords(viewer, page.rows, inside.row)) };
  });
}

const noQuery = z.strictObject({});

/** GET of one record, by id or `key:…`, with its version as ETag. */
export function recordRoute(noun: RecordNoun) {
  return route<{ record: string }>(async ({ viewer, request, params, about }) => {
    readQuery(request, noQuery);
    const id = (about[`${noun.name}Id`] = await namedId(noun, viewer, params.record));
    return recordAnswer(noun, viewer, id);
  });
}

const titled = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** The two reading calls of a noun, for the description. */
export function operationsOf<Sort extends string, Filter extends string>(noun: Noun<Sort, Filter>): Operation[] {
  const { name, path, row, shape } = noun;
  return [
    { method: "get", path: `/${path}`, tag: path, summary: titled(path), query: queryOf(noun), answer: pageShape(row) },
    { method: "get", path: `/${path}/{record}`, tag: path, summary: `One ${name}`, answer: shape, refusals: [404] },
  ];
}

/** The reading call of a list inside one record, for the description. */
export function operationInside<Sort extends string, Filter extends string>({ noun, path, summary, row, ...listed }: Inside<Sort, Filter>): Operation {
  return { method: "get", path: `/${noun.path}/{record}/${path}`, tag: noun.path, summary, query: queryOf(listed), answer: pageShape(row), refusals: [404] };
}
