import "server-only";
import { randomInt } from "node:crypto";
import sql from "sql-template-tag";
import { now } from "../../platform/clock";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { keyedHash } from "../../platform/seal";

const purpose = "recovery-code";
const howMany = 10;
/** No letter that is taken for another; 16 of them are 80 bits. */
const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

const newCode = () => Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join("")).join("-");

/** A code as it is compared: whatever case, spaces and look-alike letters it was typed with. */
const plain = (text: string) => text.toUpperCase().replace(/[^0-9A-Z]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");

const hashOf = (userId: number, code: string) => keyedHash(purpose, `${userId}:${plain(code)}`);

/** Ten new codes in place of all before; they are answered this once, kept are keyed hashes. */
export async function makeCodes(tx: Transaction, userId: number): Promise<string[]> {
  const codes = Array.from({ length: howMany }, newCode);
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({ data: codes.map((code) => ({ userId, codeHash: hashOf(userId, code), createdAt: now() })) });
  return codes;
}

/** Uses a code up; answers how many are left, or null when it is none of the person's or used. Of many uses at once one succeeds. */
export async function spendRecoveryCode(tx: Transaction, userId: number, code: string): Promise<number | null> {
  const used = await rowsIn(
    tx,
    sql`UPDATE recovery_codes SET used_at = ${now()}::timestamptz WHERE user_id = ${userId} AND code_hash = ${hashOf(userId, code)} AND used_at IS NULL RETURNING id`,
  );
  return used.length === 1 ? tx.recoveryCode.count({ where: { userId, usedAt: null } }) : null;
}

/** Recovery codes for whoever has none yet. */
export async function firstCodes(tx: Transaction, userId: number): Promise<string[] | null> {
  return (await tx.recoveryCode.count({ where: { userId, usedAt: null } })) > 0 ? null : makeCodes(tx, userId);
}
