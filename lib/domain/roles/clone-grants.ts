import "server-only";
import sql, { empty } from "sql-template-tag";
import { can, scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { invalid, Problem, refused } from "../../shared/errors";
import { t } from "../../shared/language/text";
import type { Terms } from "../grants/fields";
import { giveWithin } from "../grants/giving";
import type { GiveGrantInput } from "../grants/schema";

/** More would keep the form waiting; whoever has so many gives the clone to a group. */
const most = 200;

type Held = Terms & { userId: number | null; groupId: number | null; holder: string; homeId: number; isFitting: boolean; isSecurity: boolean };
type Cloning = {
  source: { id: number; name: string };
  clone: { id: number; name: string; organizationId: number };
  /** The same records, else the holder's own organization alone; the same end, else none. */
  keeps: { scope?: boolean | undefined; expiry?: boolean | undefined };
};

/**
 * Gives a clone to whoever holds the other role, as far as the viewer may see and give; each is judged like a gift of its own. Answers
 * what was done in words. Throws `refused` naming the first holder to whom it may not be given.
 */
export async function cloneGrants(tx: Transaction, viewer: Viewer, { source, clone, keeps }: Cloning): Promise<string> {
  if (!can(viewer, "grants.give")) throw refused("grants.give", t("You may not give roles to people, so clone it without its holders."));
  const found = await holdersOf(tx, viewer, source.id, clone.organizationId);
  const fitting = found.filter(({ isFitting }) => isFitting);
  if (fitting.length > most) throw invalid({ members: t("{role} has more than {most} holders. Clone it without them, and give the clone to a group.", { role: source.name, most }) });
  for (const grant of fitting) await giveOne(tx, viewer, grant, inputOf(grant, clone.id, keeps));
  const skipped = found.length - fitting.length;
  const gave = t("It was given to {count, plural, one {# holder} other {# holders}} of {source}.", { count: fitting.length, source: source.name });
  return skipped === 0 ? gave : `${gave} ${t("{count, plural, one {# holder elsewhere, or who include yourself, was left out} other {# holders elsewhere, or who include yourself, were left out}}.", { count: skipped })}`;
}

async function giveOne(tx: Transaction, viewer: Viewer, { holder }: Held, input: GiveGrantInput): Promise<void> {
  try {
    await giveWithin(tx, viewer, input);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const message = t("It cannot be given to {holder}. {message}", { holder, message: error.message });
    throw new Problem(error.code, message, { fields: { members: message }, ...(error.permission ? { permission: error.permission } : {}) });
  }
}

/** The grants of a role that are not over and that the viewer may see; fitting are those to others at home where the clone can be used. */
const holdersOf = (tx: Transaction, viewer: Viewer, roleId: number, organizationId: number): Promise<Held[]> => {
  const home = sql`coalesce(u.organization_id, m.organization_id)`;
  const groups = [...new Set(viewer.facts.memberships.map(({ groupId }) => groupId))];
  const within = can(viewer, "grants.give") ? organizationFilter(scopesOf(viewer.access, "grants.give"), home) : empty;
  return rowsIn<Held>(
    tx,
    sql`SELECT g.user_id AS "userId", g.group_id AS "groupId", coalesce(u.name, m.name) AS holder, ${home} AS "homeId", g.role_id AS "roleId",
        coalesce(m.type = 'security', false) AS "isSecurity", g.scope_kind::text AS kind, g.scope_ref AS ref, g.narrow_territory_id AS "narrowTerritoryId",
        g.narrow_program_id AS "narrowProgramId", g.except_organizations AS "exceptOrganizations",
        ARRAY(SELECT c.customer_id FROM grant_customers c WHERE c.grant_id = g.id ORDER BY 1) AS customers,
        ARRAY(SELECT x.customer_id FROM grant_except_customers x WHERE x.grant_id = g.id ORDER BY 1) AS "exceptCustomers",
        g.level::text AS level, g.valid_from AS "from", g.valid_until AS "until", g.reason,
        ${within} AND EXISTS (SELECT 1 FROM organization_closure b WHERE b.organization_id = ${home} AND b.ancestor_id = ${organizationId})
          AND g.user_id IS DISTINCT FROM ${viewer.facts.userId} AND coalesce(g.group_id, 0) <> ALL (${groups}::int[]) AND m.archived_at IS NULL AS "isFitting"
      FROM grants g LEFT JOIN users u ON u.id = g.user_id LEFT JOIN groups m ON m.id = g.group_id
      WHERE g.role_id = ${roleId} AND (g.valid_until IS NULL OR g.valid_until > ${now()})
        AND ${organizationFilter(scopesOf(viewer.access, "grants.list"), home)} ORDER BY g.id`,
  );
};

/** A security group puts its people into one scope, which its new grant shares. */
function inputOf(grant: Held, roleId: number, { scope, expiry }: Cloning["keeps"]): GiveGrantInput {
  const { userId, groupId, homeId, isSecurity, level, from, until, reason } = grant;
  const holder = { roleId, level, from, reason, until: expiry ? until : null, ...(userId ? { userId } : { groupId }) };
  if (!scope && !isSecurity) return { ...holder, kind: "direct", organizationId: homeId };
  const { kind, ref, customers, narrowTerritoryId, narrowProgramId, exceptCustomers, exceptOrganizations } = grant;
  return { ...holder, kind, organizationId: ref, territoryId: ref, programId: ref, customers, narrowTerritoryId, narrowProgramId, exceptCustomers, exceptOrganizations };
}
