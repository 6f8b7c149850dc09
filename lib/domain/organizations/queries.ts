import "server-only";
import sql from "sql-template-tag";
import { allowed, authorize, scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import type { Permission } from "../../access/permissions";
import { homeOf, type Viewer } from "../../access/viewer";
import { pool } from "../../platform/db/client";
import { firstRow, rows } from "../../platform/db/connect";
import { keysetPage } from "../../platform/db/keyset";
import { notFound } from "../../shared/errors";
import type { Page } from "../../shared/page";
import { childCount, listConditions, pageOfIds, stateOf } from "./list";
import type { OrganizationDetail, OrganizationRow } from "./rows";
import type { OrganizationList } from "./schema";

/** One page of the partners that the viewer may list. */
export async function listOrganizations(viewer: Viewer, list: OrganizationList): Promise<Page<OrganizationRow>> {
  authorize(viewer, "organizations.list");
  const set = scopesOf(viewer.access, "organizations.list");
  const where = listConditions(set, list);
  const [found, total] = await Promise.all([
    rows<OrganizationRow & { sortKey: string | Date }>(
      pool(),
      sql`WITH page AS (${pageOfIds(where, list)})
        SELECT o.id, o.key, o.name, ${stateOf("o")} AS state, p.id AS "parentId", p.name AS "parentName", o.partner_type AS "partnerType", o.tier,
          o.region, o.territory_id AS "territoryId", t.name AS "territoryName", ${childCount("o", set)} AS "childCount",
          o.created_at AS "createdAt", o.updated_at AS "updatedAt", o.version, page.sort_key AS "sortKey"
        FROM page JOIN organizations o ON o.id = page.id LEFT JOIN territories t ON t.id = o.territory_id
        LEFT JOIN organizations p ON p.id = o.parent_id AND ${organizationFilter(set, sql`p.id`)} ORDER BY page.place`,
    ),
    firstRow<{ count: number }>(pool(), sql`SELECT count(*)::int AS count FROM organizations o WHERE ${where}`),
  ]);
  const page = keysetPage(list, found, { count: total!.count, exact: true }, ({ sortKey, id }) => ({
    key: sortKey instanceof Date ? sortKey.toISOString() : sortKey,
    id,
  }));
  return { ...page, rows: page.rows.map(({ sortKey: _, ...row }) => row) };
}

type DetailRow = Omit<OrganizationDetail, "can" | "isOperator" | "isOwnHome" | "guardrail"> & {
  scopes: number[];
  hasGuardrail: boolean;
  guardrail: string[];
  root: boolean;
};

/** A partner's profile with what the viewer may do with it. Throws `not-found` when it may not be opened. */
export async function getOrganization(viewer: Viewer, organizationId: number): Promise<OrganizationDetail> {
  authorize(viewer, "organizations.view");
  const listed = scopesOf(viewer.access, "organizations.list");
  const row = await firstRow<DetailRow>(
    pool(),
    sql`SELECT o.id, o.key, o.name, o.status::text AS status, ${stateOf("o")} AS state, p.id AS "parentId", p.name AS "parentName", o.parent_id IS NULL AS root,
        o.partner_type AS "partnerType", o.tier, o.region, o.territory_id AS "territoryId", t.name AS "territoryName", o.billing_mode::text AS "billingMode",
        o.has_guardrail AS "hasGuardrail", o.guardrail, ${childCount("o", listed)} AS "childCount",
        o.created_at AS "createdAt", o.updated_at AS "updatedAt", o.version,
        coalesce((SELECT json_agg(json_build_object('id', a.id, 'name', a.name) ORDER BY c.depth DESC) FROM organization_closure c
          JOIN organizations a ON a.id = c.ancestor_id WHERE c.organization_id = o.id AND c.depth > 0 AND ${organizationFilter(listed, sql`a.id`)}), '[]') AS above,
        coalesce((SELECT json_agg(json_build_object('id', g.id, 'name', g.name, 'tier', e.tier, 'from', e.valid_from, 'until', e.valid_until, 'isCurrent', e.is_current)
          ORDER BY g.name) FROM enrollments e JOIN programs g ON g.id = e.program_id WHERE e.organization_id = o.id), '[]') AS programs,
        (SELECT array_agg(s.scope_id)::text[]::float8[] FROM organization_scope s WHERE s.organization_id = o.id) AS scopes
      FROM organizations o LEFT JOIN territories t ON t.id = o.territory_id
      LEFT JOIN organizations p ON p.id = o.parent_id AND ${organizationFilter(listed, sql`p.id`)} WHERE o.id = ${organizationId}`,
  );
  if (!row || !allowed(viewer.access, "organizations.view", row.scopes)) throw notFound("partner");
  const { scopes, hasGuardrail, guardrail, root, programs, ...profile } = row;
  const isOwnHome = organizationId === homeOf(viewer.facts);
  const may = (permission: Permission) => allowed(viewer.access, permission, scopes);
  return {
    ...profile,
    isOperator: root,
    isOwnHome,
    guardrail: hasGuardrail ? guardrail : null,
    programs: may("programs.list") ? programs : [],
    can: rightsOn(may, root || isOwnHome),
  };
}

/** What may be done with a partner; nobody moves, deactivates or limits the operator or the partner they belong to. */
const rightsOn = (may: (permission: Permission) => boolean, isFixed: boolean): OrganizationDetail["can"] => ({
  create: may("organizations.create"),
  edit: may("organizations.edit"),
  assign: may("territories.assign"),
  move: may("organizations.move") && !isFixed,
  deactivate: may("organizations.deactivate") && !isFixed,
  editGuardrail: may("organizations.edit-guardrail") && !isFixed,
  enroll: may("programs.enroll"),
  explain: may("access.explain"),
});

/** For pickers: up to 20 partners whose name or key holds the words, that the viewer may list; `needs` narrows to those it holds on. */
export async function lookupOrganizations(viewer: Viewer, search: string, needs: Permission = "organizations.list"): Promise<{ id: number; name: string; key: string; above: string | null }[]> {
  authorize(viewer, "organizations.list");
  const listed = scopesOf(viewer.access, "organizations.list");
  const where = listConditions(listed, { search, filters: {} });
  return rows(
    pool(),
    sql`SELECT o.id, o.name, o.key, p.name AS above FROM organizations o
      LEFT JOIN organizations p ON p.id = o.parent_id AND ${organizationFilter(listed, sql`p.id`)}
      WHERE ${where} AND ${organizationFilter(scopesOf(viewer.access, needs), sql`o.id`)}
      ORDER BY portico_fold(o.name) COLLATE "C", o.id LIMIT 20`,
  );
}

/** The names of partners by id, those that the viewer may list. */
export async function namesOfOrganizations(viewer: Viewer, ids: readonly number[]): Promise<{ id: number; name: string }[]> {
  authorize(viewer, "organizations.list");
  const filter = organizationFilter(scopesOf(viewer.access, "organizations.list"), sql`o.id`);
  return rows(pool(), sql`SELECT o.id, o.name FROM organizations o WHERE o.id = ANY(${[...ids]}::int[]) AND ${filter}`);
}

/** The id of the partner with this key, if the viewer may list it. */
export async function findOrganizationByKey(viewer: Viewer, key: string): Promise<number | null> {
  authorize(viewer, "organizations.list");
  const filter = organizationFilter(scopesOf(viewer.access, "organizations.list"), sql`o.id`);
  const row = await firstRow<{ id: number }>(pool(), sql`SELECT o.id FROM organizations o WHERE o.key = ${key} AND ${filter}`);
  return row?.id ?? null;
}

/** The partner types and tiers in use among the partners that the viewer may list. */
export async function organizationFacets(viewer: Viewer): Promise<{ partnerTypes: string[]; tiers: string[] }> {
  authorize(viewer, "organizations.list");
  const filter = organizationFilter(scopesOf(viewer.access, "organizations.list"), sql`o.id`);
  const row = await firstRow<{ types: string[] | null; tiers: string[] | null }>(
    pool(),
    sql`SELECT array_agg(DISTINCT partner_type) FILTER (WHERE partner_type IS NOT NULL) AS types,
        array_agg(DISTINCT tier) FILTER (WHERE tier IS NOT NULL) AS tiers FROM organizations o WHERE ${filter}`,
  );
  const few = (values: string[] | null | undefined) => (values ?? []).slice(0, 100);
  return { partnerTypes: few(row?.types), tiers: few(row?.tiers) };
}
