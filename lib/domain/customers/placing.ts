import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { allowed } from "../../access/decide";
import type { Permission } from "../../access/permissions";
import { kindOf, scopeId, scopeKinds } from "../../access/scope-id";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { invalid, refused } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { endingPrograms, lackingBy, requireNoOwnGain } from "../access/own-gain";
import { organizationScopes } from "../access/records";
import type { Locked } from "./saving";

export type Place = {
  organizationId: number;
  territoryId?: number | null;
  accountManagerId?: number | null;
  /** The customer as it is, when it is there already. */
  from?: Locked;
};

/** What is asked about a place: the scopes of organization and territory, null where there is none; whether the manager fits; programs. */
type Found = { organization: number[] | null; territory: number[] | null; fits: boolean; longer: number[]; ending: number[] };

async function found(tx: Transaction, { organizationId, territoryId = null, accountManagerId = null, from }: Place): Promise<Found> {
  const fromId = from?.organizationId ?? organizationId;
  const [row] = await rowsIn<Found>(
    tx,
    sql`SELECT (SELECT ${organizationScopes} FROM organizations o WHERE o.id = ${organizationId}) AS organization,
      (SELECT array_agg(ancestor_id * 16.0 + 3) FROM territory_closure WHERE territory_id = ${territoryId})::float8[] AS territory,
      ${isManager(accountManagerId, organizationId)} AS fits, ${programsForLonger(fromId, organizationId)} AS longer, ${endingPrograms(fromId)} AS ending`,
  );
  return row!;
}

/** An account manager is a person of the customer's organization or of one above it. */
const isManager = (userId: number | null, organizationId: number): Sql =>
  sql`EXISTS (SELECT FROM users u JOIN organization_closure a ON a.ancestor_id = u.organization_id
    WHERE u.id = ${userId} AND a.organization_id = ${organizationId} AND u.status <> 'deactivated')`;

/** The scope ids of programs in which the second organization is, or will be, at times at which the first is not. */
const programsForLonger = (fromId: number, toId: number): Sql =>
  sql`ARRAY(SELECT n.program_id * 16.0 + 4 FROM enrollments n WHERE n.organization_id = ${toId} AND (n.valid_until IS NULL OR n.valid_until > ${now()}::timestamptz)
    AND NOT EXISTS (SELECT 1 FROM enrollments o WHERE o.organization_id = ${fromId} AND o.program_id = n.program_id
      AND o.valid_from <= greatest(n.valid_from, ${now()}::timestamptz) AND (o.valid_until IS NULL OR o.valid_until >= n.valid_until)))::float8[]`;

/**
 * Checks that a customer may be put there: the organization within the viewer's scope, territory and manager real and fitting. Of one that
 * is there already, the viewer must not come to more access by moving it. Throws `refused` for what is not the viewer's to do.
 */
export async function requirePlace(tx: Transaction, viewer: Viewer, permission: Permission, place: Place): Promise<void> {
  const { organization, territory, fits, ...programs } = await found(tx, place);
  if (place.territoryId && !territory) throw invalid({ territoryId: t("Choose a territory from the list.") });
  const own = place.accountManagerId ? [scopeId("own", place.accountManagerId)] : [];
  const target = organization && [...organization.filter((id) => kindOf(id) !== scopeKinds.territory), ...(territory ?? []), ...own, ...listsKept(place)];
  if (!target || !allowed(viewer.access, permission, target)) {
    if (organization && allowed(viewer.access, "organizations.list", organization)) throw refused(permission, t("You may not put customers there."), "organizationId");
    throw invalid({ organizationId: t("Choose a partner from the list.") });
  }
  const { from } = place;
  if (from) requireNoGain(viewer, { from, target, ...programs });
  const stays = from && from.organizationId === place.organizationId && from.accountManagerId === place.accountManagerId;
  if (place.accountManagerId && !stays && !fits) throw invalid({ accountManagerId: t("Choose a person of this partner or of one above it.") });
}

type Moving = Pick<Found, "longer" | "ending"> & { from: Locked; target: readonly number[] };

/** Lists that name the customer go on naming it wherever it is, those that leave it out as well; programs are compared with their times. */
function requireNoGain(viewer: Viewer, { from, target, longer, ending }: Moving): void {
  const lists = from.scopes.filter((id) => listKinds.has(kindOf(id)));
  requireNoOwnGain(viewer, { before: from.scopes.filter((id) => !longer.includes(id)), after: [...target, ...lists, ...longer], lacking: lackingBy(ending) });
}

/** A customer that stays with its organization stays in the lists of the grants that name it; a move needs a scope over the new place. */
const listsKept = ({ from, organizationId }: Place) =>
  from?.organizationId === organizationId ? from.scopes.filter((id) => listKinds.has(kindOf(id))) : [];

const listKinds = new Set<number>([scopeKinds.listed, scopeKinds.derived, scopeKinds.excepted]);
