import "server-only";
import sql, { join, type Sql } from "sql-template-tag";
import { can, scopesOf } from "../../access/decide";
import type { ScopeFacts } from "../../access/explain";
import { organizationFilter } from "../../access/filter";
import type { Names } from "../../access/sentence";
import { homeOf, type Viewer } from "../../access/viewer";
import { rows, type Queryable } from "../../platform/db/connect";
import { t } from "../../shared/language/text";

/** Who reads the names: a viewer, who gets general words for what they may not see, or the machine's owner, who sees all. */
export type Eyes = Viewer | "owner";

type Wanted = { scopes: readonly ScopeFacts[]; groups: readonly number[] };
type Name = { kind: "o" | "t" | "p" | "g"; id: number; name: string };

const isReference = (id: number | null): id is number => id !== null;

/**
 * The names that the scopes and groups need, as the reader may know them, in two statements however many there are. Customers are read
 * with the rights of the connection: for a viewer it must be one behind the second wall.
 */
export async function scopeNames(on: Queryable, eyes: Eyes, { scopes, groups }: Wanted): Promise<Names> {
  const places = scopes.filter(({ kind }) => kind === "subtree" || kind === "direct").map(({ ref }) => ref);
  const organizations = [...places, ...scopes.flatMap(({ exceptOrganizations }) => exceptOrganizations)].filter(isReference);
  const territories = scopes.flatMap(({ kind, ref, narrowTerritoryId }) => [kind === "territory" ? ref : null, narrowTerritoryId]).filter(isReference);
  const programs = scopes.flatMap(({ kind, ref, narrowProgramId }) => [kind === "program" ? ref : null, narrowProgramId]).filter(isReference);
  const parts = [
    named("o", "organizations", organizations, knownOrganizations(eyes)),
    named("t", "territories", territories, knownTo(eyes, "territories.list")),
    named("p", "programs", programs, knownTo(eyes, "programs.list")),
    named("g", "groups", groups, knownGroups(eyes)),
  ].filter((part) => part !== null);
  const found = parts.length === 0 ? [] : await rows<Name>(on, join(parts, " UNION ALL "));
  const nameOf = new Map(found.map(({ kind, id, name }) => [`${kind}${id}`, name]));
  const lists = await customerLists(on, scopes);
  const left = (grantId: number) => lists.get(`except${grantId}`) ?? [];
  return {
    organization: (id) => nameOf.get(`o${id}`) ?? t("a partner you may not see"),
    territory: (id) => nameOf.get(`t${id}`) ?? t("you may not see##territory"),
    program: (id) => nameOf.get(`p${id}`) ?? t("you may not see##program"),
    group: (id) => nameOf.get(`g${id}`) ?? t("you may not see##group"),
    listedCustomers: (grantId) => lists.get(`only${grantId}`) ?? [],
    exceptedCustomers: (grantId) => (left(grantId).length > 0 ? left(grantId) : [t("some customers")]),
  };
}

function named(kind: Name["kind"], table: "organizations" | "territories" | "programs" | "groups", ids: readonly number[], known: Sql): Sql | null {
  if (ids.length === 0) return null;
  const tables = { organizations: sql`organizations`, territories: sql`territories`, programs: sql`programs`, groups: sql`groups` };
  return sql`SELECT ${kind} AS kind, n.id, n.name FROM ${tables[table]} n WHERE n.id = ANY(${[...new Set(ids)]}::int[]) AND ${known}`;
}

const knownTo = (eyes: Eyes, permission: "territories.list" | "programs.list") => (eyes === "owner" || can(eyes, permission) ? sql`true` : sql`false`);

const knownOrganizations = (eyes: Eyes) =>
  eyes === "owner" ? sql`true` : sql`(n.id = ${homeOf(eyes.facts)} OR ${organizationFilter(scopesOf(eyes.access, "organizations.list"), sql`n.id`)})`;

/** A group is known to those who may list it, and to its own members. */
function knownGroups(eyes: Eyes): Sql {
  if (eyes === "owner") return sql`true`;
  const own = eyes.facts.memberships.flatMap(({ via }) => via);
  return sql`(n.id = ANY(${own}::int[]) OR ${organizationFilter(scopesOf(eyes.access, "groups.list"), sql`n.organization_id`)})`;
}

const mostCounted = 1000;

/** Per grant the customers it lists or leaves out: the first four by name, then blanks for the rest, so that they can be counted. */
async function customerLists(on: Queryable, scopes: readonly ScopeFacts[]): Promise<Map<string, string[]>> {
  const listed = scopes.filter(({ kind }) => kind === "customers").map(({ id }) => id);
  const excepted = scopes.filter(({ hasExceptCustomers }) => hasExceptCustomers).map(({ id }) => id);
  if (listed.length === 0 && excepted.length === 0) return new Map();
  const part = (what: string, table: Sql, ids: number[]) => sql`SELECT ${what} || g.id AS list, l.names, l.n
    FROM unnest(${[...new Set(ids)]}::int[]) AS g(id) CROSS JOIN LATERAL (
      SELECT (array_agg(x.name ORDER BY x.sort_name, x.id))[1:4] AS names, count(*)::int AS n FROM (
        SELECT c.id, c.name, c.sort_name FROM ${table} m JOIN customers c ON c.id = m.customer_id WHERE m.grant_id = g.id LIMIT ${mostCounted}) x) l`;
  const found = await rows<{ list: string; names: string[] | null; n: number }>(
    on,
    sql`${part("only", sql`grant_customers`, listed)} UNION ALL ${part("except", sql`grant_except_customers`, excepted)}`,
  );
  return new Map(found.map(({ list, names, n }) => [list, [...(names ?? []), ...new Array<string>(Math.max(0, n - 4)).fill("")]]));
}
