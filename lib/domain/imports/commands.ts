import "server-only";
import { hash } from "node:crypto";
import { setTimeout as after } from "node:timers/promises";
import { authorize } from "../../access/decide";
import { homeOf, type Viewer } from "../../access/viewer";
import { db, pool } from "../../platform/db/client";
import { conflict, invalid } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { paths } from "../../shared/paths";
import { createTerritories } from "../territories/commands";
import { beginJob } from "./jobs";
import { requireKind } from "./kinds";
import { guessMapping } from "./mapping";
import { getImport } from "./queries";
import { keepChunks } from "./chunks";
import { References } from "./references";
import { readFile, type FileLine } from "./read-file";
import { applyFile, keepFound } from "./running";
import { columnOf, partOf, targetFields, type CheckImportInput, type ImportDetail, type ImportInput, type MakeTerritoriesInput, type UploadImportInput } from "./schema";
import { spooled } from "./spool";

type Done = { id: number; href: string; message: string };

/** How long an answer waits for the work it began; longer work goes on behind it, and the page tells how far it is. */
const patience = 2000;

/**
 * Takes a file in piece by piece and proposes how to read its columns: as the person read such headings last time, else as the headings
 * suggest. A file that cannot be read to its end leaves nothing.
 */
export async function uploadImport(viewer: Viewer, { kind, fileName, content }: UploadImportInput): Promise<Done> {
  authorize(viewer, "imports.run");
  requireKind(viewer, kind);
  return spooled(content, async (file) => {
    const { head, example, chunks } = await readFile(file);
    const userId = viewer.facts.userId;
    const remembered = await db().importMapping.findUnique({ where: { userId_kind_headers: { userId, kind, headers: headingsKey(head.headers) } }, select: { mapping: true } });
    const mapping = (remembered?.mapping as Record<string, number> | undefined) ?? guessMapping(kind, head.headers, example);
    const { id } = await db().import.create({ data: { userId, kind, fileName, ...head, mapping, rowCount: 0 }, select: { id: true } });
    const count = await keepRows(id, chunks);
    return { id, href: paths.import(id), message: t("{count, plural, one {# row} other {# rows}} read.", { count }) };
  });
}

async function keepRows(id: number, chunks: AsyncIterable<FileLine[]>): Promise<number> {
  try {
    const count = await keepChunks(id, chunks);
    await pool().query("UPDATE imports SET row_count = $2 WHERE id = $1", [id, count]);
    return count;
  } catch (error) {
    await pool().query("DELETE FROM imports WHERE id = $1", [id]);
    throw error;
  }
}

/** Tries the whole file without keeping anything, and keeps how the columns are read. Every row's problem is found at once. */
export async function checkImport(viewer: Viewer, { importId, mapping, organizationId }: CheckImportInput): Promise<Done> {
  authorize(viewer, "imports.run");
  const file = await getImport(viewer, importId);
  requireColumns(file, mapping);
  const homeId = organizationId ?? homeOf(viewer.facts);
  if (!(await new References(pool(), viewer, file.kind).isHome(homeId))) throw invalid({ organizationId: t("Choose a partner from the list.") });
  const work = async () => {
    await keepMapping(viewer, file, { mapping, homeId });
    await keepFound(importId, await applyFile(viewer, { ...file, mapping, home: { ...file.home, id: homeId } }, true));
  };
  const { ended } = await beginJob({ importId, status: "checking", from: ["uploaded", "checked", "failed"], work });
  await Promise.race([ended, after(patience)]);
  const { status, totals } = await getImport(viewer, importId);
  return { id: importId, href: paths.import(importId), message: checkedWords(status, totals.wrong ?? 0) };
}

function checkedWords(status: ImportDetail["status"], wrong: number): string {
  if (status === "checking") return t("The rows are being checked.");
  if (status !== "checked") return t("The file could not be checked.");
  return wrong > 0 ? t("{count, plural, one {# row needs} other {# rows need}} another look.", { count: wrong }) : t("Every row is right.");
}

/** What a file's headings are remembered by: themselves, or their hash where they are longer than an index can hold. */
function headingsKey(headers: readonly string[]): string {
  const text = headers.join("\n");
  return text.length <= 500 ? text : hash("sha256", text, "base64url");
}

type Read = { mapping: Record<string, number>; homeId: number };

async function keepMapping(viewer: Viewer, { id, kind, headers }: ImportDetail, { mapping, homeId }: Read): Promise<void> {
  await pool().query("UPDATE imports SET mapping = $2, organization_id = $3 WHERE id = $1", [id, JSON.stringify(mapping), homeId]);
  const key = { userId: viewer.facts.userId, kind, headers: headingsKey(headers) };
  await db().importMapping.upsert({ where: { userId_kind_headers: key }, create: { ...key, mapping }, update: { mapping }, select: { userId: true } });
}

/** Makes the territories that a checked file names and that are not there, below one or at the top of the tree, and checks the file again. */
export async function makeTerritories(viewer: Viewer, { importId, parentId }: MakeTerritoriesInput): Promise<Done> {
  authorize(viewer, "imports.run");
  const { status, missingTerritories: names, mapping, home } = await getImport(viewer, importId);
  if (status !== "checked" || names.length === 0) throw conflict(t("Check the file first: it tells which territories are not there."));
  await createTerritories(viewer, { names, parentId: parentId ?? null });
  return checkImport(viewer, { importId, mapping, organizationId: home.id });
}

/** Imports the file in earnest: all rows or none. It runs on after the answer; the page tells how far it is. */
export async function runImport(viewer: Viewer, { importId }: ImportInput): Promise<Done> {
  authorize(viewer, "imports.run");
  const file = await getImport(viewer, importId);
  if (file.status !== "checked" || file.totals.wrong) throw conflict(t("Check the file first; it is imported when every row is right."));
  const work = async () => {
    const found = await applyFile(viewer, file, false);
    if (found.totals.wrong > 0) await keepFound(importId, found);
  };
  await beginJob({ importId, status: "running", from: ["checked"], work });
  return { id: importId, href: paths.import(importId), message: t("The import has begun.") };
}

/** Stops the work on a file. Nothing of it is kept; it can be begun again. */
export async function stopImport(viewer: Viewer, { importId }: ImportInput): Promise<{ message: string }> {
  authorize(viewer, "imports.run");
  const { status } = await getImport(viewer, importId);
  if (status !== "checking" && status !== "running") throw conflict(t("There is nothing to stop: the work on this file has ended."));
  await pool().query("UPDATE imports SET is_stop_asked = true WHERE id = $1", [importId]);
  for (let waited = 0; waited < patience; waited += 100) {
    const { status } = await getImport(viewer, importId);
    if (status === "done") throw conflict(t("It had been imported before it could be stopped."));
    if (status !== "checking" && status !== "running") return { message: t("Stopped. Nothing of it was kept.") };
    await after(100);
  }
  return { message: t("It stops as soon as the rows at hand are done. Nothing of it is kept.") };
}

function requireColumns({ kind, headers }: ImportDetail, mapping: Record<string, number>): void {
  const known = new Set(targetFields[kind].map(({ name }) => name));
  const wrong: Record<string, string> = {};
  for (const [name, column] of Object.entries(mapping)) if (!known.has(name) || columnOf(column) >= headers.length || !partOf(column)) wrong[`column.${name}`] = t("Choose a column of the file.");
  for (const { name, required } of targetFields[kind]) if (required && mapping[name] === undefined) wrong[`column.${name}`] = t("Choose the column that holds it.");
  if (Object.keys(wrong).length > 0) throw invalid(wrong, t("Some columns need to be chosen."));
}
