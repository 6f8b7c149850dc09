import "server-only";
import sql, { join, type Sql } from "sql-template-tag";
import { authorize } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import { pool } from "../../platform/db/client";
import { rows } from "../../platform/db/connect";
import { idsIn } from "../../shared/fields";
import type { Page } from "../../shared/page";
import { roleText } from "../../shared/ready-roles";
import { clonedColumns, clonesJoined, lineageOf, listed, type Cloned } from "./lineage";
import type { DriftCount, DriftRow } from "./rows";
import type { DriftList } from "./schema";

export type DriftReport = { page: Page<DriftRow>; counts: DriftCount[] };

/** True for a clone that allows something else than its template's newest version. */
export const differs = ({ more, lacks }: Pick<DriftRow, "more" | "lacks">) => more.length > 0 || lacks.length > 0;

const isOpen = ({ proposal }: Pick<DriftRow, "proposal">) => proposal.length > 0;
const isDeclined = ({ declined, number }: Pick<DriftRow, "declined" | "number">) => declined !== null && declined === number;

/** One page of the clones that the viewer may list beside their templates, and all of them counted by template. */
export async function driftReport(viewer: Viewer, list: DriftList): Promise<DriftReport> {
  authorize(viewer, "roles.list");
  const found = await clones(viewer, list);
  return { page: pageOf(found, list), counts: countsOf(found) };
}

/** All clones that the list asks for, for the file. */
export async function driftRows(viewer: Viewer, list: DriftList): Promise<DriftRow[]> {
  authorize(viewer, "roles.list");
  return clones(viewer, list);
}

/** How many clones of a template the viewer may list, and how many of them have a proposal to decide. */
export async function clonesOf(viewer: Viewer, templateId: number): Promise<{ count: number; open: number }> {
  authorize(viewer, "roles.list");
  const found = await read(viewer, sql`t.id = ${templateId}`);
  return { count: found.length, open: found.filter(isOpen).length };
}

async function clones(viewer: Viewer, { search, filters, direction }: DriftList): Promise<DriftRow[]> {
  const conditions = [sql`true`, ...searched(search)];
  if (filters.template) conditions.push(sql`t.id = ANY(${idsIn(filters.template)}::int[])`);
  if (filters.organization) {
    conditions.push(sql`r.organization_id IN (SELECT organization_id FROM organization_closure WHERE ancestor_id = ANY(${idsIn(filters.organization)}::int[]))`);
  }
  const found = (await read(viewer, join(conditions, " AND "))).filter(
    (row) => asked(filters.state, differs(row) ? "differs" : "same") && asked(filters.proposal, isOpen(row) ? "open" : isDeclined(row) ? "declined" : "none"),
  );
  return direction === "desc" ? found.reverse() : found;
}

const asked = (chosen: string[] | undefined, state: string) => !chosen || chosen.includes(state);

const searched = (search: string, names = sql`r.name || ' ' || t.name`): Sql[] =>
  search
    .replaceAll("\0", "")
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 8)
    .map((word) => sql`portico_fold(${names}) LIKE '%' || portico_fold(${word.replace(/[\\%_]/g, "\\$&")}) || '%'`);

/** Clones that are not archived and that the viewer may list, by template and name. */
async function read(viewer: Viewer, condition: Sql): Promise<DriftRow[]> {
  const found = await rows<Cloned & Pick<DriftRow, "name" | "organizationId" | "organizationName">>(
    pool(),
    sql`SELECT ${clonedColumns}, r.name, r.organization_id AS "organizationId", o.name AS "organizationName"
      FROM ${clonesJoined(viewer)} JOIN organizations o ON o.id = r.organization_id
      WHERE r.archived_at IS NULL AND ${listed(viewer, "roles.list")} AND ${condition}
      ORDER BY portico_fold(t.name) COLLATE "C", t.id, portico_fold(r.name) COLLATE "C", r.id`,
  );
  return found.map((clone) => {
    const { id, name, organizationId, organizationName } = clone;
    return { id, name: roleText(name), organizationId, organizationName, ...lineageOf(clone) };
  });
}

/** A window of the list; a cursor is the id of the row that it stands behind or before. */
function pageOf(found: DriftRow[], { after, before, limit }: DriftList): Page<DriftRow> {
  const placeOf = (cursor: string | null) => found.findIndex(({ id }) => String(id) === cursor);
  const end = placeOf(before);
  const start = end >= 0 ? Math.max(0, end - limit) : placeOf(after) + 1;
  const shown = found.slice(start, end >= 0 ? end : start + limit);
  return {
    rows: shown,
    next: start + shown.length < found.length ? String(shown.at(-1)?.id) : null,
    previous: start > 0 && shown[0] ? String(shown[0].id) : null,
    total: { count: found.length, exact: true },
  };
}

function countsOf(found: readonly DriftRow[]): DriftCount[] {
  return [...Map.groupBy(found, ({ templateId }) => templateId)].map(([templateId, of]) => {
    const differ = of.filter(differs).length;
    const { templateName, latest } = of[0]!;
    return { templateId, templateName, latest, clones: of.length, same: of.length - differ, differ, open: of.filter(isOpen).length };
  });
}

/** Templates that the viewer may list and that something was cloned from, by name, for filters. */
export async function clonedTemplates(viewer: Viewer, search = ""): Promise<{ id: number; name: string }[]> {
  authorize(viewer, "roles.list");
  const found = await rows<{ id: number; name: string }>(
    pool(),
    sql`SELECT r.id, r.name FROM roles r WHERE ${join([listed(viewer, "roles.list"), ...searched(search, sql`r.name`)], " AND ")} AND EXISTS (SELECT 1 FROM roles c WHERE c.template_id = r.id)
      ORDER BY portico_fold(r.name) COLLATE "C", r.id LIMIT 100`,
  );
  return found.map(({ id, name }) => ({ id, name: roleText(name) }));
}
