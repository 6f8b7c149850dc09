import "server-only";
import { setTimeout as after } from "node:timers/promises";
import { authorize } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import { db, pool } from "../../platform/db/client";
import { conflict, invalid } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { paths } from "../../shared/paths";
import { beginJob } from "./jobs";
import { guessMapping } from "./mapping";
import { getImport } from "./queries";
import { readFile, type FileLine } from "./read-file";
import { applyFile, keepTotals } from "./running";
import { targetFields, type CheckImportInput, type ImportDetail, type ImportInput, type UploadImportInput } from "./schema";

type Done = { id: number; href: string; message: string };

/** How long an answer waits for the work it began; longer work goes on behind it, and the page tells how far it is. */
const patience = 2000;

/** Takes a file in and proposes how to read its columns: as the person read such headings last time, else as the headings suggest. */
export async function uploadImport(viewer: Viewer, { kind, file }: UploadImportInput): Promise<Done> {
  authorize(viewer, "imports.run");
  const { head, pages } = await readFile(file);
  const userId = viewer.facts.userId;
  const remembered = await db().importMapping.findUnique({ where: { userId_kind_headers: { userId, kind, headers: head.headers.join("\n") } }, select: { mapping: true } });
  const mapping = (remembered?.mapping as Record<string, number> | undefined) ?? guessMapping(kind, head.headers);
  const data = { userId, kind, fileName: file.name.slice(0, 200), ...head, mapping, rowCount: 0 };
  const { id } = await db().import.create({ data, select: { id: true } });
  const count = await keepRows(id, pages);
  return { id, href: paths.import(id), message: t("{rows} read.", { rows: t("{count, plural, one {# row} other {# rows}}", { count }) }) };
}

/** Keeps the rows as they are read; a file that cannot be read to its end leaves nothing. */
async function keepRows(id: number, pages: AsyncIterable<FileLine[]>): Promise<number> {
  let count = 0;
  try {
    for await (const page of pages) {
      await pool().query(
        `INSERT INTO import_rows (import_id, line, cells) SELECT $1, (r->>0)::int, ARRAY(SELECT jsonb_array_elements_text(r->1)) FROM jsonb_array_elements($2::jsonb) r`,
        [id, JSON.stringify(page.map(({ line, cells }) => [line, cells]))],
      );
      count += page.length;
    }
    await pool().query("UPDATE imports SET row_count = $2 WHERE id = $1", [id, count]);
    return count;
  } catch (error) {
    await pool().query("DELETE FROM imports WHERE id = $1", [id]);
    throw error;
  }
}

/** Tries the whole file without keeping anything, and keeps how the columns are read. Every row's problem is found at once. */
export async function checkImport(viewer: Viewer, { importId, mapping }: CheckImportInput): Promise<Done> {
  authorize(viewer, "imports.run");
  const file = await getImport(viewer, importId);
  requireColumns(file, mapping);
  const work = async () => {
    await keepMapping(viewer, file, mapping);
    await keepTotals(importId, await applyFile(viewer, { ...file, mapping }, true), "checked");
  };
  const { ended } = await beginJob({ importId, status: "checking", from: ["uploaded", "checked", "failed"], work });
  await Promise.race([ended, after(patience)]);
  const { status, totals } = await getImport(viewer, importId);
  return { id: importId, href: paths.import(importId), message: checkedWords(status, totals.wrong ?? 0) };
}

function checkedWords(status: ImportDetail["status"], wrong: number): string {
  if (status === "checking") return t("The rows are being checked.");
  if (status !== "checked") return t("The file could not be checked.");
  return wrong > 0 ? `${t("{count, plural, one {# row needs} other {# rows need}}", { count: wrong })} another look.` : t("Every row is right.");
}

async function keepMapping(viewer: Viewer, { id, kind, headers }: ImportDetail, mapping: Record<string, number>): Promise<void> {
  await pool().query("UPDATE imports SET mapping = $2 WHERE id = $1", [id, JSON.stringify(mapping)]);
  const key = { userId: viewer.facts.userId, kind, headers: headers.join("\n") };
  await db().importMapping.upsert({ where: { userId_kind_headers: key }, create: { ...key, mapping }, update: { mapping }, select: { userId: true } });
}

/** Imports the file in earnest: all rows or none. It runs on after the answer; the page tells how far it is. */
export async function runImport(viewer: Viewer, { importId }: ImportInput): Promise<Done> {
  authorize(viewer, "imports.run");
  const file = await getImport(viewer, importId);
  if (file.status !== "checked" || file.totals.wrong) throw conflict(t("Check the file first; it is imported when every row is right."));
  const work = async () => {
    const totals = await applyFile(viewer, file, false);
    await keepTotals(importId, totals, totals.wrong > 0 ? "checked" : "done");
  };
  await beginJob({ importId, status: "running", from: ["checked"], work });
  return { id: importId, href: paths.import(importId), message: t("The import has begun.") };
}

function requireColumns({ kind, headers }: ImportDetail, mapping: Record<string, number>): void {
  const known = new Set(targetFields[kind].map(({ name }) => name));
  const wrong: Record<string, string> = {};
  for (const [name, column] of Object.entries(mapping)) if (!known.has(name) || column >= headers.length) wrong[`column.${name}`] = t("Choose a column of the file.");
  for (const { name, required } of targetFields[kind]) if (required && mapping[name] === undefined) wrong[`column.${name}`] = t("Choose the column that holds it.");
  if (Object.keys(wrong).length > 0) throw invalid(wrong, t("Some columns need to be chosen."));
}
