import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { kindOf, referenceOf, scopeKinds } from "../../../access/scope-id";
import { rowsPlanned, type Queryable } from "../../../platform/db/connect";
import type { Notes } from "./notes";

type Found = { id: number };

const idsFrom = async (on: Queryable, statement: Sql) => (await rowsPlanned<Found>(on, statement)).map(({ id }) => id);

// Everybody in the groups, however deep and by whatever rule; `former` are rules as they were, which bring in whom they used to find.
const inGroups = (groups: Sql, former: Sql) => sql`
  inside(id) AS (SELECT id FROM (${groups}) g WHERE id IS NOT NULL UNION SELECT n.member_id FROM inside i JOIN group_nestings n ON n.group_id = i.id),
  rules(home, rule) AS (
    SELECT g.organization_id, g.rule FROM groups g WHERE g.type = 'rule' AND g.id IN (SELECT id FROM inside)
    UNION ALL SELECT g.organization_id, f.rule FROM (${former}) f JOIN groups g ON g.id = f.group_id),
  people(id) AS (
    SELECT m.user_id FROM group_members m WHERE m.group_id IN (SELECT id FROM inside)
    UNION SELECT u.id FROM rules r JOIN organization_closure b ON b.ancestor_id = r.home JOIN organizations o ON o.id = b.organization_id
      JOIN users u ON u.organization_id = o.id WHERE rule_matches(r.rule, u.job_role, u.region, o))`;

const noFormer = sql`SELECT NULL::int AS group_id, NULL::jsonb AS rule WHERE false`;

/** Everybody whose facts may differ after what was touched. Read it inside the transaction that touched it. */
export function touchedPeople(tx: Queryable, notes: Notes): Promise<number[]> {
  const { user, group, grant, role, moved, limited, home, territory, rules } = notes;
  const former = sql`SELECT x."groupId" AS group_id, x.former AS rule FROM jsonb_to_recordset(${JSON.stringify(rules)}::jsonb) AS x("groupId" int, former jsonb)`;
  // Facts say in what other territories a granted one lies, since what lies in another granted one is read there.
  const areas = sql`SELECT territory_id FROM territory_closure WHERE ancestor_id = ANY(${territory}::int[])`;
  // A grant over a place outside somebody's reach gives nothing until the place is moved into it.
  const touchedGrants = sql`SELECT user_id, group_id FROM grants WHERE role_id = ANY(${role}::int[]) OR id = ANY(${grant}::int[])
    OR (scope_kind IN ('subtree', 'direct') AND scope_ref IN (SELECT organization_id FROM organization_closure WHERE ancestor_id = ANY(${moved}::int[])))
    OR (scope_kind = 'territory' AND scope_ref IN (${areas})) OR narrow_territory_id IN (${areas})`;
  const groups = sql`SELECT unnest(${group}::int[]) AS id UNION ALL SELECT group_id FROM (${touchedGrants}) t`;
  return idsFrom(
    tx,
    sql`WITH RECURSIVE ${inGroups(groups, former)},
        homes(id) AS (
          SELECT organization_id FROM organization_closure WHERE ancestor_id = ANY(${[...moved, ...limited]}::int[])
          UNION SELECT unnest(${home}::int[])
          UNION SELECT o.id FROM organizations o JOIN territory_closure t ON t.territory_id = o.territory_id WHERE t.ancestor_id = ANY(${territory}::int[]))
      SELECT id FROM people UNION SELECT unnest(${user}::int[])
      UNION SELECT user_id FROM (${touchedGrants}) t WHERE user_id IS NOT NULL
      UNION SELECT id FROM users WHERE organization_id IN (SELECT id FROM homes)`,
  );
}

/**
 * Everybody whose rights may mention one of these scopes: whoever is at home where a reach begins, holds a grant that names the place,
 * the list or the exception, or manages customers.
 */
export async function peopleMentioning(on: Queryable, scopes: readonly number[]): Promise<number[]> {
  if (scopes.length === 0) return [];
  const of = (...kinds: number[]) => [...new Set(scopes.filter((id) => kinds.includes(kindOf(id))).map(referenceOf))];
  const [places, territories, programs] = [of(scopeKinds.subtree, scopeKinds.direct), of(scopeKinds.territory), of(scopeKinds.program)];
  const named = sql`SELECT user_id, group_id FROM grants WHERE (scope_kind IN ('subtree', 'direct') AND scope_ref = ANY(${places}::int[]))
    OR except_organizations && ${places}::int[] OR id = ANY(${of(scopeKinds.listed, scopeKinds.excepted)}::int[])
    OR (scope_kind = 'territory' AND scope_ref = ANY(${territories}::int[])) OR narrow_territory_id = ANY(${territories}::int[])
    OR (scope_kind = 'program' AND scope_ref = ANY(${programs}::int[])) OR narrow_program_id = ANY(${programs}::int[])`;
  return idsFrom(
    on,
    sql`WITH RECURSIVE named AS MATERIALIZED (${named}), ${inGroups(sql`SELECT group_id AS id FROM named`, noFormer)}
      SELECT id FROM people UNION SELECT user_id FROM named WHERE user_id IS NOT NULL
      UNION SELECT id FROM users WHERE id = ANY(${of(scopeKinds.own)}::int[]) OR organization_id = ANY(${of(scopeKinds.subtree)}::int[])`,
  );
}
