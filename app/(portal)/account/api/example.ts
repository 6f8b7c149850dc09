import "server-only";
import { resolved, type Schema } from "./description";

const isReference = ({ anyOf }: Schema) => anyOf?.some(({ properties }) => properties?.id && properties.key) ?? false;

const samples: [RegExp, string][] = [
  [/email/i, "ada@example.com"],
  [/day$/i, "2027-12-31"],
  [/^(from|until)$/, "2027-12-31"],
  [/phone/i, "+47 55 00 00 00"],
  [/^country$/i, "Norway"],
  [/^permission/, "customers.view"],
];

const textFor = (name: string): string => samples.find(([pattern]) => pattern.test(name))?.[1] ?? name;

/** A body that has the described form, for a start; references are written as keys. */
export function exampleOf(given: Schema, name = "text"): unknown {
  const schema = resolved(given);
  if (isReference(schema)) return `key:${name.replace(/s$/, "")}-1`;
  if (schema.anyOf) return exampleOf(schema.anyOf[0]!, name);
  if (schema.enum) return schema.enum[0];
  const type = [schema.type ?? "string"].flat()[0];
  if (type === "object") return Object.fromEntries(fieldsOf(schema).map(([field, inner]) => [field, exampleOf(inner, field)]));
  if (type === "array") return [exampleOf(schema.items ?? {}, name)];
  if (type === "integer" || type === "number") return 1;
  return type === "boolean" ? false : textFor(name);
}

/** What must be sent; of a body in which nothing must, the first field. */
function fieldsOf({ properties = {}, required = [] }: Schema): [string, Schema][] {
  const fields = Object.entries(properties);
  const needed = fields.filter(([field]) => required.includes(field));
  return needed.length > 0 ? needed : fields.slice(0, 1);
}
