import "server-only";
import sql from "sql-template-tag";
import { earlierEnd } from "../../access/compile";
import type { ScopeFacts } from "../../access/explain";
import { holds, type GrantLevel, type ScopeKind } from "../../access/grant";
import { groupsInWords, scopeInWords } from "../../access/sentence";
import type { Viewer, ViewerFacts } from "../../access/viewer";
import { now } from "../../platform/clock";
import { rows, type Queryable } from "../../platform/db/connect";
import { roleText } from "../../shared/ready-roles";
import { scopeNames } from "./scope-names";

/** One grant as people read it: the role, on what, and how it is held. */
export type HeldAccess = {
  grantId: number;
  roleId: number;
  role: string;
  scope: string;
  level: GrantLevel;
  /** The group that brings it, "Team inside Region"; null when given directly. */
  through: string | null;
  from: Date | null;
  until: Date | null;
  /** Whether it counts now. */
  isCurrent: boolean;
};

type Described = {
  scope: ScopeFacts;
  roleId: number;
  roleName: string;
  level: GrantLevel;
  via: readonly number[] | null;
  from: number | null;
  until: number | null;
};

/** Every grant that a person holds, once per way of holding it, those given directly first. What is over is left out. */
export function personAccess(on: Queryable, viewer: Viewer, { grants, memberships }: ViewerFacts): Promise<HeldAccess[]> {
  const described = grants.flatMap((scope): Described[] => {
    const grant = { scope, roleId: scope.role.id, roleName: scope.role.name, level: scope.level, from: scope.from, until: scope.until };
    if (scope.groupId === null) return [{ ...grant, via: null }];
    return memberships
      .filter(({ groupId }) => groupId === scope.groupId)
      .map(({ via, from, until }) => ({ ...grant, via, from: later(scope.from, from), until: earlierEnd(scope.until, until) }));
  });
  return inWords(on, viewer, described);
}

const later = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : Math.max(a, b));

type GroupGrant = {
  id: number;
  kind: ScopeKind;
  ref: number | null;
  narrowTerritoryId: number | null;
  narrowProgramId: number | null;
  exceptOrganizations: number[];
  hasExceptCustomers: boolean;
  level: GrantLevel;
  from: Date | null;
  until: Date | null;
  roleId: number;
  roleName: string;
  via: number[];
};

/** Every grant that being in a group brings: the group's own, then those of the groups it is in. What is over is left out. */
export async function groupAccess(on: Queryable, viewer: Viewer, groupId: number): Promise<HeldAccess[]> {
  const found = await rows<GroupGrant>(
    on,
    sql`WITH RECURSIVE above(id, via) AS (
        SELECT ${groupId}::int, '{}'::int[]
        UNION ALL
        SELECT g.id, a.via || g.id FROM above a JOIN group_nestings n ON n.member_id = a.id JOIN groups g ON g.id = n.group_id
          WHERE g.archived_at IS NULL)
      SELECT g.id, g.scope_kind::text AS kind, g.scope_ref AS ref, g.narrow_territory_id AS "narrowTerritoryId",
        g.narrow_program_id AS "narrowProgramId", g.except_organizations AS "exceptOrganizations",
        EXISTS (SELECT 1 FROM grant_except_customers x WHERE x.grant_id = g.id) AS "hasExceptCustomers",
        g.level::text AS level, g.valid_from AS "from", g.valid_until AS "until", r.id AS "roleId", r.name AS "roleName", a.via
      FROM above a JOIN grants g ON g.group_id = a.id JOIN roles r ON r.id = g.role_id
      ORDER BY cardinality(a.via), g.id LIMIT 500`,
  );
  const time = (date: Date | null) => date?.getTime() ?? null;
  const described = found.map(({ via, from, until, ...grant }): Described => {
    return { ...grant, scope: grant, via: via.length > 0 ? via : null, from: time(from), until: time(until) };
  });
  return inWords(on, viewer, described);
}

async function inWords(on: Queryable, viewer: Viewer, described: readonly Described[]): Promise<HeldAccess[]> {
  const moment = now().getTime();
  const lasting = described.filter(({ until }) => until === null || until > moment);
  const scopes = lasting.map(({ scope }) => scope);
  const names = await scopeNames(on, viewer, { scopes, groups: lasting.flatMap(({ via }) => via ?? []) });
  const date = (time: number | null) => (time === null ? null : new Date(time));
  return lasting
    .map(({ scope, roleId, roleName, level, via, from, until }) => ({
      grantId: scope.id,
      roleId,
      role: roleText(roleName),
      scope: scopeInWords(scope, names),
      level,
      through: via === null ? null : groupsInWords(via, names),
      from: date(from),
      until: date(until),
      isCurrent: holds({ from, until }, moment),
    }))
    .sort((a, b) => Number(a.through !== null) - Number(b.through !== null) || a.grantId - b.grantId);
}
