import "server-only";
import sql, { join, type Sql } from "sql-template-tag";
import { allowed, authorize, can, scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { pool } from "../../platform/db/client";
import { firstRow, rows } from "../../platform/db/connect";
import { ordered, orderedPage, type SortKey } from "../../platform/db/ordered";
import { notFound } from "../../shared/errors";
import type { Page } from "../../shared/page";
import { grantsNaming, type PlaceGrant } from "../access/place-grants";
import type { EnrollmentRow, ProgramDetail, ProgramRow } from "./rows";
import { programRecord } from "./saving";
import type { EnrollmentList, ProgramList } from "./schema";

const wordsOf = (search: string) => search.replaceAll("\0", "").split(/\s+/).filter(Boolean).slice(0, 8);
const escaped = (word: string) => word.replace(/[\\%_]/g, "\\$&");
const holding = (text: Sql, search: string) => wordsOf(search).map((word) => sql`portico_fold(${text}) LIKE '%' || portico_fold(${escaped(word)}) || '%'`);
const all = (parts: Sql[]) => (parts.length > 0 ? join(parts, " AND ") : sql`true`);

/** Names are shared words, the count is the viewer's own: only partners they may list. */
const columns = (viewer: Viewer) => {
  const seen = organizationFilter(scopesOf(viewer.access, "organizations.list"), sql`e.organization_id`);
  return sql`g.id, g.key, g.name, g.description, g.created_at AS "createdAt", g.version,
    (SELECT count(*)::int FROM enrollments e WHERE e.program_id = g.id AND e.is_current AND ${seen}) AS "enrolledCount"`;
};

const programSorts: Record<ProgramList["sort"], SortKey> = {
  name: { by: sql`portico_fold(g.name)`, type: "text" },
  created: { by: sql`g.created_at`, type: "timestamptz" },
};

/** One page of all programs. */
export async function listPrograms(viewer: Viewer, list: ProgramList): Promise<Page<ProgramRow>> {
  authorize(viewer, "programs.list");
  const where = all(holding(sql`g.name || ' ' || g.key`, list.search));
  const { key, beyond, order } = ordered(list, programSorts[list.sort], sql`g.id`);
  const [found, total] = await Promise.all([
    rows<ProgramRow & { sortKey: string }>(pool(), sql`SELECT ${columns(viewer)}, ${key} FROM programs g WHERE ${where}${beyond}${order}`),
    firstRow<{ count: number }>(pool(), sql`SELECT count(*)::int AS count FROM programs g WHERE ${where}`),
  ]);
  return orderedPage(list, found, { count: total!.count, exact: true });
}

/** A program with what the viewer may do with it. Throws `not-found` when there is none. */
export async function getProgram(viewer: Viewer, programId: number): Promise<ProgramDetail> {
  authorize(viewer, "programs.list");
  const row = await firstRow<ProgramRow>(pool(), sql`SELECT ${columns(viewer)} FROM programs g WHERE g.id = ${programId}`);
  if (!row) throw notFound("program");
  const edit = allowed(viewer.access, "programs.edit", programRecord(viewer, programId));
  return { ...row, can: { edit, enroll: can(viewer, "programs.enroll") } };
}

const enrollmentSorts: Record<EnrollmentList["sort"], SortKey> = {
  name: { by: sql`portico_fold(o.name)`, type: "text" },
  from: { by: sql`e.valid_from`, type: "timestamptz" },
};

/** One page of the partners that are, were or will be in a program, as far as the viewer may list them. Throws `not-found` without one. */
export async function listEnrollments(viewer: Viewer, programId: number, list: EnrollmentList): Promise<Page<EnrollmentRow>> {
  authorize(viewer, "programs.list");
  const moment = now();
  const state = sql`CASE WHEN e.valid_until <= ${moment}::timestamptz THEN 'ended' WHEN e.valid_from > ${moment}::timestamptz THEN 'future' ELSE 'current' END`;
  const where = all([
    sql`e.program_id = ${programId}`,
    organizationFilter(scopesOf(viewer.access, "organizations.list"), sql`o.id`),
    ...holding(sql`o.name || ' ' || o.key`, list.search),
    ...(list.filters.status ? [sql`${state} = ANY(${list.filters.status}::text[])`] : []),
  ]);
  const tables = sql`enrollments e JOIN organizations o ON o.id = e.organization_id`;
  const { key, beyond, order } = ordered(list, enrollmentSorts[list.sort], sql`o.id`);
  const [found, total] = await Promise.all([
    rows<EnrollmentRow & { sortKey: string }>(
      pool(),
      sql`SELECT o.id, o.name, o.key, o.partner_type AS "partnerType", e.tier, e.valid_from AS "from", e.valid_until AS until, ${state} AS state, ${key}
        FROM ${tables} WHERE ${where}${beyond}${order}`,
    ),
    firstRow<{ count: number }>(pool(), sql`SELECT count(*)::int AS count FROM ${tables} WHERE ${where}`),
  ]);
  if (total!.count === 0) await requireExistence(programId);
  return orderedPage(list, found, { count: total!.count, exact: true });
}

async function requireExistence(programId: number): Promise<void> {
  if (!(await firstRow(pool(), sql`SELECT id FROM programs WHERE id = ${programId}`))) throw notFound("program");
}

/** The people and groups whose access names this program, as far as the viewer may list access. */
export async function programGrants(viewer: Viewer, programId: number): Promise<PlaceGrant[]> {
  authorize(viewer, "programs.list");
  return grantsNaming(viewer, "program", sql`SELECT id, name FROM programs WHERE id = ${programId}`);
}

/** For pickers: up to 20 programs whose name or key holds the words. */
export async function lookupPrograms(viewer: Viewer, search: string): Promise<{ id: number; name: string; key: string }[]> {
  authorize(viewer, "programs.list");
  const where = all(holding(sql`g.name || ' ' || g.key`, search));
  return rows(pool(), sql`SELECT g.id, g.name, g.key FROM programs g WHERE ${where} ORDER BY portico_fold(g.name) COLLATE "C", g.id LIMIT 20`);
}

/** The names of programs by id. */
export async function namesOfPrograms(viewer: Viewer, ids: readonly number[]): Promise<{ id: number; name: string }[]> {
  authorize(viewer, "programs.list");
  return rows(pool(), sql`SELECT id, name FROM programs WHERE id = ANY(${[...ids]}::int[])`);
}

/** The id of the program with this key. */
export async function findProgramByKey(viewer: Viewer, key: string): Promise<number | null> {
  authorize(viewer, "programs.list");
  return (await firstRow<{ id: number }>(pool(), sql`SELECT id FROM programs WHERE key = ${key}`))?.id ?? null;
}
