import "server-only";
import sql from "sql-template-tag";
import { scopesOf } from "../../access/decide";
import { keeperPermissions } from "../../access/full-access";
import type { Permission } from "../../access/permissions";
import { differenceBetween } from "../../access/proposal";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { Problem } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { requireGivable, type GivenGrant, type Recipient } from "../access/gifts";

/** A role's permissions before and after an edit. */
export type RoleChange = { roleId: number; before: readonly string[]; after: readonly string[] };

/** The permissions that holders of the role gain, and those that they lose; implied ones count. */
export const differenceOf = ({ before, after }: Pick<RoleChange, "before" | "after">) => differenceBetween(before, after);

/**
 * Editing a role is giving to everybody who holds it (access-model.md, "Nobody gives what they lack"). Throws `refused` when the viewer
 * holds the role themselves and would gain, or when some holder would gain what the viewer could not use there.
 */
export async function requireRoleGivable(tx: Transaction, viewer: Viewer, change: RoleChange): Promise<void> {
  const { added } = differenceOf(change);
  if (added.length === 0) return;
  if (viewer.facts.grants.some(({ role }) => role.id === change.roleId)) {
    const message = t("You hold this role yourself, so you cannot add permissions to it. Ask somebody else who may edit it.");
    throw new Problem("refused", message, { permission: "roles.edit", fields: { permissions: message } });
  }
  if (added.every((key) => scopesOf(viewer.access, key)?.all)) return;
  await requireGivable(tx, viewer, await giftsOf(tx, change.roleId, added));
}

type Held = Omit<GivenGrant, "permissions"> & Recipient;

/** What the added permissions would give with every grant of the role that is not over; equal ones once. */
async function giftsOf(tx: Transaction, roleId: number, added: readonly Permission[]) {
  const held = await rowsIn<Held>(
    tx,
    sql`SELECT DISTINCT g.level::text AS level, g.scope_kind::text AS kind, g.scope_ref AS ref, g.narrow_territory_id AS "narrowTerritoryId",
        g.narrow_program_id AS "narrowProgramId", g.except_organizations AS "exceptOrganizations",
        ARRAY(SELECT c.customer_id FROM grant_customers c WHERE c.grant_id = g.id ORDER BY 1) AS customers,
        ARRAY(SELECT x.customer_id FROM grant_except_customers x WHERE x.grant_id = g.id ORDER BY 1) AS "exceptCustomers",
        CASE WHEN g.scope_kind = 'own' THEN g.user_id END AS "userId", coalesce(u.organization_id, m.organization_id) AS "organizationId"
      FROM grants g LEFT JOIN users u ON u.id = g.user_id LEFT JOIN groups m ON m.id = g.group_id
      WHERE g.role_id = ${roleId} AND (g.valid_until IS NULL OR g.valid_until > ${now()})`,
  );
  return held.map(({ userId, organizationId, ...grant }) => ({
    grant: { ...grant, permissions: added },
    to: { userId, groupId: null, organizationId },
  }));
}

/** The homes of everybody who holds the role, when the change takes what keeps an organization running; else none. */
export async function homesAtRisk(tx: Transaction, change: RoleChange): Promise<number[]> {
  const { removed } = differenceOf(change);
  if (!removed.some((key) => keeperPermissions.includes(key))) return [];
  const found = await rowsIn<{ id: number }>(
    tx,
    sql`WITH RECURSIVE carrying(group_id) AS (
        SELECT g.group_id FROM grants g WHERE g.role_id = ${change.roleId} AND g.group_id IS NOT NULL AND g.level = 'write'
        UNION SELECT n.member_id FROM carrying c JOIN group_nestings n ON n.group_id = c.group_id)
      SELECT DISTINCT organization_id AS id FROM (
        SELECT u.organization_id FROM grants g JOIN users u ON u.id = g.user_id WHERE g.role_id = ${change.roleId} AND g.level = 'write'
        UNION ALL
        SELECT u.organization_id FROM group_members m JOIN users u ON u.id = m.user_id WHERE m.group_id IN (SELECT group_id FROM carrying)
        UNION ALL
        SELECT u.organization_id FROM groups r JOIN organization_closure b ON b.ancestor_id = r.organization_id
          JOIN organizations o ON o.id = b.organization_id JOIN users u ON u.organization_id = o.id
          WHERE r.type = 'rule' AND r.id IN (SELECT group_id FROM carrying) AND rule_matches(r.rule, u.job_role, u.region, o)) h`,
  );
  return found.map(({ id }) => id);
}
