import "server-only";
import sql, { type Sql } from "sql-template-tag";

/** When a person `u` gave a sign of life last: came, used a session or a token, was invited, or came back. */
const lastSeen = sql`greatest(u.created_at, u.last_sign_in_at, u.reactivated_at,
  (SELECT max(s.last_seen_at) FROM sessions s WHERE s.user_id = u.id),
  (SELECT max(t.last_used_at) FROM api_tokens t WHERE t.user_id = u.id),
  (SELECT max(i.created_at) FROM invitations i WHERE i.user_id = u.id))`;

/**
 * People for whom the days without a sign of life run out, with what is due: `is_warned` tells whether they were warned since that sign.
 * Of several policies up the tree the strictest counts. People of a deactivated partner cannot come, and so are left alone.
 */
export const idlePeople = (moment: Date, among: Sql = sql`true`): Sql => sql`
  WITH policies AS (
    SELECT DISTINCT ON (c.organization_id) c.organization_id, o.idle_days, o.idle_warning_days, o.name
      FROM organizations o JOIN organization_closure c ON c.ancestor_id = o.id WHERE o.idle_days IS NOT NULL ORDER BY c.organization_id, o.idle_days, c.depth),
  people AS (
    SELECT u.id, u.organization_id, p.idle_days, p.idle_warning_days, u.idle_warned_at, ${lastSeen} AS last_seen
      FROM users u JOIN policies p ON p.organization_id = u.organization_id WHERE u.status <> 'deactivated' AND ${among}
        AND NOT EXISTS (SELECT 1 FROM organization_closure a JOIN organizations d ON d.id = a.ancestor_id WHERE a.organization_id = u.organization_id AND d.status = 'deactivated'))
  SELECT id, last_seen AS "lastSeen", idle_days AS "idleDays", coalesce(idle_warned_at > last_seen, false) AS "isWarned",
      greatest(last_seen + idle_days * interval '1 day', CASE WHEN idle_warned_at > last_seen THEN idle_warned_at ELSE ${moment}::timestamptz END + idle_warning_days * interval '1 day') AS "endsAt"
    FROM people WHERE last_seen + (idle_days - idle_warning_days) * interval '1 day' <= ${moment}::timestamptz`;

export type IdlePerson = { id: number; lastSeen: Date; idleDays: number; isWarned: boolean; endsAt: Date };
