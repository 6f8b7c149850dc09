import "server-only";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import type { Transaction } from "../../platform/db/connect";
import { paths } from "../../shared/paths";
import { recordActivity } from "../activity/record";
import { mailPerson } from "../mail/queue";

/** Whose factors were changed. */
export type Owner = { id: number; name: string; organizationId: number };

type Actor = Pick<Viewer, "via" | "ip" | "device" | "session"> & { facts: Pick<Viewer["facts"], "userId" | "name"> };

type Told = "factor-added" | "factor-removed" | "factors-reset" | "passkey-added" | "passkey-removed" | "recovery-codes-made" | "recovery-code-used" | "password-changed" | "sessions-ended";

/** Tells the person by mail that the way into their account changed; it cannot be switched off. */
export async function tellOwner(tx: Transaction, { ip, device, facts }: Actor, owner: Pick<Owner, "id" | "name">, { change, what = null }: { change: Told; what?: string | null }): Promise<void> {
  const by = facts.userId === owner.id ? null : facts.name;
  const from = by === null ? { device, ip } : {};
  await mailPerson(tx, owner.id, { template: "account-changed", data: { name: owner.name, change, at: now().toISOString(), by, what, ...from, path: paths.accountSecurity() } });
}

type Changed = { action: string; noted: Record<string, unknown>; told: { change: Told; what?: string | null } };

/** What follows from every change of somebody's factors: it is logged and mailed, and every session but the one it was made in is over. */
export async function factorsChanged(tx: Transaction, actor: Actor, owner: Owner, { action, noted, told }: Changed): Promise<void> {
  const kept = actor.facts.userId === owner.id && actor.session !== undefined ? actor.session : 0;
  const { count } = await tx.session.deleteMany({ where: { userId: owner.id, id: { not: kept } } });
  const subject = { recordType: "user", recordId: owner.id, recordName: owner.name, organizationId: owner.organizationId };
  await recordActivity(tx, actor, { ...subject, action, after: { ...noted, sessionsEnded: count } });
  await tellOwner(tx, actor, owner, told);
}
