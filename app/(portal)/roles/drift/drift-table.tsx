"use client";

import { useMemo } from "react";
import { DataTable } from "@/components/data-table/data-table";
import type { FilterSpec } from "@/components/data-table/filter-spec";
import { columnsFor } from "@/components/data-table/table-columns";
import { Badge } from "@/components/ui/badge";
import { permissionEntry, type Permission } from "@/lib/access/permissions";
import type { DriftRow } from "@/lib/domain/roles/rows";
import { driftList, type DriftList } from "@/lib/domain/roles/schema";
import { msg, t } from "@/lib/shared/language/text";
import type { Page } from "@/lib/shared/page";
import { paths } from "@/lib/shared/paths";

type Named = { id: number; name: string };
type Props = { page: Page<DriftRow>; list: DriftList; templates: Named[]; canOpen: boolean; hasPartners: boolean };

/** The first few as sentences, the rest counted; all of them on hover. */
function Permissions({ keys }: { keys: readonly Permission[] }) {
  const sentences = keys.map((key) => t(permissionEntry(key).sentence).replace(/\.$/, ""));
  const shown = sentences.slice(0, 2).join("; ");
  return <span title={sentences.join("\n")}>{sentences.length > 2 ? t("{shown} and {count} more", { shown, count: sentences.length - 2 }) : shown}</span>;
}

function Decision({ row: { proposal, latest, number, declined } }: { row: DriftRow }) {
  if (proposal.length > 0) return <Badge tone="caution">{t("{changes, plural, one {# change} other {# changes}} of version {latest}", { changes: proposal.length, latest })}</Badge>;
  if (declined !== null && declined === number) return <>{t("nothing taken of version {declined}", { declined })}</>;
  return null;
}

const column = columnsFor<DriftRow>();
const columns = () =>
  column.columns([
    column.accessor("name", { header: t("Role") }),
    column.accessor("organizationName", { id: "organization", header: t("Partner") }),
    column.accessor("templateName", { id: "template", header: t("Template"), cell: ({ row: { original } }) => t("{templateName}, version {number}", { templateName: original.templateName, number: original.number }) }),
    column.accessor("more", { id: "more", header: t("Allows more"), cell: ({ getValue }) => <Permissions keys={getValue()} /> }),
    column.accessor("lacks", { id: "lacks", header: t("Lacks"), cell: ({ getValue }) => <Permissions keys={getValue()} /> }),
    column.accessor("proposal", { id: "proposal", header: t("Proposal"), cell: ({ row }) => <Decision row={row.original} /> }),
  ]);

const differences = () => [
  { value: "differs", label: t("different from its template") },
  { value: "same", label: t("the same") },
];
const proposals = () => [
  { value: "open", label: t("open##proposal") },
  { value: "declined", label: t("decided, nothing taken") },
  { value: "none", label: t("none##proposal") },
];

const filters = (): FilterSpec[] => [
  { kind: "choice", name: "state", label: t("Role"), options: differences(), pinned: true },
  { kind: "choice", name: "proposal", label: t("Proposal"), options: proposals(), multiple: true, pinned: true },
];
const byPartner = (): FilterSpec => ({ kind: "lookup", name: "organization", label: t("Partner"), fetchUrl: "/api/lookup/organizations" });

/** Clones beside their templates; a row leads to its proposal while one is open, else to the role. */
export function DriftTable({ page, list, templates, canOpen, hasPartners }: Props) {
  const shownColumns = useMemo(() => columns(), []);
  const chosen = templates.map(({ id, name }) => ({ value: String(id), label: name }));
  const byTemplate: FilterSpec = { kind: "lookup", name: "template", label: t("Template"), fetchUrl: "/api/lookup/roles?for=templates", chosen, multiple: true, pinned: true };
  return (
    <DataTable
      label={t("Clones")}
      noun={msg("{count, plural, =0 {no clones} one {# clone} other {# clones}}")}
      columns={shownColumns}
      page={page}
      list={list}
      definition={driftList}
      filters={[byTemplate, ...filters(), ...(hasPartners ? [byPartner()] : [])]}
      rowHref={canOpen ? (row) => (row.proposal.length > 0 ? paths.roleProposal(row.id) : paths.role(row.id)) : undefined}
      empty={{ kind: "nothing", title: t("No clones yet"), sentence: t("A role that is cloned from a template is compared with it here.") }}
    />
  );
}
