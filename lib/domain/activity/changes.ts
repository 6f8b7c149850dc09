import "server-only";
import sql from "sql-template-tag";
import { homeOf, type Viewer } from "../../access/viewer";
import { pool } from "../../platform/db/client";
import { rows } from "../../platform/db/connect";
import { formatDateTime } from "../../shared/dates";
import { msg, t, type Message } from "../../shared/language/text";
import { wordOf } from "./values";
import { labelOf } from "./words";

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

const untold = new Set(["version", "id", "customerId", "passwordHash", "columns", "picture"]);
const stranger: Partial<Record<Kind, Message>> = { organization: msg("another partner"), user: msg("somebody else"), role: msg("another role"), group: msg("another group") };

/** The fields of log rows in words, row by row. Names of partners and people outside the viewer's reach are not given away. */
export async function changesIn(viewer: Viewer, entries: readonly Entry[]): Promise<Change[][]> {
  const names = await namesIn(viewer, entries);
  return entries.map(({ before, after }) => {
    const fields = Object.keys({ ...before, ...after }).filter((field) => !untold.has(field));
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
  if (typeof value === "string") return toldText(field, value);
  if (Array.isArray(value)) return value.length === 0 ? null : shortened(value.map((each) => (isNamed(each) ? each.name : String(each))).join(", "));
  if (typeof value === "object") return shortened(isNamed(value) ? value.name : Object.entries(value).filter(([, part]) => !isEmpty(part)).map(([name, part]) => `${name} ${String(part)}`).join(", ")) || null;
  return shortened(String(value));
}

const toldText = (field: string, value: string) => (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? formatDateTime(value) : (wordOf(field, value) ?? shortened(value)));

const isNamed = (value: unknown): value is { name: string } => typeof (value as { name?: unknown } | null)?.name === "string";
const isEmpty = (value: unknown) => value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
const shortened = (text: string) => (text.length > 200 ? `${text.slice(0, 199)}…` : text);

/** Names behind the ids in the entries, as far as they lie in the viewer's reach or above it. */
async function namesIn({ facts }: Viewer, entries: readonly Entry[]): Promise<Names> {
  const found: Record<Kind, Set<number>> = { organization: new Set(), territory: new Set(), user: new Set(), program: new Set(), role: new Set(), group: new Set() };
  for (const { before, after } of entries) {
    for (const [field, value] of [...Object.entries(before ?? {}), ...Object.entries(after ?? {})]) {
      const kind = kindOf[field];
      if (kind && Number.isInteger(value)) found[kind].add(value as number);
    }
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
  return new Map(named.map(({ kind, id, name }) => [nameKey(kind, id), name]));
}
