import "server-only";
import sql, { empty, join } from "sql-template-tag";
import { authorize, can, scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import type { Viewer } from "../../access/viewer";
import { pool } from "../../platform/db/client";
import { rows, type Queryable } from "../../platform/db/connect";
import { idsIn } from "../../shared/fields";
import { t } from "../../shared/language/text";
import { roleText, roleTextsShowing } from "../../shared/ready-roles";
import { read } from "../access/change";
import { knownHolder } from "./coverage";
import { lockedRoles } from "./givable";
import type { Holder } from "./holders";
import { carriedScope, knownPlace } from "./list";
import type { Chosen, Scope, ScopeChoice } from "./rows";
import type { GrantList, HolderInput } from "./schema";

export type HolderChoice = Chosen & { kind: "user" | "group"; organizationId: number };

/** What an editor of a grant begins with: the choices made already, with their names. */
export type EditorStart = { holder: HolderChoice | null; role: Chosen | null; scope: ScopeChoice };

type Asked = { userId: number | null; groupId: number | null; roleId: number | null; scope: Scope | null };

/**
 * The names of choices made already, by a link or by the grant as it stands. Whatever the viewer may not see is as if not chosen. Without
 * a scope it is the one that a security group carries, else the holder's home with its own customers, the default for a new manager.
 */
export async function editorStart(viewer: Viewer, { userId, groupId, roleId, scope }: Asked): Promise<EditorStart> {
  authorize(viewer, "grants.give");
  const holder = await knownHolder(viewer, { userId, groupId });
  return read(viewer, async (on) => ({
    holder: holder && {
      kind: holder.userId === null ? "group" : "user",
      value: String(holder.userId ?? holder.groupId),
      label: holder.name,
      hint: holder.organizationName,
      organizationId: holder.organizationId,
    },
    role: roleId === null ? null : await roleChosen(on, viewer, roleId),
    scope: await scopeChosen(on, viewer, scope ?? (await usualScope(on, holder))),
  }));
}

/**
 * What a grant to this holder usually covers, by name: the scope that a security group carries, else the holder's home with its own
 * customers. Null when the viewer may not give to them.
 */
export async function usualScopeOf(viewer: Viewer, asked: HolderInput): Promise<{ scope: ScopeChoice | null }> {
  authorize(viewer, "grants.give");
  const holder = await knownHolder(viewer, { userId: asked.userId ?? null, groupId: asked.groupId ?? null });
  if (!holder) return { scope: null };
  return read(viewer, async (on) => ({ scope: await scopeChosen(on, viewer, await usualScope(on, holder)) }));
}

async function usualScope(on: Queryable, holder: Holder | null): Promise<Scope> {
  const [carried] = holder?.isSecurityGroup ? await rows<Scope>(on, carriedScope(sql`g.group_id = ${holder.groupId}`)) : [];
  const nothing = { customers: [], narrowTerritoryId: null, narrowProgramId: null, exceptCustomers: [], exceptOrganizations: [] };
  return carried ?? { ...nothing, kind: "direct", ref: holder?.organizationId ?? null };
}

async function roleChosen(on: Queryable, viewer: Viewer, roleId: number): Promise<Chosen | null> {
  const [role] = await rows<Chosen>(
    on,
    sql`SELECT r.id::text AS value, r.name AS label, o.name AS hint FROM roles r JOIN organizations o ON o.id = r.organization_id
      WHERE r.id = ${roleId} AND ${knownRole(viewer)}`,
  );
  return role ? { ...role, label: roleText(role.label) } : null;
}

type Row = Chosen & { what: "organization" | "territory" | "program" | "customer" };

/** The parts of a scope by their names, as far as the viewer may read them; the rest is left out. */
export async function scopeChosen(on: Queryable, viewer: Viewer, scope: Scope): Promise<ScopeChoice> {
  const { kind, ref } = scope;
  const place = { organization: kind === "subtree" || kind === "direct" ? ref : null, territory: kind === "territory" ? ref : null, program: kind === "program" ? ref : null };
  const ids = (...values: (number | null)[]) => values.filter((value) => value !== null);
  const territories = can(viewer, "territories.list") ? ids(place.territory, scope.narrowTerritoryId) : [];
  const programs = can(viewer, "programs.list") ? ids(place.program, scope.narrowProgramId) : [];
  const found = await rows<Row>(
    on,
    sql`SELECT 'organization' AS what, p.id::text AS value, p.name AS label, NULL AS hint FROM organizations p
        WHERE p.id = ANY(${ids(place.organization, ...scope.exceptOrganizations)}::int[]) AND ${knownPlace(viewer)}
      UNION ALL SELECT 'territory', t.id::text, t.name, NULL FROM territories t WHERE t.id = ANY(${territories}::int[])
      UNION ALL SELECT 'program', p.id::text, p.name, NULL FROM programs p WHERE p.id = ANY(${programs}::int[])
      UNION ALL SELECT 'customer', c.id::text, c.name, c.key FROM customers c WHERE c.id = ANY(${[...scope.customers, ...scope.exceptCustomers]}::int[])`,
  );
  const of = new Map(found.map(({ what, value, label, hint }) => [`${what}${value}`, { value, label, ...(hint ? { hint } : {}) }]));
  const one = (what: Row["what"], id: number | null) => (id === null ? null : (of.get(`${what}${id}`) ?? null));
  const many = (what: Row["what"], list: readonly number[]) => list.flatMap((id) => of.get(`${what}${id}`) ?? []);
  return {
    kind,
    organization: one("organization", place.organization),
    territory: one("territory", place.territory),
    program: one("program", place.program),
    customers: many("customer", scope.customers),
    narrowTerritory: one("territory", scope.narrowTerritoryId),
    narrowProgram: one("program", scope.narrowProgramId),
    exceptCustomers: many("customer", scope.exceptCustomers),
    exceptOrganizations: many("organization", scope.exceptOrganizations),
  };
}

/**
 * For the picker of the role: up to 20 roles by name, those first that begin with the words, that can be given to this holder: not
 * archived, of their organization or one above it, that the viewer may list or use. Before a holder is chosen, all that the viewer may list
 * or use. Those that the viewer could not give there say why.
 */
export async function lookupGivableRoles(viewer: Viewer, words: string, asked: AskedRoles): Promise<Chosen[]> {
  authorize(viewer, "grants.give");
  const holder = await knownHolder(viewer, asked);
  const homeId = holder?.organizationId ?? asked.organizationId ?? null;
  const usable = homeId === null ? empty : sql` AND r.organization_id IN (SELECT ancestor_id FROM organization_closure WHERE organization_id = ${homeId})`;
  const found = words.replaceAll("\0", "").split(/\s+/).filter(Boolean).slice(0, 8).map((word) => word.replace(/[\\%_]/g, "\\$&"));
  const named = found.length === 0 ? empty : sql` AND ${join(found.map((word) => sql`(portico_fold(r.name) LIKE '%' || portico_fold(${word}) || '%' OR r.name = ANY(${roleTextsShowing(word)}::text[]))`), " AND ")}`;
  const known = await rows<Chosen & { partner: string; isTemplate: boolean }>(
    pool(),
    sql`SELECT r.id::text AS value, r.name AS label, o.name AS partner, r.is_template AS "isTemplate"
      FROM roles r JOIN organizations o ON o.id = r.organization_id WHERE r.archived_at IS NULL AND ${knownRole(viewer)}${usable}${named}
      ORDER BY NOT starts_with(portico_fold(r.name), portico_fold(${words.replaceAll("\0", "").trim()})), portico_fold(r.name) COLLATE "C", r.id LIMIT 20`,
  );
  const roles = known.map(({ value, label, partner, isTemplate }): Chosen => ({ value, label: roleText(label), hint: isTemplate ? t("template, {partner}", { partner }) : partner }));
  if (homeId === null) return roles;
  const giving = { userId: holder?.userId ?? null, groupId: holder?.groupId ?? null, organizationId: homeId, scope: asked.scope ?? null, level: asked.level ?? "read" };
  const locked = await lockedRoles(viewer, roles.map(({ value }) => Number(value)), giving);
  return roles.map((role) => (locked.has(Number(role.value)) ? { ...role, locked: locked.get(Number(role.value))! } : role));
}

/** For whom a role is sought: a user or group, or somebody new of an organization; and on which records, as far as that is known. */
export type AskedRoles = { userId: number | null; groupId: number | null; organizationId?: number | null; scope?: Scope | null; level?: "read" | "write" };

/** Roles aliased `r` that the viewer may list, or use because they belong to their home or above it. */
const knownRole = (viewer: Viewer) =>
  sql`(r.organization_id = ANY(${viewer.facts.homePath}::int[]) OR ${organizationFilter(scopesOf(viewer.access, "roles.list"), sql`r.organization_id`)})`;

export type GrantFilterLabels = Partial<Record<"user" | "group" | "role" | "organization", Chosen[]>>;


/** Names of what the list of grants is filtered by, for those that the viewer may know; the rest keep their number. */
export async function grantFilterLabels(viewer: Viewer, { filters }: Pick<GrantList, "filters">): Promise<GrantFilterLabels> {
  authorize(viewer, "grants.list");
  const held = (column: ReturnType<typeof sql>) => organizationFilter(scopesOf(viewer.access, "grants.list"), column);
  const found = await rows<Chosen & { kind: keyof GrantFilterLabels }>(
    pool(),
    sql`SELECT 'user' AS kind, id::text AS value, name AS label FROM users WHERE id = ANY(${idsIn(filters.user)}::int[]) AND ${held(sql`organization_id`)}
      UNION ALL SELECT 'group', id::text, name FROM groups WHERE id = ANY(${idsIn(filters.group)}::int[]) AND ${held(sql`organization_id`)}
      UNION ALL SELECT 'role', r.id::text, r.name FROM roles r WHERE r.id = ANY(${idsIn(filters.role)}::int[]) AND ${knownRole(viewer)}
      UNION ALL SELECT 'organization', p.id::text, p.name FROM organizations p WHERE p.id = ANY(${idsIn(filters.organization)}::int[]) AND ${knownPlace(viewer)}`,
  );
  const labels: GrantFilterLabels = {};
  for (const { kind, value, label } of found) (labels[kind] ??= []).push({ value, label: kind === "role" ? roleText(label) : label });
  return labels;
}
