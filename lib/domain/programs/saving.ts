import "server-only";
import sql from "sql-template-tag";
import { allowed, type RecordScopes } from "../../access/decide";
import { scopeId } from "../../access/scope-id";
import type { Viewer } from "../../access/viewer";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { notFound, refused } from "../../shared/errors";
import { t } from "../../shared/language/text";
import type { ActivitySubject } from "../activity/record";

/** A program as a write sees it: locked. */
export type Locked = { id: number; key: string; name: string; description: string | null; version: number };

const rootOf = (viewer: Viewer) => viewer.facts.homePath.at(-1)!;

/** A program as a record of the decision: at home with the operator, and in itself. None is one that is not there yet. */
export const programRecord = (viewer: Viewer, programId: number | null): RecordScopes => [
  scopeId("subtree", rootOf(viewer)),
  scopeId("direct", rootOf(viewer)),
  ...(programId === null ? [] : [scopeId("program", programId)]),
];

/** Throws `refused` unless the viewer may edit the program. */
export function requireEdit(viewer: Viewer, programId: number | null): void {
  if (!allowed(viewer.access, "programs.edit", programRecord(viewer, programId))) {
    throw refused("programs.edit", programId === null ? t("You may not create programs.") : t("You may not edit this program."));
  }
}

/** The program locked for writing, or only held in place. Throws `not-found` when there is none. */
export async function requireProgram(tx: Transaction, programId: number, lock: "write" | "hold"): Promise<Locked> {
  const row = sql`SELECT id, key, name, description, version FROM programs WHERE id = ${programId}`;
  const [found] = await rowsIn<Locked>(tx, lock === "write" ? sql`${row} FOR NO KEY UPDATE` : sql`${row} FOR KEY SHARE`);
  if (!found) throw notFound("program");
  return found;
}

/** What the log says about a program; its home is the operator. */
export const subjectOf = (viewer: Viewer, { id, name }: { id: number; name: string }): ActivitySubject => ({
  recordType: "program",
  recordId: id,
  recordName: name,
  organizationId: rootOf(viewer),
});
