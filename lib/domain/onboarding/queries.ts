import "server-only";
import sql, { join } from "sql-template-tag";
import { authorize, authorizeOwnOr } from "../../access/decide";
import { mayNudge, mayReadOnboarding } from "../../access/onboarding";
import { isOwnTask, mayFinishTask, mayReadTask } from "../../access/task";
import type { Viewer } from "../../access/viewer";
import { pool } from "../../platform/db/client";
import { firstRow, rows } from "../../platform/db/connect";
import { ordered, orderedPage } from "../../platform/db/ordered";
import { notFound } from "../../shared/errors";
import type { Page } from "../../shared/page";
import { today } from "../tasks/list";
import { settleSteps } from "./facts";
import { onboardingColumns, narrowedOnboardings, onboardingSorts, onboardingTables, visibleOnboardings } from "./list";
import type { OnboardingDetail, OnboardingRow, Step } from "./rows";
import type { OnboardingList } from "./schema";

const mostCounted = 10_000;

/** One page of the checklists under way that the viewer may see, those that have stalled first. */
export async function listOnboardings(viewer: Viewer, list: OnboardingList): Promise<Page<OnboardingRow>> {
  authorize(viewer, "organizations.view");
  const where = sql`FROM ${onboardingTables} WHERE ${join([visibleOnboardings(viewer), ...narrowedOnboardings(list)], " AND ")}`;
  const page = ordered(list, onboardingSorts[list.sort], sql`b.id`);
  const [found, counted] = await Promise.all([
    rows<OnboardingRow & { sortKey: string }>(pool(), sql`SELECT ${onboardingColumns()}, ${page.key} ${where}${page.beyond}${page.order}`),
    firstRow<{ count: number }>(pool(), sql`SELECT count(*)::int AS count FROM (SELECT 1 ${where} LIMIT ${mostCounted + 1}) n`),
  ]);
  const { count } = counted!;
  return orderedPage(list, found, { count: Math.min(count, mostCounted), exact: count <= mostCounted });
}

/** The checklists of one person that the viewer may see, the newest first, with their steps. */
export async function onboardingsOf(viewer: Viewer, userId: number): Promise<OnboardingDetail[]> {
  authorizeOwnOr(viewer, "organizations.view");
  const found = await rows<{ id: number }>(pool(), sql`SELECT b.id FROM ${onboardingTables} WHERE b.user_id = ${userId} AND ${visibleOnboardings(viewer)} ORDER BY b.id DESC LIMIT 5`);
  return Promise.all(found.map(({ id }) => getOnboarding(viewer, id)));
}

/** The checklists under way of people at home at this organization, those that have stalled first; at most five. */
export async function onboardingsAt(viewer: Viewer, organizationId: number): Promise<OnboardingDetail[]> {
  authorize(viewer, "organizations.view");
  const found = await rows<{ id: number }>(
    pool(),
    sql`SELECT b.id FROM ${onboardingTables} WHERE u.organization_id = ${organizationId} AND b.done_count < b.step_count AND ${visibleOnboardings(viewer)}
      ORDER BY b.due_order COLLATE "C", b.id LIMIT 5`,
  );
  return Promise.all(found.map(({ id }) => getOnboarding(viewer, id)));
}

type Found = OnboardingRow & { nudgedByName: string | null; isInvited: boolean; scopes: number[] };

/** A checklist under way with its steps; what is done by itself is settled first. Throws `not-found` when it may not be seen. */
export async function getOnboarding(viewer: Viewer, onboardingId: number): Promise<OnboardingDetail> {
  authorizeOwnOr(viewer, "organizations.view");
  await settleSteps([onboardingId]);
  const found = await firstRow<Found>(
    pool(),
    sql`SELECT ${onboardingColumns()}, n.name AS "nudgedByName", u.status = 'invited' AS "isInvited", ARRAY(SELECT s.scope_id FROM organization_scope s WHERE s.organization_id = o.id)::text[]::float8[] AS scopes
      FROM ${onboardingTables} LEFT JOIN users n ON n.id = b.nudged_by_id WHERE b.id = ${onboardingId}`,
  );
  if (!found || !mayReadOnboarding(viewer, found)) throw notFound("checklist");
  const { scopes, ...onboarding } = found;
  const steps = await stepsOf(viewer, found);
  return { ...onboarding, isMine: found.userId === viewer.facts.userId, steps, can: { nudge: mayNudge(viewer, { userId: found.userId, scopes }) && found.state !== "finished" } };
}

type FoundStep = Omit<Step, "isMine" | "mayOpen" | "mayFinish"> & { assigneeId: number; scopes: number[] };

async function stepsOf(viewer: Viewer, { id, userId }: Found): Promise<Step[]> {
  const found = await rows<FoundStep>(
    pool(),
    sql`SELECT t.id AS "taskId", t.title, t.description AS help, t.assignee_id AS "assigneeId", a.name AS "assigneeName", t.assignee_id = ${userId} AS "isNewcomers",
        to_char(t.due_on, 'YYYY-MM-DD') AS "dueOn", t.status = 'open' AND t.due_on < ${today()}::date AS "isOverdue", t.status::text AS status,
        t.done_at AS "doneAt", t.fact, ARRAY(SELECT s.scope_id FROM organization_scope s WHERE s.organization_id = t.organization_id)::text[]::float8[] AS scopes
      FROM tasks t JOIN users a ON a.id = t.assignee_id WHERE t.onboarding_id = ${id} AND t.status <> 'cancelled' ORDER BY t.position, t.id`,
  );
  return found.map(({ scopes, assigneeId, ...step }) => {
    const task = { assigneeId, scopes };
    return { ...step, isMine: isOwnTask(viewer, task), mayOpen: mayReadTask(viewer, task), mayFinish: step.status === "open" && mayFinishTask(viewer, task) };
  });
}
