import "server-only";
import sql from "sql-template-tag";
import { homeOf, type Viewer } from "../../access/viewer";
import { pool } from "../../platform/db/client";
import { rows } from "../../platform/db/connect";
import { isId } from "../../shared/fields";
import { msg, t, type Message } from "../../shared/language/text";
import { roleText } from "../../shared/ready-roles";
import { labelOf } from "./labels";
import { placesIn, scopeOf } from "./scope-values";
import { madeOf, momentOf, partOf, readyOf, wordOf } from "./values";

type Fields = Record<string, unknown>;
type Entry = { before: Fields | null; after: Fields | null };
type Kind = "organization" | "territory" | "user" | "program" | "role" | "group";

/** One field of a log row in words, as it was and as it became. */
export type Change = { field: string; before: string | null; after: string | null };

const kindOf: Record<string, Kind> = {
  organizationId: "organization",
  parentId: "organization",
  territoryId: "territory",
  narrowTerritoryId: "territory",
  accountManagerId: "user",
  assigneeId: "user",
  createdById: "user",
  inviterId: "user",
  userId: "user",
  programId: "program",
  narrowProgramId: "program",
  roleId: "role",
  templateId: "role",
  clonedFromId: "role",
  groupId: "group",
};

const untold = new Set(["version", "id", "customerId", "passwordHash", "columns", "picture", "fromId", "scopeRef", "session", "receipt", "readyKey", "onboardingId"]);
/** Keys that the program gave: nobody calls anything so. */
const isGivenKey = (field: string, value: unknown) => field === "key" && /-[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-/.test(String(value));
/** Ids that say the same as a name beside them. */
const doubled: Record<string, readonly string[]> = { roleId: ["role"], userId: ["holder"], groupId: ["holder", "securityGroup"], programId: ["program"] };
const stranger: Partial<Record<Kind, Message>> = { organization: msg("another partner"), user: msg("somebody else"), role: msg("another role"), group: msg("another group") };

/** The fields of log rows in words, row by row. Names of partners and people outside the viewer's reach are not given away. */
export async function changesIn(viewer: Viewer, entries: readonly Entry[]): Promise<Change[][]> {
  const names = await namesIn(viewer, entries);
  return entries.map(({ before, after }) => {
    const all = { ...before, ...after };
    const fields = Object.keys(all).filter((field) => !untold.has(field) && !isGivenKey(field, all[field]) && !(all[field] === 0 && field.endsWith("HandedOver")) && !doubled[field]?.some((name) => name in all));
    const changes = fields.map((field) => ({ field: labelOf(field), before: told(field, before?.[field], names), after: told(field, after?.[field], names) }));
    return changes.filter(({ before: was, after: is }) => was !== is);
  });
}

type Names = Map<string, string>;
const nameKey = (kind: Kind, id: unknown) => `${kind} ${String(id)}`;

function told(field: string, value: unknown, names: Names): string | null {
  if (value === null || value === undefined || value === "") return null;
  const kind = kindOf[field];
  if (kind && typeof value === "number") return names.get(nameKey(kind, value)) ?? t(stranger[kind] ?? msg("one that is gone"));
  if (typeof value === "boolean") return value ? t("yes") : t("no");
  if (typeof value === "string") return toldText(field, value, names);
  if (Array.isArray(value)) return value.length === 0 ? null : shortened(value.map((each) => toldPart(field, each, names)).join(", "));
  if (typeof value === "object") return isNamed(value) ? shortened(value.name) : toldParts(value as Fields, names);
  return shortened(String(value));
}

function toldText(field: string, value: string, names: Names): string {
  const nameOf = (kind: Kind, id: number) => names.get(nameKey(kind, id)) ?? t(stranger[kind] ?? msg("one that is gone"));
  return momentOf(field, value) ?? wordOf(field, value) ?? scopeOf(field, value, nameOf) ?? madeOf(field, value) ?? readyOf(field, value) ?? shortened(value);
}

/** One of several: a record by its name, a number or text that stands for a record likewise. */
function toldPart(field: string, value: unknown, names: Names): string {
  if (isNamed(value)) return value.name;
  const kind = placeIn(field);
  if (kind && /^\d+$/.test(String(value))) return names.get(nameKey(kind, value)) ?? t(stranger[kind] ?? msg("one that is gone"));
  if (typeof value === "boolean") return value ? t("yes") : t("no");
  return typeof value === "string" ? partOf(field, value) : typeof value === "object" && value !== null ? titleOf(value as Fields) : String(value);
}

/** The fields inside one field, such as the filters of an export or the rule of a group. */
function toldParts(value: Fields, names: Names): string | null {
  const parts = Object.entries(value).filter(([, part]) => !isEmpty(part) && part !== false);
  const said = parts.map(([name, part]) => `${labelOf(name)}: ${(Array.isArray(part) ? part : [part]).map((each) => toldPart(name, each, names)).join(", ")}`);
  return shortened(said.join("; ")) || null;
}

const titleOf = ({ title, name }: Fields) => String(title ?? name ?? "");

/** Fields inside others that hold ids, without the ending that they carry elsewhere. */
const placeIn = (field: string): Kind | undefined => kindOf[`${field}Id`] ?? kindOf[field] ?? ({ organizations: "organization", exceptOrganizations: "organization", manager: "user" } as const)[field];

const isNamed = (value: unknown): value is { name: string } => typeof (value as { name?: unknown } | null)?.name === "string";
const isEmpty = (value: unknown) => value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
const shortened = (text: string) => (text.length > 200 ? `${text.slice(0, 199)}…` : text);

/** The records for which ids stand in a field, in a list or in fields inside it. */
function recordsIn(field: string, value: unknown): { kind: Kind; id: number }[] {
  if (Array.isArray(value)) return value.flatMap((each) => (typeof each === "object" ? [] : recordsIn(field, each)));
  if (typeof value === "object" && value !== null) return Object.entries(value).flatMap(([name, part]) => recordsIn(name, part));
  const [kind, id] = [placeIn(field), Number(value)];
  return kind && isId(id) ? [{ kind, id }] : placesIn(field, value);
}

/** Names behind the ids in the entries, as far as they lie in the viewer's reach or above it. */
async function namesIn({ facts }: Viewer, entries: readonly Entry[]): Promise<Names> {
  const found: Record<Kind, Set<number>> = { organization: new Set(), territory: new Set(), user: new Set(), program: new Set(), role: new Set(), group: new Set() };
  for (const { before, after } of entries) {
    for (const { kind, id } of [before, after].flatMap((fields) => Object.entries(fields ?? {}).flatMap(([field, value]) => recordsIn(field, value)))) found[kind].add(id);
  }
  const ids = (kind: Kind) => sql`id = ANY(${[...found[kind]]}::int[])`;
  const inReach = sql`(organization_id = ANY(${[...facts.homePath]}::int[]) OR organization_id IN (SELECT organization_id FROM organization_closure WHERE ancestor_id = ${homeOf(facts)}))`;
  const named = await rows<{ kind: Kind; id: number; name: string }>(
    pool(),
    sql`SELECT 'organization' AS kind, id, name FROM (SELECT id, name, id AS organization_id FROM organizations) o WHERE ${ids("organization")} AND ${inReach}
      UNION ALL SELECT 'user', id, name FROM users WHERE ${ids("user")} AND ${inReach}
      UNION ALL SELECT 'role', id, name FROM roles WHERE ${ids("role")} AND ${inReach}
      UNION ALL SELECT 'group', id, name FROM groups WHERE ${ids("group")} AND ${inReach}
      UNION ALL SELECT 'territory', id, name FROM territories WHERE ${ids("territory")}
      UNION ALL SELECT 'program', id, name FROM programs WHERE ${ids("program")}`,
  );
  return new Map(named.map(({ kind, id, name }) => [nameKey(kind, id), kind === "role" ? roleText(name) : name]));
}
