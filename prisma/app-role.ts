// The role that requests run as is no part of a database: a backup taken into another server comes back without it, and without its rights.
import type { Client } from "pg";

const asked = `SELECT current_user AS owner, r.oid IS NOT NULL AS "isThere",
    coalesce(pg_has_role(current_user, r.oid, 'MEMBER'), false) AS "isMember",
    coalesce(has_table_privilege(r.oid, 'customers', 'SELECT'), false) AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = 'customers'::regclass AND r.oid = ANY (p.polroles)) AS "hasRights"
  FROM (SELECT 'portico_app'::text AS name) n LEFT JOIN pg_roles r ON r.rolname = n.name`;

/** What keeps requests from running as their role in this migrated database, and how to put it right; null if nothing does. */
export async function roleFault(client: Client): Promise<string | null> {
  const { rows } = await client.query<{ owner: string; isThere: boolean; isMember: boolean; hasRights: boolean }>(asked);
  const { owner, isThere, isMember, hasRights } = rows[0]!;
  const make = `CREATE ROLE portico_app NOLOGIN; GRANT portico_app TO "${owner}";`;
  if (isThere && hasRights) return isMember ? null : `The database user ${owner} is not a member of the role portico_app, as which requests run. As a superuser, say: GRANT portico_app TO "${owner}";`;
  const first = isThere ? "" : ` As a superuser, say first: ${make}`;
  return `This database was restored without the role portico_app, so the rights of requests and the rules for rows are missing.${first} Then restore the backup again into an empty database.`;
}
