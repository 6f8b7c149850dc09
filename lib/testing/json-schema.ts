/** As much of JSON Schema as the API's description uses. */
export type JsonSchema = {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: JsonSchema[];
  allOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  format?: string;
};

export type Definitions = Record<string, JsonSchema>;

/** The schema itself, or the one it refers to. */
export function resolved(schema: JsonSchema, definitions: Definitions): JsonSchema {
  const name = schema.$ref?.split("/").at(-1);
  if (name === undefined) return schema;
  const found = definitions[name];
  if (!found) throw new Error(`The description names ${name} and does not say what it is.`);
  return resolved(found, definitions);
}

const typeOf = (value: unknown): string => {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
};

const fits = (type: string, value: unknown) => type === typeOf(value) || (type === "number" && typeof value === "number");

/** What is wrong with a value that is answered, with its place; null when it is as described. Fields that are not described are wrong. */
export function fault(value: unknown, given: JsonSchema, definitions: Definitions, at = "$"): string | null {
  const schema = resolved(given, definitions);
  const faults = (schemas: JsonSchema[]) => schemas.map((each) => fault(value, each, definitions, at));
  if (schema.anyOf) return faults(schema.anyOf).includes(null) ? null : `${at}: none of the described forms`;
  if (schema.allOf) return faults(schema.allOf).find((each) => each !== null) ?? null;
  return faultByType(value, schema, definitions, at);
}

function faultByType(value: unknown, schema: JsonSchema, definitions: Definitions, at: string): string | null {
  const types = schema.type === undefined ? [] : [schema.type].flat();
  if (types.length > 0 && !types.some((type) => fits(type, value))) return `${at}: ${typeOf(value)} instead of ${types.join(" or ")}`;
  if (schema.enum && value !== null && !schema.enum.includes(value)) return `${at}: ${JSON.stringify(value)} is not among the described`;
  if (typeof value === "string") return textFault(value, schema, at);
  if (Array.isArray(value)) return value.map((each, index) => fault(each, schema.items ?? {}, definitions, `${at}[${index}]`)).find((each) => each !== null) ?? null;
  return typeof value === "object" && value !== null && types.includes("object") ? objectFault(value as Record<string, unknown>, schema, definitions, at) : null;
}

function textFault(value: string, { format, pattern }: JsonSchema, at: string): string | null {
  if (format === "date-time" && !/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return `${at}: ${value} is no moment`;
  return pattern && !new RegExp(pattern, "u").test(value) ? `${at}: ${value} is not as the pattern says` : null;
}

function objectFault(value: Record<string, unknown>, { properties = {}, required = [], additionalProperties }: JsonSchema, definitions: Definitions, at: string): string | null {
  const missing = required.find((name) => !(name in value));
  if (missing !== undefined) return `${at}.${missing}: missing`;
  for (const [name, inner] of Object.entries(value)) {
    const schema = properties[name] ?? (typeof additionalProperties === "object" ? additionalProperties : undefined);
    if (!schema) return `${at}.${name}: not described`;
    const found = fault(inner, schema, definitions, `${at}.${name}`);
    if (found) return found;
  }
  return null;
}
