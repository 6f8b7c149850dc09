import { resolved, type Definitions, type JsonSchema } from "./json-schema";

export type Parameter = { name: string; in: "path" | "query" | "header"; required?: boolean; schema: JsonSchema };
export type Described = {
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: JsonSchema }> };
  responses: Record<string, { content?: Record<string, { schema: JsonSchema }> }>;
  tags?: string[];
};
export type Description = { paths: Record<string, Record<string, Described>>; components: { schemas: Definitions } };

/** Numbers that look random and come back with the seed. */
export function randomOf(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (count: number) => Math.floor(next() * count);
  return { next, below, pick: <Value>(values: readonly Value[]): Value => values[below(values.length)]!, chance: (of: number) => next() < of };
}
export type Random = ReturnType<typeof randomOf>;

/** Records that requests can name, by what fields and parameters call them. */
export type Pool = Record<string, { id: number; key: string }[]>;

const awkward = ["", " ", "a", "ø".repeat(40), "x".repeat(300), "'; DROP TABLE users; --", "%_\\", "<b>", "null", "2026-13-45", "2099-01-01", "-1", "1e9", "name@example.com", "\u202e", "key:", "(a+)+$"];

const singular = (name: string) => name.replace(/ies$/, "y").replace(/s$/, "");

/** A record of the pool by the name of the field, as an id or a key, in one of the forms that are taken. */
function recordOf(random: Random, pool: Pool, name: string): unknown {
  const known = pool[singular(name)];
  if (!known || random.chance(0.08)) return random.pick([2_000_000_000, "key:nowhere", 1]);
  const { id, key } = random.pick(known);
  return random.pick<unknown>([id, `key:${key}`, key, { id }, { key }]);
}

const isReference = ({ anyOf }: JsonSchema) => anyOf?.some(({ properties }) => properties?.id && properties.key) ?? false;

type Making = { random: Random; pool: Pool; definitions: Definitions };

/** A value as described, with known records where records are named. */
export function valid(making: Making, given: JsonSchema, name = ""): unknown {
  const { random, pool, definitions } = making;
  const schema = resolved(given, definitions);
  if (isReference(schema)) return schema.anyOf!.some(({ type }) => type === "null") && random.chance(0.1) ? null : recordOf(random, pool, name);
  if (schema.anyOf) return valid(making, random.pick(schema.anyOf), name);
  if (schema.enum) return random.pick(schema.enum);
  const type = random.pick([schema.type ?? "string"].flat());
  if (type === "null") return null;
  if (type === "boolean") return random.chance(0.5);
  if (type === "integer" || type === "number") return (schema.minimum ?? schema.exclusiveMinimum ?? 0) + 1 + random.below(50);
  if (type === "array") return Array.from({ length: (schema.minItems ?? 0) + random.below(3) }, () => valid(making, schema.items ?? {}, name));
  if (type === "object") return objectOf(making, schema);
  return textOf(making, schema, name);
}

function objectOf(making: Making, { properties = {}, required = [] }: JsonSchema): Record<string, unknown> {
  const taken = Object.entries(properties).filter(([name]) => required.includes(name) || making.random.chance(0.4));
  return Object.fromEntries(taken.map(([name, schema]) => [name, valid(making, schema, name)]));
}

function textOf({ random, pool }: Making, { maxLength = 60, minLength = 0 }: JsonSchema, name: string): string {
  const known = pool[singular(name)];
  if (known && random.chance(0.8)) return String(random.pick(known).id);
  if (/email/i.test(name)) return `fuzz-${random.below(1e9)}@example.com`;
  if (/day|^from$|^until$/i.test(name) && random.chance(0.8)) return random.pick(["2099-12-31", "2030-01-01", "", "2099-05-05T10:00:00Z"]);
  if (name === "permissions") return random.pick(pool.permission!).key;
  const text = random.chance(0.7) ? `Fuzz ${random.below(1e9)}` : random.pick(awkward);
  return text.slice(0, maxLength).padEnd(minLength, "x");
}

const wrongValues: readonly unknown[] = [null, true, 0, -1, 1.5, 1e300, "", "a\0b", [], {}, [[]], { $gt: "" }, { constructor: 1 }, "x".repeat(10_001), ["x".repeat(10_001)], "\ud800"];

/** The same body with one thing wrong or odd about it, somewhere. */
export function odd({ random }: Making, body: unknown): unknown {
  if (typeof body !== "object" || body === null || Array.isArray(body) || random.chance(0.1)) return random.pick(wrongValues);
  const names = Object.keys(body);
  const name = names.length > 0 ? random.pick(names) : "name";
  const { [name]: value, ...rest } = body as Record<string, unknown>;
  if (random.chance(0.2)) return rest;
  if (random.chance(0.2)) return { ...body, [random.pick(["isAdmin", "id", "version", "constructor", "toString"])]: 1 };
  if (value && typeof value === "object" && random.chance(0.4)) return { ...rest, [name]: Array.isArray(value) ? [...(value as unknown[]), random.pick(wrongValues)] : odd({ random } as Making, value) };
  return { ...rest, [name]: random.pick(wrongValues) };
}

/** The address with its parameters filled in, known records where they are named. */
export function addressOf({ random, pool }: Making, path: string, tag: string): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const known = pool[name === "record" ? singular(tag) : name];
    if (!known || random.chance(0.08)) return encodeURIComponent(random.pick(["0", "-1", "2000000000", "99999999999", "key:nowhere", "key:", "key:%00", "abc", "1'--", "key:a b"]));
    const { id, key } = random.pick(known);
    return random.chance(0.5) ? String(id) : `key:${encodeURIComponent(key)}`;
  });
}

/** Query parameters, mostly as described; `isOdd` puts one wrong among them. */
export function queryOf(making: Making, parameters: readonly Parameter[], isOdd: boolean): string {
  const { random } = making;
  const query = new URLSearchParams();
  for (const { name, schema, required } of parameters.filter((each) => each.in === "query")) {
    if (!required && !random.chance(0.25)) continue;
    query.set(name, name === "limit" ? String(1 + random.below(200)) : name === "after" ? random.pick(awkward) : String(valid(making, schema, name)));
  }
  if (isOdd) query.append(random.pick(["colour", "limit", "sort", "after", "search", "__proto__"]), random.pick(awkward));
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

/** Headers of a write, now and then with what other writes have used. */
export function headersOf({ random }: Making, parameters: readonly Parameter[]): Record<string, string> {
  const has = (name: string) => parameters.some((each) => each.in === "header" && each.name === name);
  return {
    ...(has("If-Match") && random.chance(0.2) ? { "If-Match": random.pick(['"1"', '"2"', "*", "1", 'W/"1"', '"99999999999"']) } : {}),
    ...(has("Idempotency-Key") && random.chance(0.2) ? { "Idempotency-Key": random.pick(["a", "b", "x".repeat(201), "with blank", `k-${random.below(1e9)}`]) } : {}),
  };
}
