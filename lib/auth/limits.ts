import "server-only";
import { isIPv6 } from "node:net";
import sql from "sql-template-tag";
import { now } from "../platform/clock";
import { pool } from "../platform/db/client";
import { firstRow, rows } from "../platform/db/connect";
import { Problem } from "../shared/errors";
import { t } from "../shared/language/text";

/** How often something may be tried within a window, and, if it is ever shut, after how many tries without a success. */
export type Limit = { most: number; mostInARow?: number };

const minute = 60_000;
const firstWindow = 10;
const longestWindow = 60;

/** What may be tried how often: a password or a code of one account, and anything from one source. */
export const limits = { account: { most: 10, mostInARow: 100 }, device: { most: 10 }, source: { most: 100 } } as const satisfies Record<string, Limit>;

type Row = { failures: number; inARow: number; resetsAt: Date };

/**
 * Counts a try before anything is looked at. Windows grow from ten minutes to an hour while nothing succeeds; tries beyond the limit are
 * refused with the time to wait and lengthen nothing. Throws `too-many`.
 */
export async function count(key: string, { most, mostInARow }: Limit): Promise<void> {
  const moment = now();
  const row = (await firstRow<Row>(
    pool(),
    sql`INSERT INTO sign_in_attempts AS a (key, failures, in_a_row, resets_at) VALUES (${key}, 1, 1, ${new Date(moment.getTime() + firstWindow * minute)})
      ON CONFLICT (key) DO UPDATE SET
        failures = CASE WHEN a.resets_at <= ${moment} THEN 1 ELSE least(a.failures + 1, ${most + 1}) END,
        in_a_row = a.in_a_row + (a.resets_at <= ${moment} OR a.failures < ${most})::int,
        resets_at = CASE WHEN a.resets_at > ${moment} THEN a.resets_at
          ELSE ${moment}::timestamptz + make_interval(mins => least(${firstWindow} * 2 ^ least(a.in_a_row / ${most}, 6), ${longestWindow})::int) END
      RETURNING failures, in_a_row AS "inARow", resets_at AS "resetsAt"`,
  ))!;
  if (mostInARow !== undefined && row.inARow > mostInARow) throw shut();
  if (row.failures > most) throw wait(row.resetsAt.getTime() - moment.getTime());
}

function wait(time: number): Problem {
  const minutes = Math.max(1, Math.ceil(time / minute));
  return new Problem("too-many", t("Too many tries. Try again in {minutes, plural, =1 {a minute} other {# minutes}}.", { minutes }));
}

const shut = () =>
  new Problem("too-many", t("Too many tries without a success. Sign in from a browser that you have used before, or set a new password by mail."));

/** Takes back one try that was no guess. What others tried from the same source stays counted, so signing in oneself clears nobody's guesses. */
export async function giveBack(key: string): Promise<void> {
  await rows(pool(), sql`UPDATE sign_in_attempts SET failures = greatest(failures - 1, 0), in_a_row = greatest(in_a_row - 1, 0) WHERE key = ${key} RETURNING key`);
}

/** Forgets what was counted under keys that are these or begin with them and a colon: the person has proved who they are. */
export async function forgetTries(...keys: string[]): Promise<void> {
  await rows(pool(), sql`DELETE FROM sign_in_attempts a USING unnest(${keys}::text[]) k WHERE a.key = k OR starts_with(a.key, k || ':') RETURNING a.key`);
}

/** Where a request comes from, as it is counted: an IPv6 household has many addresses and is one source. */
export function sourceOf(ip: string | null): string {
  if (ip === null) return "none";
  return isIPv6(ip) ? `${blocksOf(ip).slice(0, 4).join(":")}::/64` : ip;
}

/** The eight blocks of an IPv6 address without leading zeros. */
function blocksOf(ip: string): string[] {
  const [head = "", tail] = ip.toLowerCase().replace(/%.*$/, "").split("::");
  const of = (part: string) => part.split(":").filter(Boolean);
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - of(head).length - of(tail).length);
  return [...of(head), ...Array<string>(zeros).fill("0"), ...of(tail ?? "")].map((block) => block.replace(/^0+(?=.)/, ""));
}
