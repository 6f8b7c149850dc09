import "server-only";
import sql from "sql-template-tag";
import { authorize } from "../../access/decide";
import { homeOf, type Viewer } from "../../access/viewer";
import { pool } from "../../platform/db/client";
import { firstRow, rows } from "../../platform/db/connect";
import { notFound } from "../../shared/errors";
import { firstRows, wrongRows, type FileRow } from "./chunks";
import { trueStatus } from "./jobs";
import type { ImportDetail } from "./schema";

const columns = sql`id, kind::text AS kind, file_name AS "fileName", encoding, headers, mapping, organization_id AS "organizationId",
  (SELECT o.name FROM organizations o WHERE o.id = imports.organization_id) AS "organizationName", ${trueStatus} AS status, row_count AS "rowCount",
  done_count AS "doneCount", totals, reasons, missing_territories AS "missingTerritories", created_at AS "createdAt"`;

type Found = Omit<ImportDetail, "home"> & { organizationId: number | null; organizationName: string | null };

const detailOf = ({ facts }: Viewer, { organizationId: id, organizationName: name, ...file }: Found): ImportDetail => ({
  ...file,
  home: id === null || name === null ? { id: homeOf(facts), name: facts.homeName } : { id, name },
});

/** Files that are listed; older ones are still there by their address. */
export const mostListed = 100;

/** The viewer's own latest files. */
export async function listImports(viewer: Viewer): Promise<ImportDetail[]> {
  authorize(viewer, "imports.run");
  const found = await rows<Found>(pool(), sql`SELECT ${columns} FROM imports WHERE user_id = ${viewer.facts.userId} ORDER BY id DESC LIMIT ${mostListed}`);
  return found.map((file) => detailOf(viewer, file));
}

/** One of the viewer's own files. Throws `not-found` for another's. */
export async function getImport(viewer: Viewer, importId: number): Promise<ImportDetail> {
  authorize(viewer, "imports.run");
  const found = await firstRow<Found>(pool(), sql`SELECT ${columns} FROM imports WHERE id = ${importId} AND user_id = ${viewer.facts.userId}`);
  if (!found) throw notFound("import");
  return detailOf(viewer, found);
}

export type ImportedRow = FileRow;

/** Rows of one of the viewer's files in the order of the file: the first ones, or the wrong ones. */
export async function importRows(viewer: Viewer, { importId, which }: { importId: number; which: "first" | "wrong" }): Promise<ImportedRow[]> {
  authorize(viewer, "imports.run");
  await getImport(viewer, importId);
  return which === "first" ? firstRows(importId, 5) : wrongRows(importId, 500);
}
