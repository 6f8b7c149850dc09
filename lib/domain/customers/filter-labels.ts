import "server-only";
import sql from "sql-template-tag";
import { authorize, can, scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import type { Viewer } from "../../access/viewer";
import { pool } from "../../platform/db/client";
import { rows } from "../../platform/db/connect";
import type { CustomerList } from "./schema";

type Label = { value: string; label: string };
export type FilterLabels = Partial<Record<"organization" | "territory" | "program" | "manager", Label[]>>;

const ids = (values: string[] | undefined) => (values ?? []).map(Number).filter((id) => Number.isSafeInteger(id) && id > 0 && id < 2 ** 31);

/** Names of what the list is filtered by, for those the viewer may know by name; the rest keep their number. */
export async function filterLabels(viewer: Viewer, { filters }: Pick<CustomerList, "filters">): Promise<FilterLabels> {
  authorize(viewer, "customers.list");
  if (![filters.organization, filters.territory, filters.program, filters.manager].some((values) => ids(values).length > 0)) return {};
  const organizations = organizationFilter(scopesOf(viewer.access, "organizations.list"), sql`id`);
  const users = organizationFilter(scopesOf(viewer.access, "users.list"), sql`organization_id`);
  const found = await rows<Label & { kind: keyof FilterLabels }>(
    pool(),
    sql`SELECT 'organization' AS kind, id::text AS value, name AS label FROM organizations WHERE id = ANY(${ids(filters.organization)}::int[]) AND ${organizations}
      UNION ALL SELECT 'territory', id::text, name FROM territories WHERE id = ANY(${ids(filters.territory)}::int[]) AND ${can(viewer, "territories.list")}::boolean
      UNION ALL SELECT 'program', id::text, name FROM programs WHERE id = ANY(${ids(filters.program)}::int[]) AND ${can(viewer, "programs.list")}::boolean
      UNION ALL SELECT 'manager', id::text, name FROM users WHERE id = ANY(${ids(filters.manager)}::int[]) AND ${users}`,
  );
  const labels: FilterLabels = {};
  for (const { kind, value, label } of found) (labels[kind] ??= []).push({ value, label });
  return labels;
}
