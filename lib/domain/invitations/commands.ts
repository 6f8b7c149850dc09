import "server-only";
import { minutesFromNow } from "../../platform/clock";
import type { Transaction } from "../../platform/db/connect";
import { hashToken, newToken } from "../../platform/token";

const sevenDays = 7 * 24 * 60;

/**
 * Makes the one-time link's token for a person, good for seven days; older links of theirs that were not used end with it.
 * Part of a command that has already asked for the permission (invite, create a partner). The token is answered once and kept as a hash.
 */
export async function createInvitation(tx: Transaction, userId: number): Promise<string> {
  const token = newToken();
  await tx.invitation.deleteMany({ where: { userId, usedAt: null } });
  await tx.invitation.create({ select: { id: true }, data: { userId, tokenHash: hashToken(token), expiresAt: minutesFromNow(sevenDays) } });
  return token;
}
