import "server-only";
import sql from "sql-template-tag";
import { allowed, authorize, can, scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import type { Viewer } from "../../access/viewer";
import { db, pool } from "../../platform/db/client";
import { firstRow, rowsIn, type Transaction } from "../../platform/db/connect";
import { organizationRecord } from "../access/records";
import { limitOf } from "./limits";
import type { StateImpact } from "./rows";

/**
 * How many people and active partners below a deactivation suspends, or a reactivation brings back, counted within what the viewer may
 * see. People who are deactivated themselves, and those below a partner that stays deactivated, are not counted: nothing changes for them.
 */
export async function stateImpact(viewer: Viewer, organizationId: number): Promise<StateImpact> {
  authorize(viewer, "organizations.deactivate");
  const touched = sql`SELECT c.organization_id FROM organization_closure c WHERE c.ancestor_id = ${organizationId} AND NOT EXISTS (
    SELECT 1 FROM organization_closure x JOIN organizations d ON d.id = x.ancestor_id
    WHERE x.organization_id = c.organization_id AND x.ancestor_id <> ${organizationId} AND d.status = 'deactivated')`;
  const people = scopesOf(viewer.access, "users.list");
  const row = await firstRow<StateImpact>(
    pool(),
    sql`WITH touched AS MATERIALIZED (${touched}) SELECT
      (SELECT count(*)::int FROM users u WHERE u.organization_id IN (SELECT organization_id FROM touched) AND u.status <> 'deactivated'
        AND ${organizationFilter(people, sql`u.organization_id`)}) AS people,
      (SELECT count(*)::int FROM touched t WHERE t.organization_id <> ${organizationId}
        AND ${organizationFilter(scopesOf(viewer.access, "organizations.list"), sql`t.organization_id`)}) AS partners`,
  );
  return { people: can(viewer, "users.list") ? row!.people : null, partners: row!.partners };
}

/** What a move changes, for showing it first. `parent` is null when the viewer may not put the partner there. */
export type MovePreview = {
  parent: { id: number; name: string } | null;
  /** Partners below that go along, within what the viewer may see. */
  partners: number;
  people: number | null;
  /** Visible partners on the way up whose people lose, or get, sight of what moves. */
  leaves: string[];
  enters: string[];
  /** The new place is below itself. */
  isCircle: boolean;
  /** Somebody above the new place is deactivated. */
  isSuspendedThere: boolean;
  /** Permissions that people of the moved partners may use no longer, by the guardrails of the new place. */
  limited: number;
};

/** What follows if the partner were moved under `parentId`; nothing is written. */
export async function movePreview(viewer: Viewer, { organizationId, parentId }: { organizationId: number; parentId: number }): Promise<MovePreview> {
  authorize(viewer, "organizations.move");
  const impact = await stateImpactOfSubtree(viewer, organizationId);
  return db().$transaction(async (tx) => {
    const [organization, parent] = [await organizationRecord(tx, organizationId), await organizationRecord(tx, parentId)];
    const may = parent && allowed(viewer.access, "organizations.move", parent.scopes);
    if (!organization || !parent || !may) return { ...nowhere, ...impact };
    const names = await namesOf(tx, viewer, [...organization.path, ...parent.path]);
    const left = organization.path.slice(1).filter((id) => !parent.path.includes(id));
    const entered = parent.path.filter((id) => !organization.path.includes(id));
    const [before, there] = [await limitOf(tx, organizationId), new Set(await limitOf(tx, parentId))];
    const suspended = await rowsIn<object>(tx, sql`SELECT 1 FROM organizations WHERE id = ANY(${parent.path}::int[]) AND status = 'deactivated'`);
    const known = (ids: number[]) => ids.flatMap((id) => names.get(id) ?? []);
    return {
      ...impact,
      parent: { id: parent.id, name: parent.name },
      leaves: known(left),
      enters: known(entered),
      isCircle: parent.path.includes(organizationId),
      isSuspendedThere: suspended.length > 0,
      limited: before.filter((key) => !there.has(key)).length,
    };
  });
}

const nowhere = { parent: null, leaves: [], enters: [], isCircle: false, isSuspendedThere: false, limited: 0 };

async function stateImpactOfSubtree(viewer: Viewer, organizationId: number): Promise<StateImpact> {
  const below = sql`SELECT organization_id FROM organization_closure WHERE ancestor_id = ${organizationId}`;
  const row = await firstRow<StateImpact>(
    pool(),
    sql`SELECT
      (SELECT count(*)::int FROM users u WHERE u.organization_id IN (${below})
        AND ${organizationFilter(scopesOf(viewer.access, "users.list"), sql`u.organization_id`)}) AS people,
      (SELECT count(*)::int FROM organizations o WHERE o.id IN (${below}) AND o.id <> ${organizationId}
        AND ${organizationFilter(scopesOf(viewer.access, "organizations.list"), sql`o.id`)}) AS partners`,
  );
  return { people: can(viewer, "users.list") ? row!.people : null, partners: row!.partners };
}

async function namesOf(tx: Transaction, viewer: Viewer, ids: number[]): Promise<Map<number, string>> {
  const filter = organizationFilter(scopesOf(viewer.access, "organizations.list"), sql`o.id`);
  const found = await rowsIn<{ id: number; name: string }>(tx, sql`SELECT o.id, o.name FROM organizations o WHERE o.id = ANY(${ids}::int[]) AND ${filter}`);
  return new Map(found.map(({ id, name }) => [id, name]));
}
