import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { now } from "../../platform/clock";

/**
 * Statements that end whatever lets people in: sessions, tokens, links not used yet. `people` is a sub-select of their ids. Every way of
 * deactivating runs these in its transaction, so a new kind of key belongs here and nowhere else. Each answers what it ended.
 */
export const endings = (people: Sql) => ({
  sessions: sql`DELETE FROM sessions WHERE user_id IN (${people}) RETURNING id`,
  tokens: sql`UPDATE api_tokens SET revoked_at = ${now()}::timestamptz WHERE revoked_at IS NULL AND user_id IN (${people}) RETURNING id, name`,
  partialSignIns: sql`DELETE FROM partial_sign_ins WHERE user_id IN (${people})`,
  links: sql`DELETE FROM one_time_links WHERE used_at IS NULL AND user_id IN (${people})`,
  addresses: sql`DELETE FROM address_changes WHERE used_at IS NULL AND user_id IN (${people})`,
  invitations: sql`DELETE FROM invitations WHERE used_at IS NULL AND user_id IN (${people}) RETURNING id`,
});
