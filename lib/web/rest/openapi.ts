import "server-only";
import { OpenApiGeneratorV31, OpenAPIRegistry, type RouteConfig } from "@asteasolutions/zod-to-openapi";
import { z } from "zod";

const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().describe("stable; for programs"),
    detail: z.string().describe("for people"),
    fields: z.record(z.string(), z.string()).optional(),
    permission: z.string().optional().describe("the permission that is missing"),
    version: z.int().optional().describe("the version that stands now"),
  })
  .meta({ id: "Problem" });

const meanings: Record<number, string> = {
  400: "The input is not valid; `fields` says where",
  401: "No token, or none that is valid",
  403: "The record may be seen, but `permission` is missing",
  404: "Missing, or hidden",
  409: "Collides with what is stored, or the same request is in flight",
  412: "The record has another version by now",
  413: "More than 1 MB",
  415: "The body is not JSON, or is compressed",
  422: "The Idempotency-Key belongs to another request",
  429: "The token has used up its minute; go on after `Retry-After` seconds",
  503: "The database does not answer; try again after `Retry-After` seconds",
};

export type Operation = {
  method: "get" | "post" | "patch" | "delete";
  /** Below `/api/v1`, with parameters in braces. */
  path: string;
  summary: string;
  description?: string;
  tag: string;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** What is answered; nothing with the status 204. */
  answer?: z.ZodType;
  status?: 200 | 201 | 204;
  /** By this call the record can leave what the caller sees; then nothing is answered, with the status 204. */
  mayHide?: boolean;
  /** Further statuses of refusal that this call can give. */
  refusals?: number[];
};

const idempotencyKey = z.string().max(200).optional().describe("The same key and body have one effect and get one answer");
const ifMatch = z.string().optional().describe('ETag that must still stand, e.g. "3.k2Jx7a9QbZ0w", or "3" for its version alone; without it the change is made upon whatever stands');

const ifNoneMatch = z.string().optional().describe("ETag of the answer that is there already; the same is not sent again (304)");

/** Whether it answers one record, with an ETag. */
const isRecord = ({ method, path }: Operation) => method === "get" && path.endsWith("}");

function headersOf(operation: Operation): z.ZodObject | undefined {
  const { method, path } = operation;
  if (isRecord(operation)) return z.object({ "If-None-Match": ifNoneMatch });
  if (method === "get") return undefined;
  return path.includes("{") ? z.object({ "Idempotency-Key": idempotencyKey, "If-Match": ifMatch }) : z.object({ "Idempotency-Key": idempotencyKey });
}

/** Described once; every answer to a valid token carries them. */
const rateFields = {
  RateLimit: { description: 'What the token has left, and in how many seconds its window ends: "token";r=29999;t=60', schema: { type: "string" } },
  "RateLimit-Policy": { description: 'How many requests a token has within how many seconds: "token";q=30000;w=60', schema: { type: "string" } },
} as const;
const rateHeaders = Object.fromEntries(Object.keys(rateFields).map((name) => [name, { $ref: `#/components/headers/${name}` }]));

const json = (schema: z.ZodType, type = "application/json") => ({ [type]: { schema } });

function configOf(operation: Operation): RouteConfig {
  const { method, path, summary, description, tag, query, body, answer, status = 200, mayHide, refusals = [] } = operation;
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
  const params = z.object(Object.fromEntries(names.map((name) => [name, z.string().describe("id, or key: and the key")])));
  const headers = headersOf(operation);
  const statuses = [...new Set([400, 401, 403, 429, 503, ...(body ? [413, 415] : []), ...refusals])].sort();
  return {
    method,
    path: `/api/v1${path}`,
    summary,
    ...(description ? { description } : {}),
    tags: [tag],
    security: [{ token: [] }],
    request: {
      ...(names.length > 0 ? { params } : {}),
      ...(query ? { query } : {}),
      ...(headers ? { headers } : {}),
      ...(body ? { body: { required: true, content: json(body) } } : {}),
    },
    responses: {
      [status]: { description: "Done", headers: rateHeaders, ...(answer ? { content: json(answer) } : {}) },
      ...(isRecord(operation) ? { 304: { description: "The answer is the one that If-None-Match names", headers: rateHeaders } } : {}),
      ...(mayHide ? { 204: { description: "Done, and the record can no longer be seen" } } : {}),
      ...Object.fromEntries(statuses.map((each) => [each, { description: meanings[each] ?? "", content: json(problem, "application/problem+json") }])),
    },
  };
}

/** The OpenAPI 3.1 document of the operations, made from the schemas that check their input. */
export function openApiDocument(operations: readonly Operation[]) {
  const registry = new OpenAPIRegistry();
  registry.registerComponent("securitySchemes", "token", { type: "http", scheme: "bearer" });
  for (const [name, field] of Object.entries(rateFields)) registry.registerComponent("headers", name, field);
  for (const operation of operations) registry.registerPath(configOf(operation));
  const description =
    "Answers hold what the token's user may see and nothing else: hidden records answer like missing ones. Lists are pages of at most 200 rows; follow `next`. " +
    "A method that an address does not have is refused with 405 and `Allow`. A token has so many requests a minute (`RateLimit-Policy`, `RateLimit`); beyond them it is answered 429 until `Retry-After`.";
  const document = new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: "3.1.0",
    info: { title: "Portico", version: "1", description },
    servers: [{ url: "/" }],
  });
  return JSON.parse(JSON.stringify(document), withoutFlags) as typeof document;
}

/** The generator writes a pattern with its flags, which JSON Schema does not know. */
const withoutFlags = (name: string, value: unknown): unknown => (name === "pattern" && typeof value === "string" ? value.replace(/\/[a-z]+$/, "") : value);
