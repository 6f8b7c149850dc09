import "server-only";
import sql from "sql-template-tag";
import { allowed, authorizeOn } from "../../access/decide";
import { keeperPermissions } from "../../access/full-access";
import { givesFullAccess, requireFresh } from "../../access/proof";
import type { Permission } from "../../access/permissions";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { invalid, notFound, Problem, refused } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { roleText } from "../../shared/ready-roles";
import { requireGivable } from "../access/gifts";
import { withKeeper } from "../access/keepers";
import type { ActivitySubject } from "../activity/record";
import type { Terms } from "./fields";
import { holderStatement, type Holder } from "./holders";
import { knownPlace } from "./list";

/** A role as a grant uses it: locked against being edited or archived meanwhile. */
export type UsedRole = { id: number; name: string; organizationId: number; permissions: string[]; archivedAt: Date | null };

async function readRole(tx: Transaction, roleId: number): Promise<(UsedRole & { scopes: number[] }) | null> {
  const [role] = await rowsIn<UsedRole & { scopes: number[] }>(
    tx,
    sql`SELECT r.id, r.name, r.organization_id AS "organizationId", r.permissions, r.archived_at AS "archivedAt",
        ARRAY(SELECT s.scope_id FROM organization_scope s WHERE s.organization_id = r.organization_id)::text[]::float8[] AS scopes
      FROM roles r WHERE r.id = ${roleId} FOR SHARE OF r`,
  );
  return role ?? null;
}

/** Who gets the role, and the role that they hold by this grant already. */
type For = { holder: Holder; current?: number };

/**
 * The role, if it can be given to this holder: of the holder's organization or one above it, not archived, and one that the viewer may
 * list or use. Throws `invalid` otherwise.
 */
export async function requireUsableRole(tx: Transaction, viewer: Viewer, roleId: number, { holder, current }: For): Promise<UsedRole> {
  const role = await readRole(tx, roleId);
  const isKnown = role && (roleId === current || viewer.facts.homePath.includes(role.organizationId) || allowed(viewer.access, "roles.list", role.scopes));
  if (!isKnown) throw invalid({ roleId: t("Choose a role from the list.") });
  if (role.archivedAt) throw invalid({ roleId: t("The role {role} is archived. Choose another.", { role: roleText(role.name) }) });
  if (!holder.path.includes(role.organizationId)) {
    throw invalid({ roleId: t("The role {role} can only be given to people of the organization that owns it, or below.", { role: roleText(role.name) }) });
  }
  return role;
}

/** A grant as a write sees it: locked, with its holder. */
export type LockedGrant = { id: number; key: string; terms: Terms; role: UsedRole; version: number; holder: Holder };

type Row = Omit<Terms, "kind"> & { id: number; key: string; kind: Terms["kind"]; userId: number | null; groupId: number | null; version: number };

/** The grant locked for writing. Throws `not-found` when it may not be listed, `refused` when it may not be written so. */
export async function requireGrant(tx: Transaction, viewer: Viewer, grantId: number, permission: Permission): Promise<LockedGrant> {
  const [row] = await rowsIn<Row>(
    tx,
    sql`SELECT g.id, g.key, g.user_id AS "userId", g.group_id AS "groupId", g.role_id AS "roleId", g.scope_kind::text AS kind, g.scope_ref AS ref,
        g.narrow_territory_id AS "narrowTerritoryId", g.narrow_program_id AS "narrowProgramId",
        ARRAY(SELECT unnest(g.except_organizations) ORDER BY 1) AS "exceptOrganizations",
        ARRAY(SELECT c.customer_id FROM grant_customers c WHERE c.grant_id = g.id ORDER BY 1) AS customers,
        ARRAY(SELECT x.customer_id FROM grant_except_customers x WHERE x.grant_id = g.id ORDER BY 1) AS "exceptCustomers",
        g.level::text AS level, g.valid_from AS "from", g.valid_until AS "until", g.reason, g.version
      FROM grants g WHERE g.id = ${grantId} FOR UPDATE`,
  );
  const [holder] = row ? await rowsIn<Holder>(tx, holderStatement({ ...row, isArchivedToo: true })) : [];
  if (!row || !holder) throw notFound("grant");
  authorizeOn(viewer, { read: "grants.list", permission, record: holder.scopes, noun: "grant" });
  const { id, key, userId: _, groupId: __, version, ...terms } = row;
  return { id, key, terms, role: (await readRole(tx, terms.roleId))!, version, holder };
}

/** What the log says about a grant. */
export const subjectOf = ({ id, role, holder }: Pick<LockedGrant, "id" | "role" | "holder">): ActivitySubject => ({
  recordType: "grant",
  recordId: id,
  recordName: `${role.name} for ${holder.name}`,
  organizationId: holder.organizationId,
});

/** A grant as "nobody gives what they lack" sees it. Throws `refused` with what is missing, at the field of the role. */
export async function requireTermsGivable(tx: Transaction, viewer: Viewer, terms: Terms, to: { role: UsedRole; holder: Holder }): Promise<void> {
  const { roleId: _, from: __, until: ___, reason: ____, ...grant } = terms;
  const { userId, groupId, organizationId } = to.holder;
  try {
    await requireGivable(tx, viewer, [{ grant: { ...grant, permissions: to.role.permissions }, to: { userId, groupId, organizationId } }]);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "refused") throw error;
    throw new Problem("refused", error.message, { fields: { roleId: error.message }, ...(error.permission ? { permission: error.permission } : {}) });
  }
  if (givesFullAccess(to.role.permissions, grant.level)) requireFresh(viewer, now().getTime());
}

/** Throws `refused` when the grant names customers or partners that the viewer may not see: editing it blindly would lose them. */
export async function requireWholeView(tx: Transaction, viewer: Viewer, { terms }: LockedGrant): Promise<void> {
  const customers = [...new Set([...terms.customers, ...terms.exceptCustomers])];
  const seen = customers.length === 0 ? [] : await rowsIn<object>(tx, sql`SELECT 1 FROM customers c WHERE c.id = ANY(${customers}::int[])`);
  if (seen.length < customers.length) throw refused("customers.list", t("This access names customers that you may not see, so you can only revoke it."));
  const hidden = await rowsIn<object>(tx, sql`SELECT 1 FROM organizations p WHERE p.id = ANY(${placesOf(terms)}::int[]) AND NOT ${knownPlace(viewer)}`);
  if (hidden.length > 0) throw refused("organizations.list", t("This access names partners that you may not see, so you can only revoke it."));
}

const placesOf = ({ kind, ref, exceptOrganizations }: Terms) => [...(kind === "subtree" || kind === "direct" ? [ref!] : []), ...exceptOrganizations];

/** Runs a write that may take access away, and keeps somebody with full access at the homes of everybody it touches. */
export async function withKeptHolders<Value>(tx: Transaction, { role, terms, holder }: LockedGrant, write: () => Promise<Value>): Promise<Value> {
  const keeps = terms.level === "write" && terms.until === null && keeperPermissions.some((key) => role.permissions.includes(key));
  if (!keeps && !holder.isSecurityGroup) return write(); // what else a security group holds moves along
  return withKeeper(tx, holder.groupId === null ? [holder.organizationId] : await homesWithin(tx, holder.groupId), write);
}

/** Homes of everybody in the group, in groups inside it and found by their rules. */
async function homesWithin(tx: Transaction, groupId: number): Promise<number[]> {
  const found = await rowsIn<{ id: number }>(
    tx,
    sql`WITH RECURSIVE inside(id) AS (
        SELECT ${groupId}::int UNION SELECT n.member_id FROM inside i JOIN group_nestings n ON n.group_id = i.id)
      SELECT u.organization_id AS id FROM group_members m JOIN users u ON u.id = m.user_id WHERE m.group_id IN (SELECT id FROM inside)
      UNION
      SELECT u.organization_id FROM groups g JOIN organization_closure b ON b.ancestor_id = g.organization_id
        JOIN organizations o ON o.id = b.organization_id JOIN users u ON u.organization_id = o.id
        WHERE g.id IN (SELECT id FROM inside) AND g.type = 'rule' AND rule_matches(g.rule, u.job_role, u.region, o)`,
  );
  return found.map(({ id }) => id);
}
