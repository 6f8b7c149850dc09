import "server-only";
import sql from "sql-template-tag";
import { isLetIn } from "../../access/compile";
import { rulesFor, type SignInPolicy } from "../../access/sign-in-policy";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { pool } from "../../platform/db/client";
import { firstRow, rows } from "../../platform/db/connect";
import { loadManyFacts } from "../access/many-facts";
import { readPolicies } from "./policy-memory";
import type { PolicyEffect } from "./rows";
import type { PolicyEffectInput } from "./schema";

/** Beyond this the answer says "more than". */
const most = 20_000;
const atOnce = 2_000;

const isSame = (a: Pick<SignInPolicy, "organizationId" | "roleId">, b: Pick<SignInPolicy, "organizationId" | "roleId">) =>
  a.organizationId === b.organizationId && a.roleId === b.roleId;

/** People at home there or below who have no second factor, some more than are counted. */
async function unprotected(organizationId: number): Promise<number[]> {
  const found = await rows<{ id: number }>(
    pool(),
    sql`SELECT u.id FROM organization_closure c JOIN users u ON u.organization_id = c.organization_id
      WHERE c.ancestor_id = ${organizationId} AND u.status = 'active'
        AND NOT EXISTS (SELECT 1 FROM totp_factors t WHERE t.user_id = u.id AND t.confirmed_at IS NOT NULL)
        AND NOT EXISTS (SELECT 1 FROM passkeys p WHERE p.user_id = u.id)
      ORDER BY u.id LIMIT ${most + 1}`,
  );
  return found.map(({ id }) => id);
}

/** Asks the law about everybody without a factor, with the policies as they are and as they would be, on the day it would begin. */
export async function effectOf(viewer: Viewer, { organizationId, roleId = null, factor, factorFrom }: PolicyEffectInput): Promise<PolicyEffect> {
  if (factor === "none" || !factorFrom) return { people: 0, sessions: 0, isMore: false, includesYou: false };
  const moment = Math.max(now().getTime(), factorFrom.getTime());
  const before = await readPolicies(pool());
  const policy: SignInPolicy = { organizationId, roleId, factorFrom: factorFrom.getTime(), idleMinutes: null, absoluteMinutes: null };
  const after = [...before.filter((each) => !isSame(each, policy)), policy];
  const ids = await unprotected(organizationId);
  const asked: number[] = [];
  for (let from = 0; from < Math.min(ids.length, most); from += atOnce) {
    const people = await loadManyFacts(pool(), ids.slice(from, Math.min(from + atOnce, most)));
    for (const [id, facts] of people) {
      const isNew = isLetIn(facts, moment) && rulesFor(facts, after, moment).needsFactor && !rulesFor(facts, before, moment).needsFactor;
      if (isNew) asked.push(id);
    }
  }
  const signedIn = await firstRow<{ count: number }>(
    pool(),
    sql`SELECT count(*)::int AS count FROM sessions WHERE user_id = ANY(${asked}::int[]) AND NOT has_second_factor AND expires_at > ${now()}`,
  );
  return { people: asked.length, sessions: signedIn!.count, isMore: ids.length > most, includesYou: asked.includes(viewer.facts.userId) };
}
