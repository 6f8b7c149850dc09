import { t } from "@/lib/shared/language/text";
import { resolved, type Schema } from "./description";

const isReference = ({ anyOf }: Schema) => anyOf?.some(({ properties }) => properties?.id && properties.key) ?? false;

const listed = (schema: Schema) => (schema.enum ? schema.enum.map(String).join(" | ") : null);

const anyOf = (words: readonly string[]): string => words.reduce((one, other) => t("{one} or {other}", { one, other }));

/** The type of a field in words. */
function typeOf(given: Schema): string {
  const schema = resolved(given);
  if (isReference(schema)) return schema.anyOf!.some(({ type }) => type === "null") ? t("id or key, or null") : t("id or key");
  if (schema.anyOf) return anyOf(schema.anyOf.map(typeOf));
  const types = [schema.type ?? "any"].flat();
  const words = types.map((type) => {
    if (type === "array") return t("list of {what}", { what: typeOf(schema.items ?? {}) });
    if (type === "string") return listed(schema) ?? (schema.format === "date-time" ? t("moment") : t("text"));
    return { integer: t("whole number"), boolean: t("true or false"), object: t("object") }[type] ?? type;
  });
  return anyOf(words);
}

/** The schema whose fields stand below a field: an object, or the objects of a list. */
function innerOf(given: Schema): Schema | null {
  const schema = resolved(given);
  if (isReference(schema)) return null;
  if (schema.properties) return schema;
  return schema.items ? innerOf(schema.items) : null;
}

type Props = { schema: Schema; depth?: number };

/** The fields of a body or an answer, those inside others below them. */
export function SchemaFields({ schema, depth = 0 }: Props) {
  const inner = innerOf(schema);
  if (!inner) return <p className="text-sm text-ink-2">{typeOf(schema)}</p>;
  const { properties = {}, required = [] } = inner;
  return (
    <ul className={depth === 0 ? "divide-y divide-line" : "mt-1 border-s border-line ps-3"}>
      {Object.entries(properties).map(([name, field]) => {
        const below = depth < 3 ? innerOf(field) : null;
        const about = field.description ?? resolved(field).description;
        return (
          <li key={name} className="py-1.5 text-sm">
            <code className="font-mono text-xs font-[600]">{name}</code> <span className="text-ink-2">{typeOf(field)}</span>
            {!required.includes(name) && <span className="text-xs text-ink-3"> {t("· optional")}</span>}
            {about && <span className="block text-xs text-ink-2">{about}</span>}
            {below && <SchemaFields schema={below} depth={depth + 1} />}
          </li>
        );
      })}
    </ul>
  );
}
