import "server-only";
import type pg from "pg";
import { hasFullAccess } from "../../access/full-access";
import { now } from "../../platform/clock";
import { ownerPool } from "../../platform/db/client";
import type { Queryable } from "../../platform/db/connect";
import { conflict } from "../../shared/errors";
import { loadFacts } from "../access/facts";

/** Active people who hold, in whichever way and without end, a role that gives; per home organization. The few who may be keepers. */
const candidates = `
  WITH RECURSIVE giving AS (SELECT id FROM roles WHERE 'grants.give' = ANY (permissions)),
  carrying(group_id) AS (
    SELECT g.group_id FROM grants g WHERE g.group_id IS NOT NULL AND g.level = 'write' AND g.valid_until IS NULL AND g.role_id IN (SELECT id FROM giving)
    UNION SELECT n.member_id FROM carrying c JOIN group_nestings n ON n.group_id = c.group_id),
  holders AS (
    SELECT g.user_id FROM grants g WHERE g.user_id IS NOT NULL AND g.level = 'write' AND g.valid_until IS NULL AND g.role_id IN (SELECT id FROM giving)
    UNION SELECT m.user_id FROM group_members m WHERE m.valid_until IS NULL AND m.group_id IN (SELECT group_id FROM carrying)
    UNION SELECT u.id FROM groups r JOIN organization_closure b ON b.ancestor_id = r.organization_id JOIN organizations o ON o.id = b.organization_id
      JOIN users u ON u.organization_id = o.id WHERE r.type = 'rule' AND r.id IN (SELECT group_id FROM carrying) AND rule_matches(r.rule, u.job_role, u.region, o))
  SELECT u.organization_id AS home, array_agg(u.id ORDER BY u.id) AS people FROM users u
  WHERE u.id IN (SELECT user_id FROM holders) AND u.status = 'active' AND NOT u.read_only AND u.expires_at IS NULL GROUP BY 1`;

type Candidates = Map<number, number[]>;

async function candidatesOf(on: Queryable): Promise<Candidates> {
  const { rows } = await on.query<{ home: number; people: number[] }>(candidates);
  return new Map(rows.map(({ home, people }) => [home, people]));
}

async function keeperAmong(on: Queryable, home: number, people: readonly number[]): Promise<boolean> {
  const moment = now().getTime();
  for (const id of people) {
    const facts = await loadFacts(on, id);
    if (facts && facts.homePath[0] === home && hasFullAccess(facts, moment)) return true;
  }
  return false;
}

/**
 * Refuses (`conflict`) what would leave an organization without anybody with full access that had somebody before (access-model.md,
 * "Somebody stays"). Before is read over another connection, which does not see this transaction yet.
 */
export async function refuseLosingKeepers(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query("SELECT 1 FROM activities WHERE tx = pg_current_xact_id() AND before IS NOT NULL AND record_type <> 'customer' LIMIT 1");
  if (rows.length === 0) return; // nothing that was there before has changed
  const before = await candidatesOf(ownerPool());
  const after = await candidatesOf(client);
  for (const [home, people] of before) {
    if (await keeperAmong(client, home, after.get(home) ?? [])) continue;
    if (!(await keeperAmong(ownerPool(), home, people))) continue;
    const { rows: named } = await client.query<{ name: string }>("SELECT name FROM organizations WHERE id = $1", [home]);
    throw conflict(`Nobody with full access would be left in ${named[0]?.name ?? "an organization"}. Nothing was loaded.`);
  }
}
