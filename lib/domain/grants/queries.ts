import "server-only";
import sql from "sql-template-tag";
import { allowed, authorize } from "../../access/decide";
import { isToSelf } from "../../access/delegation";
import type { ScopeFacts } from "../../access/explain";
import { scopeInWords } from "../../access/sentence";
import type { Viewer } from "../../access/viewer";
import { firstRow, rows, type Queryable } from "../../platform/db/connect";
import { ordered, orderedPage } from "../../platform/db/ordered";
import { notFound } from "../../shared/errors";
import type { Page } from "../../shared/page";
import { roleText } from "../../shared/ready-roles";
import { read } from "../access/change";
import { scopeNames } from "../access/scope-names";
import type { Terms } from "./fields";
import { grantColumns, grantSorts, grantTables, knownPlace, narrowedGrants, visibleGrants } from "./list";
import type { GrantDetail, GrantRow, Scope } from "./rows";
import type { GrantList } from "./schema";

type Found = Omit<GrantRow, "scope"> & Omit<ScopeFacts, "id">;

const mostCounted = 10_000;

/** One page of the grants whose holders' homes the viewer may list, in words they may read. */
export async function listGrants(viewer: Viewer, list: GrantList): Promise<Page<GrantRow>> {
  authorize(viewer, "grants.list");
  const where = sql`FROM ${grantTables} WHERE ${visibleGrants(viewer)}${narrowedGrants(list)}`;
  const page = ordered(list, grantSorts[list.sort], sql`g.id`);
  return read(viewer, async (on) => {
    const found = await rows<Found & { sortKey: string }>(on, sql`SELECT ${grantColumns()}, ${page.key} ${where}${page.beyond}${page.order}`);
    const counted = await firstRow<{ count: number }>(on, sql`SELECT count(*)::int AS count FROM (SELECT 1 ${where} LIMIT ${mostCounted + 1}) n`);
    const { count } = counted!;
    const total = { count: Math.min(count, mostCounted), exact: count <= mostCounted };
    const shown = orderedPage(list, found, total);
    return { ...shown, rows: await inWords(on, viewer, shown.rows) };
  });
}

async function inWords(on: Queryable, viewer: Viewer, found: readonly Found[]): Promise<GrantRow[]> {
  const names = await scopeNames(on, viewer, { scopes: found, groups: [] });
  return found.map((grant) => {
    const { ref: _, narrowTerritoryId: __, narrowProgramId: ___, exceptOrganizations: ____, hasExceptCustomers: _____, ...row } = grant;
    return { ...row, roleName: roleText(row.roleName), scope: scopeInWords(grant, names) };
  });
}

/** A grant opened, with what the viewer may do with it. Throws `not-found` when it may not be listed. */
export async function getGrant(viewer: Viewer, grantId: number): Promise<GrantDetail> {
  authorize(viewer, "grants.list");
  return read(viewer, async (on) => {
    const found = await firstRow<Found & Scope & { scopes: number[]; hides: boolean }>(
      on,
      sql`SELECT ${grantColumns()}, ${lists(viewer)}, ARRAY(SELECT s.scope_id FROM organization_scope s WHERE s.organization_id = o.id)::text[]::float8[] AS scopes
        FROM ${grantTables} CROSS JOIN ${seenCustomers} WHERE g.id = ${grantId}`,
    );
    if (!found || !allowed(viewer.access, "grants.list", found.scopes)) throw notFound("grant");
    const { customers, exceptCustomers, scopes, hides, ...rest } = found;
    const { kind, ref, narrowTerritoryId, narrowProgramId, exceptOrganizations } = found;
    const [row] = await inWords(on, viewer, [rest]);
    const isSelf = isToSelf(viewer.facts, found);
    const can = {
      change: allowed(viewer.access, "grants.give", scopes) && !isSelf && !hides,
      revoke: allowed(viewer.access, "grants.revoke", scopes),
    };
    const places = { kind, ref, narrowTerritoryId, narrowProgramId, exceptOrganizations, customers, exceptCustomers };
    return { ...row!, places, isToSelf: isSelf, hides, can };
  });
}

/** The customers of the grant that the viewer may see, and whether it names customers or partners that they may not. */
const lists = (viewer: Viewer) => sql`k.customers, k."exceptCustomers",
  cardinality(k.customers) + cardinality(k."exceptCustomers") < (SELECT count(*) FROM grant_customers l WHERE l.grant_id = g.id)
      + (SELECT count(*) FROM grant_except_customers l WHERE l.grant_id = g.id)
    OR EXISTS (SELECT 1 FROM organizations p WHERE p.id = ANY(g.except_organizations || CASE WHEN g.scope_kind IN ('subtree', 'direct') THEN ARRAY[g.scope_ref] ELSE '{}' END)
      AND NOT ${knownPlace(viewer)}) AS hides`;

const seenCustomers = sql`LATERAL (SELECT
  ARRAY(SELECT c.id FROM grant_customers l JOIN customers c ON c.id = l.customer_id WHERE l.grant_id = g.id ORDER BY 1) AS customers,
  ARRAY(SELECT c.id FROM grant_except_customers l JOIN customers c ON c.id = l.customer_id WHERE l.grant_id = g.id ORDER BY 1) AS "exceptCustomers") k`;

/** A grant's terms as they stand. Throws `not-found` when it may not be listed. */
export async function storedTerms(viewer: Viewer, grantId: number): Promise<Terms> {
  authorize(viewer, "grants.list");
  const { places, roleId, level, from, until, reason } = await getGrant(viewer, grantId);
  return { ...places, roleId, level, from, until, reason };
}

/** The id of the grant with this key, if the viewer may list it. */
export async function findGrantByKey(viewer: Viewer, key: string): Promise<number | null> {
  authorize(viewer, "grants.list");
  return read(viewer, async (on) => {
    const row = await firstRow<{ id: number }>(on, sql`SELECT g.id FROM ${grantTables} WHERE g.key = ${key} AND ${visibleGrants(viewer)}`);
    return row?.id ?? null;
  });
}
