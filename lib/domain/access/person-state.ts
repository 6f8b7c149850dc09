import sql, { type Sql } from "sql-template-tag";

/** What keeps a person out, or that nothing does. `suspended` is an organization above being deactivated. */
export type PersonState = "invited" | "active" | "deactivated" | "suspended" | "expired";

/** Whether an organization from the home of a person, aliased `u`, up is deactivated. */
export const isSuspended = sql`u.organization_id IN (SELECT c.organization_id FROM organizations d
  JOIN organization_closure c ON c.ancestor_id = d.id WHERE d.status = 'deactivated')`;

/** What keeps a person, aliased `u`, out at a moment, the strongest first; one of PersonState. */
export const stateOf = (moment: Date): Sql => sql`CASE WHEN u.status = 'deactivated' THEN 'deactivated' WHEN ${isSuspended} THEN 'suspended'
  WHEN u.expires_at <= ${moment}::timestamptz THEN 'expired' ELSE u.status::text END`;
