import "server-only";
import { createHash } from "node:crypto";
import sql from "sql-template-tag";
import { now } from "../../platform/clock";
import { db } from "../../platform/db/client";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { addJob, type Jobs } from "../../platform/jobs";
import { hashToken } from "../../platform/token";
import { canonicalEmail } from "../../shared/email";
import { recordActivity } from "../activity/record";
import { createInvitation } from "./commands";

/** Whoever asks knows the link they were sent, or says which address was invited. */
export type Asked = { token: string } | { email: string };

const fewest = 5;
const mostADay = 5;

/**
 * Notes that somebody wants a new link. Whether there is such an invitation is found out afterwards, so that neither the answer nor the
 * time it takes tells; asking often is asking once.
 */
export async function askForNewLink(asked: Asked): Promise<void> {
  const payload: Jobs["renew-invitation"] = "token" in asked ? { tokenHash: hashToken(asked.token) } : { email: canonicalEmail(asked.email) ?? "" };
  const key = createHash("sha256").update(JSON.stringify(payload)).digest("base64url");
  await db().$transaction((tx) => addJob(tx, "renew-invitation", payload, { key: `renew-invitation:${key}`, keepsTime: true }));
}

type Invited = { id: number; name: string; organizationId: number; minutesSince: number | null; today: number };

/** Mails a new link to the invited address, if there is an open invitation and not too many links were mailed. */
export async function renewAsked(asked: Jobs["renew-invitation"]): Promise<void> {
  await db().$transaction(async (tx) => {
    const person = await findInvited(tx, asked);
    if (!person || person.today >= mostADay || (person.minutesSince !== null && person.minutesSince < fewest)) return;
    await createInvitation(tx, person.id, null);
    const subject = { recordType: "user", recordId: person.id, recordName: person.name, organizationId: person.organizationId };
    const actor = { via: "invitation", ip: null, device: null, facts: { userId: person.id, name: person.name } };
    await recordActivity(tx, actor, { ...subject, action: "users.renew-invitation" });
  });
}

/** The person if they are invited still, their account has not ended, and no organization above them is deactivated. */
async function findInvited(tx: Transaction, asked: Jobs["renew-invitation"]): Promise<Invited | null> {
  const isThem = "email" in asked ? sql`u.email = ${asked.email}` : sql`u.id = (SELECT user_id FROM invitations WHERE token_hash = ${asked.tokenHash})`;
  const moment = now();
  const mailed = sql`FROM mails m WHERE m.user_id = u.id AND m.template = 'invitation'`;
  const [found] = await rowsIn<Invited>(
    tx,
    sql`SELECT u.id, u.name, u.organization_id AS "organizationId",
        (SELECT extract(epoch FROM ${moment}::timestamptz - max(m.created_at))::float8 / 60 ${mailed}) AS "minutesSince",
        (SELECT count(*)::int ${mailed} AND m.created_at > ${moment}::timestamptz - interval '1 day') AS today
      FROM users u WHERE ${isThem} AND u.status = 'invited' AND (u.expires_at IS NULL OR u.expires_at > ${moment}::timestamptz)
        AND NOT EXISTS (SELECT 1 FROM organization_closure c JOIN organizations a ON a.id = c.ancestor_id
          WHERE c.organization_id = u.organization_id AND a.status = 'deactivated')
      FOR NO KEY UPDATE OF u`,
  );
  return found ?? null;
}
