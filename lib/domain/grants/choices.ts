import "server-only";
import sql from "sql-template-tag";
import { authorize, can, scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import { homeOf, type Viewer } from "../../access/viewer";
import { rows, type Queryable } from "../../platform/db/connect";
import { read } from "../access/change";
import { knownHolder } from "./coverage";
import type { Chosen, Scope, ScopeChoice } from "./rows";

export type HolderChoice = Chosen & { kind: "user" | "group"; organizationId: number };

/** What an editor of a grant begins with: the choices made already, with their names. */
export type EditorStart = { holder: HolderChoice | null; role: Chosen | null; scope: ScopeChoice };

type Asked = { userId: number | null; groupId: number | null; roleId: number | null; scope: Scope };

/** The names of choices made already, by a link or by the grant as it stands. Whatever the viewer may not see is as if not chosen. */
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
    scope: await scopeChosen(on, viewer, scope),
  }));
}

async function roleChosen(on: Queryable, viewer: Viewer, roleId: number): Promise<Chosen | null> {
  const [role] = await rows<Chosen>(
    on,
    sql`SELECT r.id::text AS value, r.name AS label, o.name AS hint FROM roles r JOIN organizations o ON o.id = r.organization_id
      WHERE r.id = ${roleId} AND (r.organization_id = ANY(${viewer.facts.homePath}::int[])
        OR ${organizationFilter(scopesOf(viewer.access, "roles.list"), sql`r.organization_id`)})`,
  );
  return role ?? null;
}

type Row = Chosen & { what: "organization" | "territory" | "program" | "customer" };

async function scopeChosen(on: Queryable, viewer: Viewer, scope: Scope): Promise<ScopeChoice> {
  const { kind, ref } = scope;
  const place = { organization: kind === "subtree" || kind === "direct" ? ref : null, territory: kind === "territory" ? ref : null, program: kind === "program" ? ref : null };
  const ids = (...values: (number | null)[]) => values.filter((value) => value !== null);
  const territories = can(viewer, "territories.list") ? ids(place.territory, scope.narrowTerritoryId) : [];
  const programs = can(viewer, "programs.list") ? ids(place.program, scope.narrowProgramId) : [];
  const found = await rows<Row>(
    on,
    sql`SELECT 'organization' AS what, o.id::text AS value, o.name AS label, NULL AS hint FROM organizations o
        WHERE o.id = ANY(${ids(place.organization, ...scope.exceptOrganizations)}::int[])
          AND (o.id = ${homeOf(viewer.facts)} OR ${organizationFilter(scopesOf(viewer.access, "organizations.list"), sql`o.id`)})
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
