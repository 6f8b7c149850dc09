import "server-only";
import { operations } from "@/app/api/v1/operations";
import { openApiDocument } from "@/lib/web/rest/openapi";

/** A schema of the description, as far as the pages show it. */
export type Schema = {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: unknown;
  description?: string;
  maxLength?: number;
  default?: unknown;
};

export type Parameter = { name: string; in: "path" | "query" | "header"; required: boolean; description?: string; schema: Schema };

type Content = { content?: Record<string, { schema: Schema }>; description: string };

export type Described = {
  id: string;
  method: string;
  path: string;
  summary: string;
  description?: string;
  parameters: Parameter[];
  body: Schema | null;
  responses: { status: string; meaning: string; schema: Schema | null }[];
};

type Raw = { summary: string; description?: string; tags: string[]; parameters?: Parameter[]; requestBody?: Content; responses: Record<string, Content> };
type Document = { paths: Record<string, Record<string, Raw>>; components: { schemas: Record<string, Schema> } };

const document = openApiDocument(operations) as unknown as Document;

const schemaIn = ({ content }: Content): Schema | null => Object.values(content ?? {})[0]?.schema ?? null;

function describe(path: string, method: string, raw: Raw): Described {
  return {
    id: `${method}${path.replace("/api/v1", "").replace(/[^a-z]+/gi, "-")}`,
    method: method.toUpperCase(),
    path,
    summary: raw.summary,
    ...(raw.description ? { description: raw.description } : {}),
    parameters: raw.parameters ?? [],
    body: raw.requestBody ? schemaIn(raw.requestBody) : null,
    responses: Object.entries(raw.responses).map(([status, content]) => ({ status, meaning: content.description, schema: Number(status) < 300 ? schemaIn(content) : null })),
  };
}

const all = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, raw]) => ({ noun: raw.tags[0]!, described: describe(path, method, raw) })),
);

/** The nouns of the API in the description's order. */
export const nouns: readonly string[] = [...new Set(all.map(({ noun }) => noun))];

/** The calls of one noun; none when the API has no such noun. */
export const callsOf = (noun: string): Described[] => all.filter((each) => each.noun === noun).map(({ described }) => described);

/** The schema itself, or the one it refers to. */
export function resolved(schema: Schema): Schema {
  const name = schema.$ref?.split("/").at(-1);
  return name === undefined ? schema : resolved(document.components.schemas[name] ?? {});
}

/** The name of a schema that has one. */
export const nameOf = (schema: Schema): string | null => schema.$ref?.split("/").at(-1) ?? null;
