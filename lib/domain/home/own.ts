import "server-only";
import sql from "sql-template-tag";
import { reachesOwn } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import { pool } from "../../platform/db/client";
import { firstRow, rows } from "../../platform/db/connect";
import type { Total } from "../../shared/page";
import { read } from "../access/change";
import { getOnboarding } from "../onboarding/queries";
import type { OnboardingDetail } from "../onboarding/rows";
import { taskColumns, taskTables } from "../tasks/list";
import type { TaskRow } from "../tasks/rows";

/** How much of a list stands on the start page. */
const few = 6;
const mostCounted = 100;

/** The viewer's own first steps that are not all done, the newest first. All here is one's own: nobody's while somebody looks with their eyes. */
export async function ownOnboardings(viewer: Viewer): Promise<OnboardingDetail[]> {
  if (!reachesOwn(viewer)) return [];
  const open = await rows<{ id: number }>(
    pool(),
    sql`SELECT id FROM onboardings WHERE user_id = ${viewer.facts.userId} AND done_count < step_count ORDER BY id DESC LIMIT 2`,
  );
  const found = await Promise.all(open.map(({ id }) => getOnboarding(viewer, id)));
  return found.filter(({ state }) => state !== "finished");
}

/** The viewer's open tasks by their day, but for their own first steps, which stand apart. */
export async function ownTasks(viewer: Viewer): Promise<{ tasks: TaskRow[]; total: Total }> {
  if (!reachesOwn(viewer)) return { tasks: [], total: { count: 0, exact: true } };
  const { userId } = viewer.facts;
  const where = sql`t.assignee_id = ${userId} AND t.status = 'open'
    AND NOT EXISTS (SELECT 1 FROM onboardings n WHERE n.id = t.onboarding_id AND n.user_id = ${userId})`;
  return read(viewer, async (on) => {
    const tasks = await rows<TaskRow>(on, sql`SELECT ${taskColumns()} FROM ${taskTables} WHERE ${where} ORDER BY t.due_order COLLATE "C", t.id LIMIT ${few}`);
    const { count } = (await firstRow<{ count: number }>(on, sql`SELECT count(*)::int AS count FROM (SELECT 1 FROM tasks t WHERE ${where} LIMIT ${mostCounted + 1}) n`))!;
    return { tasks, total: { count: Math.min(count, mostCounted), exact: count <= mostCounted } };
  });
}

/** Something that the viewer did. */
export type OwnDeed = { id: number; at: Date; action: string; outcome: "done" | "refused"; recordType: string; recordId: number | null; recordName: string };

/** What the viewer did last, as the log has it, but for their own name; the steps that came with somebody's onboarding are told by its beginning. */
export async function ownDeeds(viewer: Viewer): Promise<OwnDeed[]> {
  if (!reachesOwn(viewer)) return [];
  return rows<OwnDeed>(
    pool(),
    sql`SELECT id, at, action, outcome, record_type AS "recordType", record_id AS "recordId",
        CASE WHEN record_type = 'user' AND record_id = actor_id THEN '' ELSE record_name END AS "recordName" FROM activities
      WHERE actor_id = ${viewer.facts.userId}
        AND NOT (action = 'tasks.create' AND coalesce(after ? 'onboardingId', false)) ORDER BY id DESC LIMIT ${few}`,
  );
}
