import "server-only";
import { authorize } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import { db, pool } from "../../platform/db/client";
import { log } from "../../platform/log";
import { conflict, invalid } from "../../shared/errors";
import { counted } from "../../shared/numbers";
import { paths } from "../../shared/paths";
import { change } from "../access/change";
import { recordActivity } from "../activity/record";
import { guessMapping } from "./mapping";
import { getImport } from "./queries";
import { readFile } from "./read-file";
import { applyRows, keepOutcome } from "./running";
import { targetFields, type CheckImportInput, type ImportDetail, type ImportInput, type UploadImportInput } from "./schema";

type Done = { id: number; href: string; message: string };

/** Takes a file in and proposes how to read its columns: as the person read such headings last time, else as the headings suggest. */
export async function uploadImport(viewer: Viewer, { kind, file }: UploadImportInput): Promise<Done> {
  authorize(viewer, "imports.run");
  const { encoding, delimiter, headers, rows } = readFile(new Uint8Array(await file.arrayBuffer()));
  const userId = viewer.facts.userId;
  const remembered = await db().importMapping.findUnique({ where: { userId_kind_headers: { userId, kind, headers: headers.join("\n") } }, select: { mapping: true } });
  const mapping = (remembered?.mapping as Record<string, number> | undefined) ?? guessMapping(kind, headers);
  const data = { userId, kind, fileName: file.name.slice(0, 200), encoding, delimiter, headers, mapping, rowCount: rows.length };
  const { id } = await db().import.create({ data, select: { id: true } });
  for (let at = 0; at < rows.length; at += 5000) {
    const part = rows.slice(at, at + 5000);
    await pool().query(
      `INSERT INTO import_rows (import_id, line, cells) SELECT $1, (r->>0)::int, ARRAY(SELECT jsonb_array_elements_text(r->1)) FROM jsonb_array_elements($2::jsonb) r`,
      [id, JSON.stringify(part.map(({ line, cells }) => [line, cells]))],
    );
  }
  return { id, href: paths.import(id), message: `${counted(rows.length, "row", "rows")} read.` };
}

/** Tries the whole file without keeping anything, and keeps how the columns are read. Every row's problem is found at once. */
export async function checkImport(viewer: Viewer, { importId, mapping }: CheckImportInput): Promise<Done> {
  authorize(viewer, "imports.run");
  const file = await getImport(viewer, importId);
  requireOpen(file);
  requireColumns(file, mapping);
  await pool().query("UPDATE imports SET mapping = $2, done_count = 0 WHERE id = $1", [importId, JSON.stringify(mapping)]);
  const { userId } = viewer.facts;
  const key = { userId, kind: file.kind, headers: file.headers.join("\n") };
  await db().importMapping.upsert({ where: { userId_kind_headers: key }, create: { ...key, mapping }, update: { mapping }, select: { userId: true } });
  const totals = await keepOutcome(importId, await applyRows(viewer, { ...file, mapping }, true), "checked");
  return { id: importId, href: paths.import(importId), message: totals.wrong > 0 ? `${counted(totals.wrong, "row needs", "rows need")} another look.` : "Every row is right." };
}

/** Imports the file in earnest: all rows or none. It runs on after the answer; the page tells how far it is. */
export async function runImport(viewer: Viewer, { importId }: ImportInput): Promise<Done> {
  authorize(viewer, "imports.run");
  const file = await getImport(viewer, importId);
  if (file.status !== "checked" || file.totals.wrong) throw conflict("Check the file first; it is imported when every row is right.");
  const { count } = await db().import.updateMany({ where: { id: importId, status: "checked" }, data: { status: "running", doneCount: 0 } });
  if (count !== 1) throw conflict("This file is being imported already.");
  void finish(viewer, file);
  return { id: importId, href: paths.import(importId), message: "The import has begun." };
}

async function finish(viewer: Viewer, file: ImportDetail): Promise<void> {
  try {
    const judged = await applyRows(viewer, file, false);
    const isKept = judged.every(({ outcome }) => outcome !== "wrong");
    const totals = await keepOutcome(file.id, judged, isKept ? "done" : "checked");
    if (isKept) await change(viewer, (tx, viewer) => recordActivity(tx, viewer, { ...subjectOf(file, viewer), action: "imports.run", after: totals }));
  } catch (error) {
    log().error({ err: error, import: file.id }, "an import failed; nothing of it was kept");
    await pool().query("UPDATE imports SET status = 'failed', finished_at = now() WHERE id = $1", [file.id]);
  }
}

const subjectOf = ({ id, fileName }: ImportDetail, viewer: Viewer) => ({ recordType: "import", recordId: id, recordName: fileName, organizationId: viewer.facts.homePath[0]! });

function requireOpen({ status }: ImportDetail): void {
  if (status === "done" || status === "running") throw conflict("This file has been imported. Upload it again to import it once more.");
}

function requireColumns({ kind, headers }: ImportDetail, mapping: Record<string, number>): void {
  const known = new Set(targetFields[kind].map(({ name }) => name));
  const wrong: Record<string, string> = {};
  for (const [name, column] of Object.entries(mapping)) if (!known.has(name) || column >= headers.length) wrong[`column.${name}`] = "Choose a column of the file.";
  for (const { name, required } of targetFields[kind]) if (required && mapping[name] === undefined) wrong[`column.${name}`] = "Choose the column that holds it.";
  if (Object.keys(wrong).length > 0) throw invalid(wrong, "Some columns need to be chosen.");
}
