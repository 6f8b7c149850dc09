import "server-only";
import sql from "sql-template-tag";
import { minutesFromNow, now } from "../../platform/clock";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { hashToken, newToken } from "../../platform/token";
import { paths } from "../../shared/paths";
import { mailPerson, withdrawMails } from "../mail/queue";
import { inviterOf, type Inviter } from "./inviters";

const sevenDays = 7 * 24 * 60;

/**
 * Makes the one-time link's token for a person, good for seven days, and mails them the link; older links of theirs that were not used end
 * with it. Part of a command that has already asked for the permission (invite, create a partner). The token is answered once and kept as
 * a hash. `by` is whoever sends it; null when the person asked for it themselves.
 */
export async function createInvitation(tx: Transaction, userId: number, by: Inviter | null): Promise<string> {
  const token = newToken();
  const expiresAt = minutesFromNow(sevenDays);
  const inviterId = await inviterOf(tx, userId, by);
  await tx.invitation.updateMany({ where: { userId, usedAt: null, expiresAt: { gt: now() } }, data: { expiresAt: now() } });
  await tx.invitation.create({ select: { id: true }, data: { userId, inviterId, tokenHash: hashToken(token), expiresAt } });
  await mailLink(tx, { userId, token, by: by?.name ?? null, expiresAt });
  return token;
}

type Link = { userId: number; token: string; by: string | null; expiresAt: Date };

async function mailLink(tx: Transaction, { userId, token, by, expiresAt }: Link): Promise<void> {
  await withdrawMails(tx, userId, "invitation", "A newer link was made.");
  const [person] = await rowsIn<{ name: string; organization: string }>(
    tx,
    sql`SELECT u.name, o.name AS organization FROM users u JOIN organizations o ON o.id = u.organization_id WHERE u.id = ${userId}`,
  );
  const data = { path: paths.invitation(token), name: person!.name, organization: person!.organization, by, until: expiresAt.toISOString() };
  await mailPerson(tx, userId, { template: "invitation", data, until: expiresAt });
}
