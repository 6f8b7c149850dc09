import "server-only";
import sql from "sql-template-tag";
import { allowed, type RecordScopes } from "../../access/decide";
import { scopeId } from "../../access/scope-id";
import type { Viewer } from "../../access/viewer";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { notFound, refused } from "../../shared/errors";
import { t } from "../../shared/language/text";
import type { ActivitySubject } from "../activity/record";

/** A territory as a write sees it: locked, with itself and all above it. */
export type Locked = { id: number; key: string; name: string; parentId: number | null; version: number; path: number[] };

const rootOf = (viewer: Viewer) => viewer.facts.homePath.at(-1)!;

/** A territory as a record of the decision: at home with the operator, and in itself and all above it. No path is the top of the tree. */
export const territoryRecord = (viewer: Viewer, path: readonly number[]): RecordScopes => [
  scopeId("subtree", rootOf(viewer)),
  scopeId("direct", rootOf(viewer)),
  ...path.map((id) => scopeId("territory", id)),
];

/** Throws `refused` unless the viewer may change the territories there. */
export function requireEdit(viewer: Viewer, path: readonly number[]): void {
  if (!allowed(viewer.access, "territories.edit", territoryRecord(viewer, path))) {
    throw refused("territories.edit", t("You may not change territories there."));
  }
}

/** The territory locked for writing. Throws `not-found` when there is none, `refused` when the viewer may not change it. */
export async function requireTerritory(tx: Transaction, viewer: Viewer, territoryId: number): Promise<Locked> {
  const [found] = await rowsIn<Omit<Locked, "path">>(
    tx,
    sql`SELECT id, key, name, parent_id AS "parentId", version FROM territories WHERE id = ${territoryId} FOR NO KEY UPDATE`,
  );
  if (!found) throw notFound("territory");
  const path = await pathOf(tx, territoryId);
  requireEdit(viewer, path);
  return { ...found, path };
}

/** The territory and all above it, nearest first; empty when there is none. */
export async function pathOf(tx: Transaction, territoryId: number): Promise<number[]> {
  const found = await rowsIn<{ id: number }>(tx, sql`SELECT ancestor_id AS id FROM territory_closure WHERE territory_id = ${territoryId} ORDER BY depth`);
  return found.map(({ id }) => id);
}

/** What the log says about a territory; its home is the operator. */
export const subjectOf = (viewer: Viewer, { id, name }: { id: number; name: string }): ActivitySubject => ({
  recordType: "territory",
  recordId: id,
  recordName: name,
  organizationId: rootOf(viewer),
});
