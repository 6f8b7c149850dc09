import type { World } from "../world";
import { ownerPool } from "@/lib/platform/db/client";

const statement = `SELECT json_build_object(
  'organizations', (SELECT coalesce(json_agg(json_build_object('id', id, 'key', key, 'parentId', parent_id, 'territoryId', territory_id, 'partnerType', partner_type,
    'status', status, 'guardrail', CASE WHEN has_guardrail THEN to_json(guardrail) END) ORDER BY id), '[]') FROM organizations),
  'territories', (SELECT coalesce(json_agg(json_build_object('id', id, 'key', key, 'parentId', parent_id) ORDER BY id), '[]') FROM territories),
  'programs', (SELECT coalesce(json_agg(json_build_object('id', p.id, 'key', p.key, 'enrollments', (SELECT coalesce(json_agg(json_build_object('organizationId', e.organization_id,
    'from', extract(epoch FROM e.valid_from) * 1000, 'until', extract(epoch FROM e.valid_until) * 1000)), '[]') FROM enrollments e WHERE e.program_id = p.id)) ORDER BY p.id), '[]') FROM programs p),
  'users', (SELECT coalesce(json_agg(json_build_object('id', id, 'key', email, 'organizationId', organization_id, 'status', status, 'jobRole', job_role, 'region', region,
    'readOnly', read_only, 'expiresAt', extract(epoch FROM expires_at) * 1000) ORDER BY id), '[]') FROM users),
  'roles', (SELECT coalesce(json_agg(json_build_object('id', id, 'key', key, 'organizationId', organization_id, 'permissions', permissions) ORDER BY id), '[]') FROM roles),
  'groups', (SELECT coalesce(json_agg(json_build_object('id', g.id, 'key', g.key, 'organizationId', g.organization_id, 'type', g.type,
    'rule', CASE WHEN g.archived_at IS NULL THEN g.rule END,
    'members', (SELECT coalesce(json_agg(json_build_object('userId', m.user_id, 'from', extract(epoch FROM m.valid_from) * 1000, 'until', extract(epoch FROM m.valid_until) * 1000)), '[]')
      FROM group_members m WHERE m.group_id = g.id AND g.archived_at IS NULL),
    'groups', (SELECT coalesce(json_agg(n.member_id), '[]') FROM group_nestings n WHERE n.group_id = g.id AND g.archived_at IS NULL)) ORDER BY g.id), '[]') FROM groups g),
  'grants', (SELECT coalesce(json_agg(json_build_object('id', g.id, 'key', g.key, 'userId', g.user_id, 'groupId', g.group_id, 'roleId', g.role_id, 'level', g.level,
    'from', extract(epoch FROM g.valid_from) * 1000, 'until', extract(epoch FROM g.valid_until) * 1000,
    'scope', json_build_object('kind', g.scope_kind, 'ref', g.scope_ref, 'customers', ARRAY(SELECT customer_id FROM grant_customers c WHERE c.grant_id = g.id)),
    'narrow', json_build_object('territoryId', g.narrow_territory_id, 'programId', g.narrow_program_id),
    'except', json_build_object('customers', ARRAY(SELECT customer_id FROM grant_except_customers c WHERE c.grant_id = g.id), 'organizations', g.except_organizations)) ORDER BY g.id), '[]') FROM grants g),
  'customers', (SELECT coalesce(json_agg(json_build_object('id', id, 'key', key, 'organizationId', organization_id, 'territoryId', territory_id, 'accountManagerId', account_manager_id) ORDER BY id), '[]') FROM customers)
) AS world`;

/** What the database holds, as a world of the model. An archived group has nobody in it and finds nobody. */
export async function loadWorld(now: number): Promise<World> {
  const { rows } = await ownerPool().query<{ world: Omit<World, "now"> }>(statement);
  return { now, ...rows[0]!.world };
}

/** Lets the database count on after the ids that a stored world brought along. */
export async function countOn(): Promise<void> {
  for (const table of ["organizations", "territories", "programs", "users", "roles", "groups", "grants", "customers"]) {
    await ownerPool().query(`SELECT setval(pg_get_serial_sequence('${table}', 'id'), (SELECT coalesce(max(id), 1) FROM ${table}))`);
  }
}
