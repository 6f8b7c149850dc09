import "server-only";
import sql from "sql-template-tag";
import { findRecords } from "../access/find-records";
import { holdersOf } from "../access/holders";
import { homesAround } from "../access/homes";
import { pool } from "../../platform/db/client";
import { rows } from "../../platform/db/connect";

const most = 20;
const permission = "users.end-sessions";

/**
 * Whom to tell that somebody else may have been in a person's account: those who may end the person's sessions, nearest home first, twenty
 * at the most.
 */
export async function peopleToAlarm({ userId, organizationId }: { userId: number; organizationId: number }): Promise<number[]> {
  const on = pool();
  const [[record], around] = await Promise.all([findRecords(on, [{ type: "organization", id: organizationId }]), homesAround(on, organizationId, permission)]);
  const homes = around.filter(({ isOpen }) => isOpen).map(({ id }) => id);
  if (!record || homes.length === 0) return [];
  const found = await rows<{ id: number }>(
    on,
    sql`SELECT u.id FROM users u WHERE u.id IN (SELECT user_id FROM ${holdersOf({ permission, record, homes })} h) AND u.id <> ${userId}
      ORDER BY array_position(${homes}::int[], u.organization_id), u.id LIMIT ${most}`,
  );
  return found.map(({ id }) => id);
}
