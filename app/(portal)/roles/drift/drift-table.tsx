"use client";

import { DataTable } from "@/components/data-table/data-table";
import type { FilterSpec } from "@/components/data-table/filter-spec";
import { columnsFor } from "@/components/data-table/table-columns";
import { Badge } from "@/components/ui/badge";
import { permissionEntry, type Permission } from "@/lib/access/permissions";
import type { DriftRow } from "@/lib/domain/roles/rows";
import { driftList, type DriftList } from "@/lib/domain/roles/schema";
import { counted } from "@/lib/shared/numbers";
import type { Page } from "@/lib/shared/page";
import { paths } from "@/lib/shared/paths";

type Named = { id: number; name: string };
type Props = { page: Page<DriftRow>; list: DriftList; templates: Named[]; canOpen: boolean; hasPartners: boolean };

/** The first few as sentences, the rest counted; all of them on hover. */
function Permissions({ keys }: { keys: readonly Permission[] }) {
  const sentences = keys.map((key) => permissionEntry(key).sentence.replace(/\.$/, ""));
  const shown = sentences.slice(0, 2).join(", ");
  return <span title={sentences.join("\n")}>{sentences.length > 2 ? `${shown} and ${sentences.length - 2} more` : shown}</span>;
}

function Decision({ row: { proposal, latest, number, declined } }: { row: DriftRow }) {
  if (proposal.length > 0) return <Badge tone="caution">{`${counted(proposal.length, "change")} of version ${latest}`}</Badge>;
  if (declined !== null && declined === number) return <>declined version {declined}</>;
  return null;
}

const column = columnsFor<DriftRow>();
const columns = column.columns([
  column.accessor("name", { header: "Role" }),
  column.accessor("organizationName", { id: "organization", header: "Partner" }),
  column.accessor("templateName", { id: "template", header: "Template", cell: ({ row }) => `${row.original.templateName}, version ${row.original.number}` }),
  column.accessor("more", { id: "more", header: "Allows more", cell: ({ getValue }) => <Permissions keys={getValue()} /> }),
  column.accessor("lacks", { id: "lacks", header: "Lacks", cell: ({ getValue }) => <Permissions keys={getValue()} /> }),
  column.accessor("proposal", { id: "proposal", header: "Proposal", cell: ({ row }) => <Decision row={row.original} /> }),
]);

const filters: FilterSpec[] = [
  { kind: "choice", name: "state", label: "Role", options: [{ value: "differs", label: "different from its template" }, { value: "same", label: "the same" }], pinned: true },
  { kind: "choice", name: "proposal", label: "Proposal", options: [{ value: "open", label: "open" }, { value: "declined", label: "declined" }, { value: "none", label: "none" }], multiple: true, pinned: true },
];
const byPartner: FilterSpec = { kind: "lookup", name: "organization", label: "Partner", fetchUrl: "/api/lookup/organizations" };

/** Clones beside their templates; a row leads to its proposal while one is open, else to the role. */
export function DriftTable({ page, list, templates, canOpen, hasPartners }: Props) {
  const chosen = templates.map(({ id, name }) => ({ value: String(id), label: name }));
  const byTemplate: FilterSpec = { kind: "lookup", name: "template", label: "Template", fetchUrl: "/api/lookup/roles?for=templates", chosen, multiple: true, pinned: true };
  return (
    <DataTable
      label="Clones"
      columns={columns}
      page={page}
      list={list}
      definition={driftList}
      filters={[byTemplate, ...filters, ...(hasPartners ? [byPartner] : [])]}
      rowHref={canOpen ? (row) => (row.proposal.length > 0 ? paths.roleProposal(row.id) : paths.role(row.id)) : undefined}
      empty={{ kind: "nothing", title: "No clones yet", sentence: "A role that is cloned from a template is compared with it here." }}
    />
  );
}
