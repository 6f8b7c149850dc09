import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { now } from "../../platform/clock";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import type { GivenGrant } from "./gifts";

type StoredGrant = GivenGrant & { id: number };

/** What the stored grants give; those that are over give nothing and are left out. */
export const grantsById = (tx: Transaction, grantIds: readonly number[]): Promise<StoredGrant[]> =>
  grantIds.length === 0 ? Promise.resolve([]) : load(tx, sql`g.id = ANY(${[...new Set(grantIds)]}::int[])`);

/**
 * What being in any of the groups gives: the grants of the groups and of all groups they are inside of. Archived groups count too, as
 * they can be restored.
 */
export const grantsOfGroups = (tx: Transaction, groupIds: readonly number[]): Promise<GivenGrant[]> =>
  groupIds.length === 0
    ? Promise.resolve([])
    : load(
        tx,
        sql`g.group_id IN (WITH RECURSIVE above(id) AS (
          SELECT unnest(${[...new Set(groupIds)]}::int[])
          UNION
          SELECT n.group_id FROM above a JOIN group_nestings n ON n.member_id = a.id) SELECT id FROM above)`,
      );

const load = (tx: Transaction, which: Sql): Promise<StoredGrant[]> =>
  rowsIn<StoredGrant>(
    tx,
    sql`SELECT g.id, r.permissions, g.level::text AS level, g.scope_kind::text AS kind, g.scope_ref AS ref,
        g.narrow_territory_id AS "narrowTerritoryId", g.narrow_program_id AS "narrowProgramId", g.except_organizations AS "exceptOrganizations",
        ARRAY(SELECT c.customer_id FROM grant_customers c WHERE c.grant_id = g.id) AS customers,
        ARRAY(SELECT x.customer_id FROM grant_except_customers x WHERE x.grant_id = g.id) AS "exceptCustomers"
      FROM grants g JOIN roles r ON r.id = g.role_id
      WHERE (g.valid_until IS NULL OR g.valid_until > ${now()}) AND ${which} ORDER BY g.id`,
  );
