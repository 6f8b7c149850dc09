import { ownerPool } from "@/lib/platform/db/client";
import type { Queryable } from "@/lib/platform/db/connect";
import type { World } from "./world";

const time = (value: number | null) => (value === null ? null : new Date(value));

type Rows = Record<string, unknown>[];

/** Inserts rows by their keys in their order and in one statement, as the owner; ids are the world's own. */
const insertOn = (on: Queryable) => async (table: string, rows: Rows): Promise<void> => {
  if (rows.length === 0) return;
  const columns = Object.keys(rows[0]!).join();
  await on.query(`INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1)`, [JSON.stringify(rows)]);
};

type Insert = ReturnType<typeof insertOn>;

const tables = "organizations, territories, programs, users, roles, groups, grants, customers, customer_scope, scope_count, derived_scopes, access_changes";

type Emptying = { tables: string[]; mayDelete: boolean; since: number };

const known = new WeakMap<Queryable, Emptying>();

/** The tables and all that rest on them; whether the owner may leave out triggers and references. */
async function emptyingOf(on: Queryable): Promise<Emptying> {
  const { rows } = await on.query<Omit<Emptying, "since">>(`
    WITH RECURSIVE resting(id) AS (SELECT unnest('{${tables}}'::regclass[])::oid
      UNION SELECT c.conrelid FROM resting JOIN pg_constraint c ON c.confrelid = resting.id AND c.contype = 'f')
    SELECT array_agg(id::regclass::text) AS tables, (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS "mayDelete" FROM resting`);
  return { ...rows[0]!, since: 0 };
}

/**
 * Takes everything out. Deleting the few rows of a small world costs a thirtieth of truncating its tables, which makes all their files
 * anew; the files are made anew now and then, since nothing sweeps a database of tests.
 */
async function empty(on: Queryable): Promise<void> {
  const emptying = known.get(on) ?? (await emptyingOf(on));
  known.set(on, { ...emptying, since: emptying.since + 1 });
  if (!emptying.mayDelete || emptying.since % 100 === 0) await on.query(`TRUNCATE ${tables} CASCADE`);
  else await on.query(`BEGIN; SET LOCAL session_replication_role = replica; ${emptying.tables.map((table) => `DELETE FROM ${table};`).join(" ")} COMMIT`);
}

/** Makes the database hold exactly this world, with enrolments settled by the world's clock. The triggers build the projection. */
export async function storeWorld(world: World, on: Queryable = ownerPool()): Promise<void> {
  const insert = insertOn(on);
  await empty(on);
  await insert("territories", world.territories.map(({ id, key, parentId }) => ({ id, key, name: key, parent_id: parentId })));
  await insert("organizations", world.organizations.map((node) => ({
    id: node.id, key: node.key, name: node.key, parent_id: node.parentId, territory_id: node.territoryId, partner_type: node.partnerType,
    status: node.status, has_guardrail: node.guardrail !== null, guardrail: node.guardrail ?? [] })));
  await insert("users", world.users.map((user) => ({
    id: user.id, email: user.key, name: user.key, organization_id: user.organizationId, status: user.status, job_role: user.jobRole,
    region: user.region, read_only: user.readOnly, expires_at: time(user.expiresAt) })));
  await insert("customers", world.customers.map((customer) => ({
    id: customer.id, key: customer.key, name: customer.key, organization_id: customer.organizationId, territory_id: customer.territoryId,
    account_manager_id: customer.accountManagerId })));
  await insert("programs", world.programs.map(({ id, key }) => ({ id, key, name: key })));
  await insert("enrollments", world.programs.flatMap(({ id, enrollments }) =>
    enrollments.map(({ organizationId, from, until }) => ({ program_id: id, organization_id: organizationId, valid_from: time(from), valid_until: time(until) }))));
  await insert("roles", world.roles.map(({ id, key, organizationId, permissions }) => ({ id, key, name: key, organization_id: organizationId, permissions })));
  await storeGroups(insert, world);
  await storeGrants(insert, world);
  await on.query(
    `UPDATE enrollments SET is_current = valid_from <= $1 AND (valid_until IS NULL OR valid_until > $1),
      next_change_at = CASE WHEN valid_from > $1 THEN valid_from WHEN valid_until > $1 THEN valid_until END`,
    [time(world.now)],
  );
  await on.query("SELECT note_access_changes('all', ARRAY[0])");
}

async function storeGroups(insert: Insert, { groups }: World): Promise<void> {
  await insert("groups", groups.map(({ id, key, organizationId, type, rule }) => ({ id, key, name: key, organization_id: organizationId, type, rule })));
  await insert("group_members", groups.flatMap(({ id, members }) =>
    members.map(({ userId, from, until }) => ({ group_id: id, user_id: userId, valid_from: time(from), valid_until: time(until) }))));
  await insert("group_nestings", groups.flatMap(({ id, groups: inner }) => inner.map((member) => ({ group_id: id, member_id: member }))));
}

async function storeGrants(insert: Insert, { grants }: World): Promise<void> {
  await insert("grants", grants.map((grant) => ({
    id: grant.id, key: grant.key, user_id: grant.userId, group_id: grant.groupId, role_id: grant.roleId, scope_kind: grant.scope.kind,
    scope_ref: grant.scope.ref, narrow_territory_id: grant.narrow.territoryId, narrow_program_id: grant.narrow.programId,
    except_organizations: grant.except.organizations, level: grant.level, valid_from: time(grant.from), valid_until: time(grant.until) })));
  await insert("grant_customers", grants.flatMap(({ id, scope }) => scope.customers.map((customer) => ({ grant_id: id, customer_id: customer }))));
  await insert("grant_except_customers", grants.flatMap(({ id, except }) => except.customers.map((customer) => ({ grant_id: id, customer_id: customer }))));
}
