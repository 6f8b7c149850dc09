import "server-only";
import { minutesFromNow, now } from "../../platform/clock";
import { db, ownerDb } from "../../platform/db/client";
import type { Transaction } from "../../platform/db/connect";
import { hashToken, newToken } from "../../platform/token";
import { conflict, notFound } from "../../shared/errors";
import { recordActivity } from "../activity/record";
import { ensureTemplates } from "../roles/templates";

const sevenDays = 7 * 24 * 60;
const someLock = 7106;

/** One at a time: of two people with the link, or two links, only one becomes the first. */
const alone = (tx: Transaction) => tx.$executeRaw`SELECT pg_advisory_xact_lock(${someLock})`;

const isSomebody = async (tx: Transaction) => (await tx.user.findFirst({ select: { id: true } })) !== null;

/**
 * The path of the one-time link by which the very first administrator joins; null once there is anybody. Made anew each time it is asked
 * for, and the one before ends, so that a lost link loses nothing.
 */
export function createFirstLink(): Promise<string | null> {
  return ownerDb().$transaction(async (tx) => {
    await alone(tx);
    if (await isSomebody(tx)) return null;
    const token = newToken();
    await tx.invitation.deleteMany({ where: { userId: null } });
    await tx.invitation.create({ select: { id: true }, data: { tokenHash: hashToken(token), expiresAt: minutesFromNow(sevenDays) } });
    return `/invitation/${token}`;
  });
}

const open = (token: string) => ({ tokenHash: hashToken(token), userId: null, usedAt: null, expiresAt: { gt: now() } });

/** True while the token is that of the first administrator's link and nobody has used it. */
export async function isFirstLink(token: string): Promise<boolean> {
  if (!(await db().invitation.findFirst({ where: open(token), select: { id: true } }))) return false;
  return (await db().user.findFirst({ select: { id: true } })) === null;
}

type First = { token: string; name: string; email: string; passwordHash: string };

/**
 * Uses the first link: makes the operator if it is not there, its role templates, and the person with full access. Throws `not-found`
 * for a link that is no longer good, `conflict` when somebody came first.
 */
export function becomeFirst({ token, name, email, passwordHash }: First): Promise<void> {
  return db().$transaction(async (tx) => {
    await alone(tx);
    const used = await tx.invitation.updateMany({ where: open(token), data: { usedAt: now() } });
    if (used.count !== 1) throw notFound("invitation");
    if (await isSomebody(tx)) throw conflict("Somebody is administrator already. Ask them for an invitation.");
    const operator = await operatorOf(tx);
    const templates = await ensureTemplates(tx, operator);
    const user = await tx.user.create({ data: { email, name, organizationId: operator, status: "active", passwordHash }, select: { id: true } });
    const actor = { via: "first link", ip: null, device: null, facts: { userId: user.id, name } };
    await recordActivity(tx, actor, { action: "users.join", recordType: "user", recordId: user.id, recordName: name, organizationId: operator, after: { email, status: "active" } });
    const data = { key: "first-administrator", userId: user.id, roleId: templates.get("full-access")!, scopeKind: "everything", level: "write", reason: "The first administrator" } as const;
    const grant = await tx.grant.create({ data, select: { id: true } });
    await recordActivity(tx, actor, { action: "grants.give", recordType: "grant", recordId: grant.id, recordName: `Full access for ${name}`, organizationId: operator });
  });
}

async function operatorOf(tx: Transaction): Promise<number> {
  const root = await tx.organization.findFirst({ where: { parentId: null }, select: { id: true } });
  return (root ?? (await tx.organization.create({ data: { key: "operator", name: "Operator" }, select: { id: true } }))).id;
}
