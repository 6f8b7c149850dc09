import "server-only";
import { mayGoOn, rulesFor } from "../../access/sign-in-policy";
import type { Viewer } from "../../access/viewer";
import { readGuard, settled } from "../access/guard";
import { viewers } from "../access/viewers";
import { policiesNow } from "../settings/policy-memory";
import { now } from "../../platform/clock";
import { db } from "../../platform/db/client";
import { deviceName } from "../../shared/device-name";
import type { SessionRow } from "./rows";

const columns = { id: true, device: true, ip: true, method: true, hasSecondFactor: true, createdAt: true, lastSeenAt: true } as const;

/** The person's sessions that may still go on, the last used first. */
export async function openSessions(userId: number, { session }: Pick<Viewer, "session">): Promise<SessionRow[]> {
  const known = await viewers().get(userId, await settled(await readGuard()));
  if (!known) return [];
  const moment = now().getTime();
  const rules = rulesFor(known.facts, await policiesNow(), moment);
  const found = await db().session.findMany({ where: { userId, expiresAt: { gt: now() } }, select: columns, orderBy: [{ lastSeenAt: "desc" }, { id: "desc" }] });
  return found
    .filter(({ createdAt, lastSeenAt, hasSecondFactor }) => mayGoOn({ createdAt: createdAt.getTime(), seenAt: lastSeenAt.getTime(), hasSecondFactor }, rules, moment))
    .map((row) => ({ ...row, device: deviceName(row.device), isThis: row.id === session }));
}
