import "server-only";
import sql, { join, type Sql } from "sql-template-tag";
import { reachesOwn, scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import type { Viewer } from "../../access/viewer";
import { minutesFromNow, now } from "../../platform/clock";
import type { SortKey } from "../../platform/db/ordered";
import { idsIn } from "../../shared/fields";
import { stepTextsShowing } from "../../shared/ready-checklists";
import { homeFilter } from "../activity/visible";
import { taskStatuses, type TaskList } from "./schema";

/** Tasks with their people and places. `h` knows each customer's place; `c` is there only for customers that the viewer may list. */
export const taskTables = sql`tasks t LEFT JOIN customer_home h ON h.customer_id = t.customer_id LEFT JOIN customers c ON c.id = t.customer_id
  JOIN organizations o ON o.id = coalesce(h.organization_id, t.organization_id)
  JOIN users a ON a.id = t.assignee_id LEFT JOIN users b ON b.id = t.created_by_id`;

/** The day it is, as days are kept. */
export const today = () => now().toISOString().slice(0, 10);
const dayAfter = (days: number) => minutesFromNow(days * 24 * 60).toISOString().slice(0, 10);

const isOverdue = () => sql`(t.status = 'open' AND t.due_on IS NOT NULL AND t.due_on < ${today()}::date)`;

/** The columns of a task as lists and details need them. */
export const taskColumns = () => sql`t.id, 'T-' || t.id AS key, t.title, t.status::text AS status, o.id AS "organizationId", o.name AS "organizationName",
  c.id AS "customerId", c.name AS "customerName", t.assignee_id AS "assigneeId", a.name AS "assigneeName", t.created_by_id AS "createdById",
  b.name AS "createdByName", to_char(t.due_on, 'YYYY-MM-DD') AS "dueOn", ${isOverdue()} AS "isOverdue", t.done_at AS "doneAt",
  t.created_at AS "createdAt", t.updated_at AS "updatedAt", t.version`;

/** Open ones first, by their day. */
export const taskSorts: Record<TaskList["sort"], SortKey> = {
  due: { by: sql`t.due_order`, type: "text" },
  created: { by: sql`t.created_at`, type: "timestamptz" },
  title: { by: sql`portico_fold(t.title)`, type: "text" },
};

/** The scope ids of the task `t`, whose customer's place is `h`: its customer's, else its organization's. */
export const taskScopes = sql`(CASE WHEN t.customer_id IS NULL THEN ARRAY(SELECT s.scope_id FROM organization_scope s WHERE s.organization_id = t.organization_id)
  ELSE customer_scope_ids(h.customer_id, h.organization_id, h.account_manager_id)
    || ((SELECT id FROM organizations WHERE parent_id IS NULL)::bigint << 4 | 1) END)::text[]::float8[]`;

/** The tasks that the viewer may read: their own, and those whose home is in the scopes of tasks.view. */
export function visibleTasks(viewer: Viewer): Sql {
  const set = scopesOf(viewer.access, "tasks.view");
  const own = reachesOwn(viewer) ? sql`t.assignee_id = ${viewer.facts.userId}` : sql`false`;
  if (!set) return own;
  if (set.all) return sql`true`;
  return sql`(${own} OR (t.customer_id IS NULL AND ${organizationFilter(set, sql`t.organization_id`)}) OR (t.customer_id IS NOT NULL AND ${homeFilter(set)}))`;
}


const dueConditions: Record<string, () => Sql> = {
  overdue: isOverdue,
  today: () => sql`t.due_on = ${today()}::date`,
  week: () => sql`(t.due_on >= ${today()}::date AND t.due_on <= ${dayAfter(7)}::date)`,
  never: () => sql`t.due_on IS NULL`,
};

/** The conditions of search and filters; values that mean nothing match nothing. */
export function narrowedTasks({ search, filters }: Pick<TaskList, "search" | "filters">): Sql[] {
  const { status, assignee, due, organization } = filters;
  const parts: Sql[] = [];
  if (status?.length) parts.push(sql`t.status = ANY(${status.filter((each) => taskStatuses.some((known) => known === each))}::task_status[])`);
  if (assignee?.length) parts.push(sql`t.assignee_id = ANY(${idsIn(assignee)}::int[])`);
  if (due?.length) parts.push(sql`(${join([sql`false`, ...due.flatMap((each) => dueConditions[each]?.() ?? [])], " OR ")})`);
  if (organization?.length) parts.push(sql`o.id IN (SELECT organization_id FROM organization_closure WHERE ancestor_id = ANY(${idsIn(organization)}::int[]))`);
  const words = search.replaceAll("\0", "").split(/\s+/).filter(Boolean).slice(0, 8);
  for (const word of words) {
    const like = sql`portico_fold(t.title || ' T-' || t.id) LIKE '%' || portico_fold(${word.replace(/[\\%_]/g, "\\$&")}) || '%'`;
    const shown = stepTextsShowing(word);
    parts.push(shown.length === 0 ? like : sql`(${like} OR t.title = ANY(${shown}::text[]))`);
  }
  return parts;
}
