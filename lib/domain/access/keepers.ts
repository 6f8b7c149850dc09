import "server-only";
import sql from "sql-template-tag";
import { hasFullAccess } from "../../access/full-access";
import { now } from "../../platform/clock";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { conflict } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { factsWithin } from "./facts-within";

/**
 * Refuses (`conflict`) when these people are the last with full access of their organization (access-model.md, "Somebody stays").
 * An organization that has nobody with full access is left alone. Takes the organization's lock until the transaction ends, so that
 * two people cannot be the last for each other. Call it before the people are deactivated, capped, given an end or moved away.
 */
export async function requireKeeper(
  tx: Transaction,
  organizationId: number,
  without: readonly number[],
): Promise<void> {
  await lock(tx, [organizationId]);
  const candidates = await candidatesOf(tx, organizationId);
  if (
    await anyKeeper(
      tx,
      candidates.filter((id) => !without.includes(id)),
    )
  )
    return;
  if (
    await anyKeeper(
      tx,
      candidates.filter((id) => without.includes(id)),
    )
  )
    throw await nobodyLeft(tx, organizationId);
}

/**
 * Runs a write that takes access away in any way (a grant, a role, a membership, a group) and refuses it (`conflict`) when it leaves
 * one of the organizations without anybody with full access that had somebody before. Name the home organizations of all people who
 * may lose something. Locks as requireKeeper does.
 */
export async function withKeeper<Value>(
  tx: Transaction,
  organizationIds: readonly number[],
  write: () => Promise<Value>,
): Promise<Value> {
  await lock(tx, organizationIds);
  const keepers = new Map<number, number>();
  for (const id of new Set(organizationIds)) {
    const keeper = await anyKeeper(tx, await candidatesOf(tx, id));
    if (keeper !== null) keepers.set(id, keeper);
  }
  const value = await write();
  for (const [organizationId, keeper] of keepers) {
    const others = (await candidatesOf(tx, organizationId)).filter((id) => id !== keeper);
    const isKept = (await anyKeeper(tx, [keeper], organizationId)) ?? (await anyKeeper(tx, others));
    if (isKept === null) throw await nobodyLeft(tx, organizationId);
  }
  return value;
}

/** In one order for everybody, so that two transactions never wait for each other. */
async function lock(tx: Transaction, organizationIds: readonly number[]): Promise<void> {
  for (const id of [...new Set(organizationIds)].sort((a, b) => a - b)) {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(7105, ${id}::int)`;
  }
}

async function anyKeeper(tx: Transaction, userIds: readonly number[], organizationId?: number): Promise<number | null> {
  const moment = now().getTime();
  for (const id of userIds) {
    const facts = await factsWithin(tx, id);
    // Guardrails bind everybody at home there alike and are set from above: they are no reason to let the last one go.
    if (!facts || !hasFullAccess({ ...facts, guardrails: [] }, moment)) continue;
    if (organizationId === undefined || facts.homePath[0] === organizationId) return id;
  }
  return null;
}

/**
 * Who might keep the organization running: active people at home in it without cap or end who hold, without end and in whichever way, a
 * role with `grants.give` to read and write. Whether they really can is for hasFullAccess to say; this only keeps the number small.
 */
async function candidatesOf(tx: Transaction, organizationId: number): Promise<number[]> {
  const found = await rowsIn<{ id: number }>(
    tx,
    sql`WITH RECURSIVE giving AS (
        SELECT id FROM roles WHERE 'grants.give' = ANY (permissions)),
      carrying(group_id) AS (
        SELECT g.group_id FROM grants g
          WHERE g.group_id IS NOT NULL AND g.level = 'write' AND g.valid_until IS NULL AND g.role_id IN (SELECT id FROM giving)
        UNION
        SELECT n.member_id FROM carrying c JOIN group_nestings n ON n.group_id = c.group_id)
      SELECT u.id FROM users u JOIN organizations o ON o.id = u.organization_id
      WHERE u.organization_id = ${organizationId} AND u.status = 'active' AND NOT u.read_only AND u.expires_at IS NULL
        AND (EXISTS (SELECT 1 FROM grants g WHERE g.user_id = u.id AND g.level = 'write' AND g.valid_until IS NULL
                       AND g.role_id IN (SELECT id FROM giving))
          OR EXISTS (SELECT 1 FROM group_members m WHERE m.user_id = u.id AND m.valid_until IS NULL
                       AND m.group_id IN (SELECT group_id FROM carrying))
          OR EXISTS (SELECT 1 FROM groups r WHERE r.type = 'rule' AND r.id IN (SELECT group_id FROM carrying)
                       AND rule_matches(r.rule, u.job_role, u.region, o)))
      ORDER BY u.id`,
  );
  return found.map(({ id }) => id);
}

async function nobodyLeft(tx: Transaction, organizationId: number) {
  const organization = await tx.organization.findUnique({ where: { id: organizationId }, select: { name: true } });
  return conflict(
    t("Nobody with full access would be left in {organization}. Give somebody else full access first.", { organization: organization?.name ?? t("this partner") }),
  );
}
