import "server-only";
import sql, { empty, join, type Sql } from "sql-template-tag";
import { isWrite, permissions, withImplied, type Permission } from "../../access/permissions";
import { kindOf, referenceOf, scopeKinds } from "../../access/scope-id";
import { now } from "../../platform/clock";
import type { FoundRecord } from "./find-records";

/** A permission on a record, asked of everybody at home in these organizations. */
export type Question = { permission: Permission; record: FoundRecord; homes: readonly number[] };

/** The ids of everybody who may use the permission on the record, as a sub-select with the one column `user_id`. */
export const holdersOf = (question: Question): Sql =>
  sql`(SELECT h.user_id FROM ${holdingOf(question)} h JOIN users u ON u.id = h.user_id WHERE ${mayAct(sql`u`, question)})`;

/** The condition that the account `u` lets its person use the permission, at home in one of these organizations. */
export const mayAct = (u: Sql, { permission, homes }: Pick<Question, "permission" | "homes">): Sql =>
  sql`${u}.organization_id = ANY(${[...homes]}::int[]) AND ${u}.status = 'active'
    AND (${u}.expires_at IS NULL OR ${u}.expires_at > ${now()}::timestamptz)${isWrite(permission) ? sql` AND NOT ${u}.read_only` : empty}`;

/**
 * Everybody whose grants give the permission on the record, whatever their account: the decision (access-model.md) read from the record's
 * side. `homes` are the organizations from the record's up that are open to the permission, so that reach, deactivated organizations and
 * guardrails are settled; what is left is `mayAct`. Read from the record, what a grant covers does not depend on who holds it, but for
 * `own`: only the account manager's counts. The planner takes a few groups for many and would read whole tables; OFFSET 0 keeps it to one
 * look-up in the index for each.
 */
export function holdingOf({ permission, record, homes }: Question): Sql {
  const moment = now();
  const manager = record.scopes.filter((id) => kindOf(id) === scopeKinds.own).map(referenceOf)[0] ?? 0;
  const isOpen = (row: Sql) =>
    sql`(${row}.valid_from IS NULL OR ${row}.valid_from <= ${moment}::timestamptz) AND (${row}.valid_until IS NULL OR ${row}.valid_until > ${moment}::timestamptz)`;
  const keys = permissions.map(({ key }) => key).filter((key) => withImplied([key]).includes(permission));
  return sql`(WITH RECURSIVE covering AS MATERIALIZED (
      SELECT g.user_id, g.group_id, g.scope_kind = 'own' AS is_own FROM grants g JOIN roles r ON r.id = g.role_id
      WHERE ${covers(record)} AND ${isOpen(sql`g`)} AND r.permissions && ${keys}::text[]${isWrite(permission) ? sql` AND g.level = 'write'` : empty}),
    inside(group_id, type, is_own) AS (
      SELECT c.group_id, g.type, c.is_own FROM (SELECT DISTINCT group_id, is_own FROM covering WHERE group_id IS NOT NULL) c
        CROSS JOIN LATERAL (SELECT type FROM groups WHERE id = c.group_id AND archived_at IS NULL OFFSET 0) g
      UNION
      SELECT n.member_id, n.type, i.is_own FROM inside i CROSS JOIN LATERAL (
        SELECT n.member_id, g.type FROM group_nestings n JOIN groups g ON g.id = n.member_id
        WHERE n.group_id = i.group_id AND g.archived_at IS NULL OFFSET 0) n),
    holding AS MATERIALIZED (
      SELECT c.user_id FROM covering c WHERE c.user_id IS NOT NULL AND (NOT c.is_own OR c.user_id = ${manager})
      UNION
      SELECT m.user_id FROM inside i CROSS JOIN LATERAL (
        SELECT m.user_id FROM group_members m WHERE m.group_id = i.group_id AND ${isOpen(sql`m`)} OFFSET 0) m
        WHERE i.type <> 'rule' AND (NOT i.is_own OR m.user_id = ${manager})
      UNION
      SELECT u.id FROM (SELECT * FROM inside WHERE type = 'rule') i
        CROSS JOIN LATERAL (SELECT rule, organization_id FROM groups WHERE id = i.group_id OFFSET 0) g
        JOIN organization_closure c ON c.ancestor_id = g.organization_id AND c.organization_id = ANY(${[...homes]}::int[])
        JOIN organizations o ON o.id = c.organization_id JOIN users u ON u.organization_id = o.id
        WHERE (NOT i.is_own OR u.id = ${manager}) AND rule_matches(g.rule, u.job_role, u.region, o))
    SELECT user_id FROM holding)`;
}

/** The condition that grant `g`, in the hands of somebody whose reach holds the record, covers it (the account manager apart). */
function covers({ scopes }: FoundRecord): Sql {
  const about = (kind: keyof typeof scopeKinds) => scopes.filter((id) => kindOf(id) === scopeKinds[kind]).map(referenceOf);
  const above = about("subtree");
  const by = (kind: string, references: readonly number[]) => sql`(g.scope_kind = ${kind}::scope_kind AND g.scope_ref = ANY(${[...references]}::int[]))`;
  const named = [
    sql`g.scope_kind = 'everything'`,
    by("subtree", above),
    by("direct", about("direct")),
    by("territory", about("territory")),
    by("program", about("program")),
    sql`(g.scope_kind = 'customers' AND g.id = ANY(${about("listed")}::int[]))`,
    ...(about("own").some((id) => id > 0) ? [sql`g.scope_kind = 'own'`] : []),
  ];
  return sql`(${join(named, " OR ")})
    AND (g.narrow_territory_id IS NULL OR g.narrow_territory_id = ANY(${about("territory")}::int[]))
    AND (g.narrow_program_id IS NULL OR g.narrow_program_id = ANY(${about("program")}::int[]))
    AND NOT g.except_organizations && ${above}::int[] AND NOT g.id = ANY(${about("excepted")}::int[])`;
}
