import "server-only";
import sql from "sql-template-tag";
import type { Viewer } from "../../access/viewer";
import { carried } from "../../platform/db/carried";
import { pool } from "../../platform/db/client";
import { firstRow, rowsIn } from "../../platform/db/connect";
import { accompanied, type Companion } from "../../platform/db/transaction";
import { Problem } from "../../shared/errors";
import { t } from "../../shared/language/text";

/** What a program was answered, ready to be sent again. */
export type Answer = { status: number; headers: Record<string, string>; text: string };

export type Request<Result> = {
  /** The caller's own name for this one request; no two callers share names. */
  key: string;
  /** Tells this request from another one under the same name. */
  fingerprint: string;
  effect: () => Promise<Result>;
  /** Makes the answer from the effect's result; reads with the viewer's rights, so a replay shows nothing that is hidden by now. */
  answer: (result: Result) => Promise<Answer>;
  /** What of the result is kept for copies; leaves out what is shown once. */
  kept?: (result: Result) => Result;
};

type Known<Result> = { fingerprint: string; status: number | null; body: { result: Result; headers?: Record<string, string>; text?: string } };

/** Thrown inside the transaction of a copy that came second: the first has been committed meanwhile. */
class Done extends Error {}

/**
 * Runs a write at most once per viewer and key. The key is written in the transaction of the effect, so a crash leaves both or neither,
 * and a retry gets the first answer. Throws `in-flight` while a copy runs and `key-reused` for another request under the same key.
 */
export async function once<Result>(viewer: Viewer, request: Request<Result>): Promise<Answer> {
  const { userId } = viewer.facts;
  try {
    const result = await accompanied(companion(userId, request), request.effect);
    return await keep(userId, request, result);
  } catch (error) {
    // What was done once may be refused by now, before its key is met: nobody who asks again for the answer is told so.
    const known = error instanceof Done || error instanceof Problem ? await find<Result>(userId, request.key) : null;
    if (known) return again(userId, request, known);
    throw error;
  }
}

function companion<Result>(userId: number, { key, fingerprint, kept = (result) => result }: Request<Result>): Companion {
  let isOurs = false;
  return {
    before: async (tx) => {
      const [claim] = await rowsIn<{ held: boolean; written: boolean }>(
        tx,
        sql`WITH lock AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(hashtextextended(${`${userId} ${key}`}, 7105)) AS held),
          written AS (INSERT INTO idempotency_keys (user_id, key, request_hash) SELECT ${userId}::int, ${key}, ${fingerprint} FROM lock WHERE held ON CONFLICT DO NOTHING RETURNING 1)
          SELECT held, EXISTS (SELECT FROM written) AS written FROM lock`,
      );
      if (!claim!.held) throw new Problem("in-flight", t("The same request is being worked on. Try again in a moment."));
      if (!claim!.written && !isOurs) throw new Done();
    },
    after: async (tx, value) => {
      const body = JSON.stringify({ result: kept(value as Result) });
      await carried(() => rowsIn(tx, sql`UPDATE idempotency_keys SET body = ${body}::jsonb WHERE user_id = ${userId} AND key = ${key}`));
    },
    kept: () => {
      isOurs = true;
    },
  };
}

const find = <Result>(userId: number, key: string) =>
  firstRow<Known<Result>>(pool(), sql`SELECT request_hash AS fingerprint, status, body FROM idempotency_keys WHERE user_id = ${userId} AND key = ${key}`);

async function again<Result>(userId: number, request: Request<Result>, { fingerprint, status, body }: Known<Result>): Promise<Answer> {
  if (fingerprint !== request.fingerprint) {
    throw new Problem("key-reused", t("This Idempotency-Key was used for another request. Use a new one."));
  }
  if (status === null) return keep(userId, request, body.result);
  const fresh = await request.answer(body.result);
  return fresh.text === "" ? fresh : { status, headers: body.headers ?? {}, text: body.text ?? "" };
}

async function keep<Result>(userId: number, request: Request<Result>, result: Result): Promise<Answer> {
  const answer = await request.answer(result);
  const { status, headers, text } = request.kept ? await request.answer(request.kept(result)) : answer;
  const body = JSON.stringify({ result: request.kept ? request.kept(result) : result, headers, text });
  await pool().query("UPDATE idempotency_keys SET status = $1, body = $2 WHERE user_id = $3 AND key = $4", [status, body, userId, request.key]);
  return answer;
}
