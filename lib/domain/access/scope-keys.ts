import "server-only";
import sql from "sql-template-tag";
import { can, scopesOf } from "../../access/decide";
import type { Reason, ScopeFacts } from "../../access/explain";
import { organizationFilter } from "../../access/filter";
import type { ScopeKind } from "../../access/grant";
import { homeOf, type Viewer } from "../../access/viewer";
import { rows, type Queryable } from "../../platform/db/connect";

/** A grant's scope for programs: by keys, as bundles write it. What the reader may not see is null. */
export type ScopeInKeys = {
  kind: ScopeKind;
  organization?: string | null;
  territory?: string | null;
  program?: string | null;
  narrow?: { territory?: string | null; program?: string | null };
  except?: { customers: boolean; organizations: (string | null)[] };
};

export type Keys = {
  grant: (id: number) => string;
  role: (id: number) => string;
  group: (id: number) => string;
  organization: (id: number) => string | null;
  territory: (id: number) => string | null;
  program: (id: number) => string | null;
};

/** Keys of everything the reasons speak of, in one statement. Groups that the viewer may not see are called "hidden". */
export async function keysOf(on: Queryable, viewer: Viewer, reasons: readonly Reason[]): Promise<Keys> {
  const scopes = reasons.map(({ scope }) => scope);
  const refs = (kinds: ScopeKind[]) => scopes.flatMap(({ kind, ref }) => (kinds.includes(kind) && ref !== null ? [ref] : []));
  const given = (values: (number | null)[]) => [...new Set(values.filter((value) => value !== null))];
  const groups = given(reasons.flatMap(({ via }) => via ?? []));
  const organizations = given([...refs(["subtree", "direct"]), ...scopes.flatMap(({ exceptOrganizations }) => exceptOrganizations)]);
  const territories = can(viewer, "territories.list") ? given([...refs(["territory"]), ...scopes.map(({ narrowTerritoryId }) => narrowTerritoryId)]) : [];
  const programs = can(viewer, "programs.list") ? given([...refs(["program"]), ...scopes.map(({ narrowProgramId }) => narrowProgramId)]) : [];
  const own = viewer.facts.memberships.flatMap(({ via }) => via);
  const found = await rows<{ kind: string; id: number; key: string }>(
    on,
    sql`SELECT 'grant' AS kind, id, key FROM grants WHERE id = ANY(${given(reasons.map(({ grantId }) => grantId))}::int[])
      UNION ALL SELECT 'role', id, key FROM roles WHERE id = ANY(${given(reasons.map(({ roleId }) => roleId))}::int[])
      UNION ALL SELECT 'group', id, key FROM groups g WHERE id = ANY(${groups}::int[])
        AND (id = ANY(${own}::int[]) OR ${organizationFilter(scopesOf(viewer.access, "groups.list"), sql`g.organization_id`)})
      UNION ALL SELECT 'organization', id, key FROM organizations o WHERE id = ANY(${organizations}::int[])
        AND (id = ${homeOf(viewer.facts)} OR ${organizationFilter(scopesOf(viewer.access, "organizations.list"), sql`o.id`)})
      UNION ALL SELECT 'territory', id, key FROM territories WHERE id = ANY(${territories}::int[])
      UNION ALL SELECT 'program', id, key FROM programs WHERE id = ANY(${programs}::int[])`,
  );
  const keyOf = new Map(found.map(({ kind, id, key }) => [`${kind}${id}`, key]));
  const known = (kind: string) => (id: number) => keyOf.get(`${kind}${id}`) ?? "hidden";
  const seen = (kind: string) => (id: number) => keyOf.get(`${kind}${id}`) ?? null;
  return {
    grant: known("grant"),
    role: known("role"),
    group: known("group"),
    organization: seen("organization"),
    territory: seen("territory"),
    program: seen("program"),
  };
}

/** The scope by keys; customers that are listed or left out are not named, only that there are some. */
export function scopeInKeys(scope: ScopeFacts, keys: Keys): ScopeInKeys {
  const { kind, ref, narrowTerritoryId, narrowProgramId, exceptOrganizations, hasExceptCustomers } = scope;
  const narrow = {
    ...(narrowTerritoryId === null ? {} : { territory: keys.territory(narrowTerritoryId) }),
    ...(narrowProgramId === null ? {} : { program: keys.program(narrowProgramId) }),
  };
  return {
    kind,
    ...(kind === "subtree" || kind === "direct" ? { organization: keys.organization(ref!) } : {}),
    ...(kind === "territory" ? { territory: keys.territory(ref!) } : {}),
    ...(kind === "program" ? { program: keys.program(ref!) } : {}),
    ...(Object.keys(narrow).length > 0 ? { narrow } : {}),
    ...(exceptOrganizations.length > 0 || hasExceptCustomers
      ? { except: { customers: hasExceptCustomers, organizations: exceptOrganizations.map(keys.organization) } }
      : {}),
  };
}
