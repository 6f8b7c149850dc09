import "server-only";
import sql, { type Sql } from "sql-template-tag";
import type { SignInPolicy } from "../../access/sign-in-policy";
import { pool } from "../../platform/db/client";
import { firstRow, rows, type Queryable } from "../../platform/db/connect";

type Kept = { seq: number; policies: SignInPolicy[] };

const holder = globalThis as typeof globalThis & { porticoPolicies?: Kept };

/** The column by which a request learns in its first statement whether the remembered policies still stand. */
export const policyColumn = (): Sql => sql`(SELECT seq FROM sign_in_policy_clock WHERE id = 1) AS "policySeq"`;

/** Every policy for signing in, as a table of the law. */
export const readPolicies = (on: Queryable): Promise<SignInPolicy[]> =>
  rows<SignInPolicy>(
    on,
    sql`SELECT organization_id AS "organizationId", role_id AS "roleId", (extract(epoch FROM factor_from) * 1000)::float8 AS "factorFrom",
        idle_minutes AS "idleMinutes", absolute_minutes AS "absoluteMinutes" FROM sign_in_policies`,
  );

/** The policies as of the given number or later; read from the database only when it has moved on. */
export async function policiesAt(seq: number): Promise<readonly SignInPolicy[]> {
  const kept = holder.porticoPolicies;
  if (kept?.seq === seq) return kept.policies;
  const policies = await readPolicies(pool());
  holder.porticoPolicies = { seq, policies };
  return policies;
}

/** The policies as they stand now, for work that has no session to read. */
export async function policiesNow(): Promise<readonly SignInPolicy[]> {
  const { policySeq } = (await firstRow<{ policySeq: number }>(pool(), sql`SELECT ${policyColumn()}`))!;
  return policiesAt(policySeq);
}

/** The policies as this server last read them: in a request that read its session, those that stand. Costs nothing. */
export const policiesLastRead = async (): Promise<readonly SignInPolicy[]> => holder.porticoPolicies?.policies ?? policiesNow();
