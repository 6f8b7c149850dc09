import "server-only";
import sql, { join, type Sql } from "sql-template-tag";
import { reachesOwn, scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import type { Viewer } from "../../access/viewer";
import type { SortKey } from "../../platform/db/ordered";
import { idsIn } from "../../shared/fields";
import { today } from "../tasks/list";
import type { OnboardingList } from "./schema";

/** Checklists under way `b` with the newcomer `u`, their home `o` and whoever invited them `i`. */
export const onboardingTables = sql`onboardings b JOIN users u ON u.id = b.user_id JOIN organizations o ON o.id = u.organization_id LEFT JOIN users i ON i.id = b.inviter_id`;

/** An open step should have been done by now. */
const isStalled = () => sql`(b.done_count < b.step_count AND b.next_due < ${today()}::date)`;

/** The columns of a checklist under way as lists and details need them. */
export const onboardingColumns = () => sql`b.id, b.name, b.user_id AS "userId", u.name AS "userName", o.id AS "organizationId", o.name AS "organizationName",
  i.name AS "inviterName", b.step_count AS "stepCount", b.done_count AS "doneCount", to_char(b.next_due, 'YYYY-MM-DD') AS "nextDue",
  CASE WHEN b.done_count >= b.step_count THEN 'finished' WHEN ${isStalled()} THEN 'stalled' ELSE 'running' END AS state,
  b.created_at AS "createdAt", b.nudged_at AS "nudgedAt"`;

/** Those under way first, by the day of their next step. */
export const onboardingSorts: Record<OnboardingList["sort"], SortKey> = {
  due: { by: sql`b.due_order`, type: "text" },
  started: { by: sql`b.created_at`, type: "timestamptz" },
};

/** Of people who can still come in: those whom the viewer may see by organizations.view, and the viewer themselves. */
export function visibleOnboardings(viewer: Viewer): Sql {
  const own = reachesOwn(viewer) ? sql`b.user_id = ${viewer.facts.userId}` : sql`false`;
  return sql`u.status <> 'deactivated' AND (${own} OR ${organizationFilter(scopesOf(viewer.access, "organizations.view"), sql`u.organization_id`)})`;
}

const stateConditions: Record<string, () => Sql> = {
  stalled: isStalled,
  running: () => sql`(b.done_count < b.step_count AND (b.next_due IS NULL OR b.next_due >= ${today()}::date))`,
  finished: () => sql`b.done_count >= b.step_count`,
};

/** The conditions of search and filters; values that mean nothing match nothing. */
export function narrowedOnboardings({ filters, search }: Pick<OnboardingList, "filters" | "search">): Sql[] {
  const parts: Sql[] = [];
  if (filters.state?.length) parts.push(sql`(${join([sql`false`, ...filters.state.flatMap((state) => stateConditions[state]?.() ?? [])], " OR ")})`);
  if (filters.organization?.length) parts.push(sql`o.id IN (SELECT organization_id FROM organization_closure WHERE ancestor_id = ANY(${idsIn(filters.organization)}::int[]))`);
  const words = search.replaceAll("\0", "").split(/\s+/).filter(Boolean).slice(0, 8);
  for (const word of words) parts.push(sql`portico_fold(u.name || ' ' || o.name || ' ' || b.name) LIKE '%' || portico_fold(${word.replace(/[\\%_]/g, "\\$&")}) || '%'`);
  return parts;
}
