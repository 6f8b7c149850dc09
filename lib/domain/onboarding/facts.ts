import "server-only";
import sql, { join, raw, type Sql } from "sql-template-tag";
import { now } from "../../platform/clock";
import { ownerDb } from "../../platform/db/client";
import { rowsIn } from "../../platform/db/connect";

import { recordActivities } from "../activity/record";
import { subjectOf } from "../tasks/saving";
import { factKeys, type Fact } from "./schema";

/** Organizations of the newcomer `u`: their home and all below it. */
const below = sql`SELECT b.organization_id FROM organization_closure b WHERE b.ancestor_id = u.organization_id`;
const validNow = (alias: string) => {
  const column = (name: string) => raw(`${alias}.${name}`);
  return sql`(${column("valid_from")} IS NULL OR ${column("valid_from")} <= ${now()}::timestamptz) AND (${column("valid_until")} IS NULL OR ${column("valid_until")} > ${now()}::timestamptz)`;
};

/** When each fact is true, of the newcomer `u` and their home `o`. */
const conditions: Record<Fact, () => Sql> = {
  "signed-in": () => sql`u.last_sign_in_at IS NOT NULL`,
  "profile-complete": () => sql`coalesce(u.phone, '') <> ''`,
  "second-factor": () => sql`(EXISTS (SELECT 1 FROM totp_factors f WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL) OR EXISTS (SELECT 1 FROM passkeys k WHERE k.user_id = u.id))`,
  "has-access": () => sql`(EXISTS (SELECT 1 FROM grants g WHERE g.user_id = u.id AND ${validNow("g")})
    OR EXISTS (SELECT 1 FROM group_members m JOIN grants g ON g.group_id = m.group_id WHERE m.user_id = u.id AND ${validNow("m")} AND ${validNow("g")}))`,
  "in-territory": () => sql`o.territory_id IS NOT NULL`,
  "in-program": () => sql`EXISTS (SELECT 1 FROM enrollments e WHERE e.organization_id = o.id AND e.is_current)`,
  "first-customer": () => sql`EXISTS (SELECT 1 FROM (${below}) b WHERE EXISTS (SELECT 1 FROM customers x WHERE x.organization_id = b.organization_id))`,
  "first-colleague": () => sql`EXISTS (SELECT 1 FROM users x WHERE x.organization_id IN (${below}) AND x.id <> u.id)`,
};

type Done = { id: number; title: string; organizationId: number; customerId: number | null; version: number };

const program = { via: null, ip: null, device: null, facts: { userId: 0, name: "Portico" } };

/**
 * Says of open steps whose fact has become true that they are done, each with its log row: those of the given checklists under way, or of
 * all. What became untrue again stays done.
 */
export async function settleSteps(onboardingIds: readonly number[] | null): Promise<number> {
  if (onboardingIds?.length === 0) return 0;
  const which = onboardingIds === null ? sql`t.onboarding_id IS NOT NULL` : sql`t.onboarding_id = ANY(${[...onboardingIds]}::int[])`;
  const isTrue = sql`CASE t.fact ${join(factKeys.map((fact) => sql`WHEN ${fact} THEN ${conditions[fact]()}`), " ")} ELSE false END`;
  return ownerDb().$transaction(async (tx) => {
    const done = await rowsIn<Done>(
      tx,
      sql`WITH due AS (
          SELECT t.id FROM tasks t JOIN onboardings b ON b.id = t.onboarding_id JOIN users u ON u.id = b.user_id JOIN organizations o ON o.id = u.organization_id
          WHERE ${which} AND t.status = 'open' AND t.fact IS NOT NULL AND u.status <> 'deactivated' AND ${isTrue} ORDER BY t.id FOR NO KEY UPDATE OF t SKIP LOCKED)
        UPDATE tasks t SET status = 'done', done_at = ${now()}::timestamptz, updated_at = ${now()}::timestamptz, version = version + 1 FROM due WHERE t.id = due.id
        RETURNING t.id, t.title, t.organization_id AS "organizationId", t.customer_id AS "customerId", t.version`,
    );
    const entry = (task: Done) => ({ ...subjectOf(task), action: "tasks.complete", before: { status: "open" }, after: { status: "done", version: task.version } });
    if (done.length > 0) await recordActivities(tx, program, done.map(entry));
    return done.length;
  });
}
