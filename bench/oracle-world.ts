import { ownerPool } from "@/lib/platform/db/client";
import type { World, WorldGrant, WorldGroup } from "@/lib/testing/world";

type Rows = { [table: string]: Record<string, unknown>[] };

const list = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> => (await ownerPool().query<Row & Rows>(text, values)).rows;
const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;

/**
 * The database as the plain world that lib/testing/oracle walks: read from the sources alone (parents, members, enrolments), never from
 * the closures or the projection. Only the given people and customers are in it, and everything that could matter to them.
 */
export async function oracleWorld(people: readonly number[], customers: readonly number[]): Promise<World> {
  return {
    now: Date.now(),
    organizations: await list(`SELECT id, key, parent_id AS "parentId", territory_id AS "territoryId", partner_type AS "partnerType", status::text AS status,
      CASE WHEN has_guardrail THEN guardrail END AS guardrail FROM organizations ORDER BY id`),
    territories: await list(`SELECT id, key, parent_id AS "parentId" FROM territories`),
    programs: await list(`SELECT p.id, p.key, coalesce((SELECT json_agg(json_build_object('organizationId', e.organization_id, 'from', ${ms("e.valid_from")}, 'until', ${ms("e.valid_until")}))
      FROM enrollments e WHERE e.program_id = p.id), '[]') AS enrollments FROM programs p`),
    users: await list(
      `SELECT id, email AS key, organization_id AS "organizationId", status::text AS status, job_role AS "jobRole", region, read_only AS "readOnly",
        ${ms("expires_at")} AS "expiresAt" FROM users WHERE id = ANY($1::int[])`,
      [people],
    ),
    roles: await list(`SELECT id, key, organization_id AS "organizationId", permissions FROM roles`),
    groups: await groups(people),
    grants: await grants(),
    customers: await list(
      `SELECT id, key, organization_id AS "organizationId", territory_id AS "territoryId", account_manager_id AS "accountManagerId" FROM customers WHERE id = ANY($1::int[])`,
      [customers],
    ),
  };
}

const groups = (people: readonly number[]) =>
  list<WorldGroup>(
    `SELECT g.id, g.key, g.organization_id AS "organizationId", g.type::text AS type, g.rule,
      coalesce((SELECT json_agg(json_build_object('userId', m.user_id, 'from', ${ms("m.valid_from")}, 'until', ${ms("m.valid_until")}))
        FROM group_members m WHERE m.group_id = g.id AND m.user_id = ANY($1::int[])), '[]') AS members,
      ARRAY(SELECT n.member_id FROM group_nestings n WHERE n.group_id = g.id) AS groups
      FROM groups g WHERE g.archived_at IS NULL`,
    [people],
  );

const grants = () =>
  list<WorldGrant>(`SELECT g.id, g.key, g.user_id AS "userId", g.group_id AS "groupId", g.role_id AS "roleId", ${ms("g.valid_from")} AS "from", ${ms("g.valid_until")} AS until,
    g.level::text AS level, json_build_object('territoryId', g.narrow_territory_id, 'programId', g.narrow_program_id) AS narrow,
    json_build_object('kind', g.scope_kind, 'ref', g.scope_ref, 'customers', ARRAY(SELECT customer_id FROM grant_customers c WHERE c.grant_id = g.id)) AS scope,
    json_build_object('organizations', g.except_organizations, 'customers', ARRAY(SELECT customer_id FROM grant_except_customers c WHERE c.grant_id = g.id)) AS except
    FROM grants g LEFT JOIN groups o ON o.id = g.group_id WHERE o.archived_at IS NULL`);

/** For each person the same world with only the grants that could reach them, so that the oracle need not look through all. */
export function worldsByPerson(world: World, people: readonly number[]): Map<number, World> {
  const above = new Map<number, number[]>();
  for (const group of world.groups) for (const inner of group.groups) above.set(inner, [...(above.get(inner) ?? []), group.id]);
  const rules = world.groups.filter(({ type }) => type === "rule").map(({ id }) => id);
  const joined = new Map<number, number[]>();
  for (const group of world.groups) for (const { userId } of group.members) joined.set(userId, [...(joined.get(userId) ?? []), group.id]);
  const byHolder = Map.groupBy(world.grants, ({ userId, groupId }) => (userId === null ? `g${groupId}` : `u${userId}`));
  return new Map(
    people.map((person) => {
      const reached = new Set([...rules, ...(joined.get(person) ?? [])]);
      for (const group of reached) for (const outer of above.get(group) ?? []) reached.add(outer);
      const holders = [`u${person}`, ...[...reached].map((group) => `g${group}`)];
      return [person, { ...world, grants: holders.flatMap((holder) => byHolder.get(holder) ?? []) }];
    }),
  );
}
