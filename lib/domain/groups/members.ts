import "server-only";
import sql, { empty, join, type Sql } from "sql-template-tag";
import { allowed, authorize, scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { pool } from "../../platform/db/client";
import { firstRow, rows } from "../../platform/db/connect";
import { ordered, orderedPage } from "../../platform/db/ordered";
import { invalid } from "../../shared/errors";
import { idsIn } from "../../shared/fields";
import { t } from "../../shared/language/text";
import type { Page, Total } from "../../shared/page";
import { stateOf } from "../access/person-state";
import { findGroup } from "./queries";
import { storedRule } from "./rule";
import type { MemberRow } from "./rows";
import type { MemberList, TryRuleInput } from "./schema";

const seen = (viewer: Viewer) => organizationFilter(scopesOf(viewer.access, "users.list"), sql`u.organization_id`);

/**
 * Everybody in a group whose time in it is not over: put into it, found by its rule, or in a group inside it that is not archived. One
 * row a person, with the way that is nearest; `at` is the group that brings them.
 */
const peopleOf = (groupId: number, moment: Date): Sql => sql`
  WITH RECURSIVE inside(id, depth) AS (
    SELECT ${groupId}::int, 0
    UNION
    SELECT k.id, i.depth + 1 FROM inside i JOIN group_nestings n ON n.group_id = i.id JOIN groups k ON k.id = n.member_id
      WHERE k.archived_at IS NULL AND i.depth < 50),
  ways AS (
    SELECT m.user_id, i.id AS at, i.depth, m.valid_from, m.valid_until, true AS picked
      FROM inside i JOIN groups g ON g.id = i.id AND g.type <> 'rule' JOIN group_members m ON m.group_id = i.id
      WHERE m.valid_until IS NULL OR m.valid_until > ${moment}::timestamptz
    UNION ALL
    SELECT u.id, i.id, i.depth, NULL, NULL, false
      FROM inside i JOIN groups g ON g.id = i.id AND g.type = 'rule' JOIN organization_closure b ON b.ancestor_id = g.organization_id
        JOIN organizations h ON h.id = b.organization_id JOIN users u ON u.organization_id = h.id
      WHERE rule_matches(g.rule, u.job_role, u.region, h)),
  people AS (SELECT DISTINCT ON (user_id) * FROM ways ORDER BY user_id, depth, at)`;

/** One page of the people in a group whom the viewer may list, nested groups and rules included. */
export async function listMembers(viewer: Viewer, groupId: number, list: MemberList): Promise<Page<MemberRow>> {
  authorize(viewer, "groups.view");
  await findGroup(viewer, groupId);
  const moment = now();
  const page = ordered(list, { by: sql`portico_fold(u.name)`, type: "text" }, sql`u.id`);
  const where = sql`${seen(viewer)}${narrowed(list)}`;
  const people = peopleOf(groupId, moment);
  const [found, total] = await Promise.all([
    rows<MemberRow & { sortKey: string }>(
      pool(),
      sql`${people} SELECT u.id, u.name, u.email, u.organization_id AS "organizationId", o.name AS "organizationName", ${stateOf(moment)} AS state,
          p.depth = 0 AND p.picked AS "isDirect", p.depth = 0 AND NOT p.picked AS "isFound",
          CASE WHEN p.depth > 0 AND ${organizationFilter(scopesOf(viewer.access, "groups.list"), sql`t.organization_id`)} THEN t.name END AS through,
          p.valid_from AS "from", p.valid_until AS "until", coalesce(p.valid_from <= ${moment}::timestamptz, true) AS "isCurrent", ${page.key}
        FROM people p JOIN users u ON u.id = p.user_id JOIN organizations o ON o.id = u.organization_id JOIN groups t ON t.id = p.at
        WHERE ${where}${page.beyond}${page.order}`,
    ),
    firstRow<{ count: number }>(pool(), sql`${people} SELECT count(*)::int AS count FROM people p JOIN users u ON u.id = p.user_id WHERE ${where}`),
  ]);
  return orderedPage(list, found, { count: total!.count, exact: true });
}

function narrowed({ filters, search }: Pick<MemberList, "filters" | "search">): Sql {
  const ids = idsIn(filters.organization);
  const parts = search
    .replaceAll("\0", "")
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 8)
    .map((word) => sql`portico_fold(u.name || ' ' || u.email) LIKE '%' || portico_fold(${word.replace(/[\\%_]/g, "\\$&")}) || '%'`);
  if (ids.length > 0) {
    parts.push(sql`u.organization_id IN (SELECT organization_id FROM organization_closure WHERE ancestor_id = ANY(${ids}::int[]))`);
  }
  return parts.length === 0 ? empty : sql` AND ${join(parts, " AND ")}`;
}

/** Whom a rule would find: how many, and the first by name. People whom the viewer may not list are neither counted nor named. */
export type RuleMatches = { total: Total; names: string[] };

/** Counts whom a rule would find among the people of an organization and all below it, without saving it. */
export async function tryRule(viewer: Viewer, { organizationId, ...input }: TryRuleInput): Promise<RuleMatches> {
  authorize(viewer, "groups.edit-rule");
  const scopes = await rows<{ scope: number }>(pool(), sql`SELECT scope_id AS scope FROM organization_scope WHERE organization_id = ${organizationId}`);
  if (!allowed(viewer.access, "groups.edit-rule", scopes.map(({ scope }) => scope))) {
    throw invalid({ organizationId: t("Choose a partner from the list.") });
  }
  const rule = await storedRule(pool(), viewer, input);
  const found = await rows<{ name: string; total: number }>(
    pool(),
    sql`SELECT u.name, count(*) OVER ()::int AS total
      FROM organization_closure b JOIN organizations h ON h.id = b.organization_id JOIN users u ON u.organization_id = h.id
      WHERE b.ancestor_id = ${organizationId} AND rule_matches(${JSON.stringify(rule)}::jsonb, u.job_role, u.region, h) AND ${seen(viewer)}
      ORDER BY portico_fold(u.name), u.id LIMIT 10`,
  );
  return { total: { count: found[0]?.total ?? 0, exact: true }, names: found.map(({ name }) => name) };
}
