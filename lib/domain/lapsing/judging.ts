import "server-only";
import sql from "sql-template-tag";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { db, pool } from "../../platform/db/client";
import { rows, rowsIn, type Transaction } from "../../platform/db/connect";
import { writeBehind } from "../../platform/db/transaction";
import { log } from "../../platform/log";
import { Problem } from "../../shared/errors";

import { mailPerson } from "../mail/queue";
import { machineOwner } from "../owner/machine-owner";
import { deactivateWithin } from "../users/deactivation";
import { requireUser } from "../users/saving";
import { idlePeople, type IdlePerson } from "./idle";

export type Lapsed = { warned: number; deactivated: number; kept: number };
/** Tells a person when their account will end for want of a sign-in, in the transaction that notes it. */
export type Warn = (tx: Transaction, person: { userId: number; endsAt: Date; idleDays: number }) => Promise<void>;

const everything = { all: true, scopes: [], atoms: "" };

/** The portal itself as the one who acts, by a rule that people have set. */
async function portal(via: string): Promise<Viewer> {
  const root = await db().organization.findFirst({ where: { parentId: null }, select: { id: true } });
  const owner = machineOwner(root?.id ?? 0);
  return { ...owner, facts: { ...owner.facts, name: "Portico" }, via };
}

const warnByMail: Warn = async (tx, { userId, endsAt, idleDays }) => {
  const { name, status } = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { name: true, status: true } });
  await mailPerson(tx, userId, { template: "idle-warning", data: { name, idleDays, until: endsAt.toISOString(), isInvited: status === "invited" }, until: endsAt });
};

/**
 * Warns people who have not come for long, and deactivates those who were warned and still did not, by the function of every other path.
 * Whoever is the last with full access stays. May run any number of times.
 */
export async function judgeIdlePeople(warn: Warn = warnByMail): Promise<Lapsed> {
  const lapsed: Lapsed = { warned: 0, deactivated: 0, kept: 0 };
  const actor = await portal("rule for idle accounts");
  for (const { id } of await rows<IdlePerson>(pool(), idlePeople(now()))) {
    await writeBehind(everything, async (tx) => {
      const user = await requireUser(tx, actor, id, "users.deactivate");
      const [due] = await rowsIn<IdlePerson>(tx, idlePeople(now(), sql`u.id = ${id}`));
      if (!due) return; // came meanwhile
      if (!due.isWarned) {
        await warn(tx, { userId: id, endsAt: due.endsAt, idleDays: due.idleDays });
        await tx.user.updateMany({ where: { id }, data: { idleWarnedAt: now() } });
        lapsed.warned++;
      } else if (due.endsAt <= now()) await end(tx, actor, { user, lapsed, why: "deactivated-idle" });
    });
  }
  return lapsed;
}

type Ending = { user: Awaited<ReturnType<typeof requireUser>>; lapsed: Lapsed; why: "deactivated-idle" | "deactivated-ended" };

async function end(tx: Transaction, actor: Viewer, { user, lapsed, why }: Ending): Promise<void> {
  await tx.$executeRawUnsafe("SAVEPOINT lapse");
  try {
    await deactivateWithin(tx, actor, user, why);
    lapsed.deactivated++;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await tx.$executeRawUnsafe("ROLLBACK TO SAVEPOINT lapse");
    lapsed.kept++;
    log().warn({ user: user.id }, "an account stays though it should lapse: it is the last one with full access");
  }
}

/** Tidies after accounts whose last day is over, which open nothing any more: what lay there of sessions and tokens ends with them. */
export async function endExpiredPeople(): Promise<Lapsed> {
  const lapsed: Lapsed = { warned: 0, deactivated: 0, kept: 0 };
  const actor = await portal("last day of the account");
  const over = sql`status <> 'deactivated' AND expires_at <= ${now()}::timestamptz`;
  for (const { id } of await rows<{ id: number }>(pool(), sql`SELECT id FROM users WHERE ${over} ORDER BY id LIMIT 5000`)) {
    await writeBehind(everything, async (tx) => {
      const user = await requireUser(tx, actor, id, "users.deactivate");
      if (user.expiresAt && user.expiresAt <= now()) await end(tx, actor, { user, lapsed, why: "deactivated-ended" });
    });
  }
  return lapsed;
}
