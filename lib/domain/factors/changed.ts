import "server-only";
import type { Viewer } from "../../access/viewer";
import type { Transaction } from "../../platform/db/connect";
import { recordActivity } from "../activity/record";

/** Whose factors were changed. */
export type Owner = { id: number; name: string; organizationId: number };

type Actor = Pick<Viewer, "via" | "ip" | "device" | "session"> & { facts: Pick<Viewer["facts"], "userId" | "name"> };

/**
 * What follows from every change of somebody's factors: it is logged, and every session but the one it was made in is over, as are
 * sign-ins that are not finished.
 */
export async function factorsChanged(tx: Transaction, actor: Actor, owner: Owner, { action, noted }: { action: string; noted: Record<string, unknown> }): Promise<void> {
  const kept = actor.facts.userId === owner.id && actor.session !== undefined ? actor.session : 0;
  const { count } = await tx.session.deleteMany({ where: { userId: owner.id, id: { not: kept } } });
  const subject = { recordType: "user", recordId: owner.id, recordName: owner.name, organizationId: owner.organizationId };
  await recordActivity(tx, actor, { ...subject, action, after: { ...noted, sessionsEnded: count } });
}
