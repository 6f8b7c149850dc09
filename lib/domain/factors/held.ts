import "server-only";
import sql from "sql-template-tag";
import { db, pool } from "../../platform/db/client";
import { firstRow, type Queryable } from "../../platform/db/connect";

/** How many second factors a person has, and how many recovery codes are left. */
export type HeldFactors = { apps: number; passkeys: number; codes: number };

/** The factors that count for a person; an app counts from its first right code. */
export async function heldFactors(userId: number, on: Queryable = pool()): Promise<HeldFactors> {
  return (await firstRow<HeldFactors>(
    on,
    sql`SELECT (SELECT count(*)::int FROM totp_factors WHERE user_id = ${userId} AND confirmed_at IS NOT NULL) AS apps,
      (SELECT count(*)::int FROM passkeys WHERE user_id = ${userId}) AS passkeys,
      (SELECT count(*)::int FROM recovery_codes WHERE user_id = ${userId} AND used_at IS NULL) AS codes`,
  ))!;
}

/** True for somebody who is asked for a second factor. */
export const isProtected = ({ apps, passkeys }: Pick<HeldFactors, "apps" | "passkeys">) => apps + passkeys > 0;

/** The person behind an unfinished sign-in. */
export const ownerOf = (userId: number) => db().user.findUniqueOrThrow({ where: { id: userId }, select: { id: true, name: true, email: true, organizationId: true } });
