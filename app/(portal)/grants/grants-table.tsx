"use client";

import { DataTable } from "@/components/data-table/data-table";
import type { FilterSpec } from "@/components/data-table/filter-spec";
import { columnsFor } from "@/components/data-table/table-columns";
import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import type { GrantFilterLabels } from "@/lib/domain/grants/choices";
import type { GrantRow } from "@/lib/domain/grants/rows";
import { grantList, type GrantList } from "@/lib/domain/grants/schema";
import { endsSoonDays } from "@/lib/shared/horizons";
import type { Page } from "@/lib/shared/page";
import { paths } from "@/lib/shared/paths";
import { GrantState, levelWords } from "./grant-words";

type Lookup = "user" | "group" | "role" | "organization";
type Props = { page: Page<GrantRow>; list: GrantList; chosen: GrantFilterLabels; lookups: Record<Lookup, boolean>; canGive: boolean };

const Holder = ({ grant }: { grant: GrantRow }) => (
  <span className="inline-flex flex-wrap items-center gap-1.5">
    {grant.holderName}
    {grant.groupId !== null && <Badge>Group</Badge>}
  </span>
);

const column = columnsFor<GrantRow>();
const columns = column.columns([
  column.accessor("holderName", { id: "holder", header: "Held by", cell: ({ row }) => <Holder grant={row.original} /> }),
  column.accessor("roleName", { id: "role", header: "Role" }),
  column.accessor("scope", { header: "Covers" }),
  column.accessor("level", { header: "Level", cell: ({ getValue }) => <span className="whitespace-nowrap">{levelWords[getValue()]}</span> }),
  column.accessor("state", { header: "State", cell: ({ row }) => <GrantState grant={row.original} /> }),
  column.accessor("organizationName", { id: "organization", header: "Partner", meta: { muted: true } }),
  column.accessor("reason", { header: "Reason", meta: { optional: true, muted: true } }),
  column.accessor("grantedByName", { id: "by", header: "Given by", meta: { optional: true, muted: true } }),
  column.accessor("createdAt", { id: "given", header: "Given", meta: { align: "right", muted: true }, cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
]);

const kinds = [
  { value: "everything", label: "everything" },
  { value: "subtree", label: "a partner and all below" },
  { value: "direct", label: "a partner alone" },
  { value: "territory", label: "a territory" },
  { value: "program", label: "a program" },
  { value: "customers", label: "chosen customers" },
  { value: "own", label: "their own customers" },
];
const states = [
  { value: "current", label: "in force" },
  { value: "future", label: "not yet begun" },
  { value: "ended", label: "ended" },
];

const fixed: FilterSpec[] = [
  { kind: "choice", name: "status", label: "State", options: states, multiple: true, pinned: true },
  { kind: "choice", name: "ends", label: "Ends", verb: "is", options: [{ value: "soon", label: `within ${endsSoonDays} days` }] },
  { kind: "choice", name: "kind", label: "Scope", options: kinds, multiple: true },
];
const lookupFilters: { name: Lookup; label: string; fetchUrl: string }[] = [
  { name: "user", label: "User", fetchUrl: "/api/lookup/users" },
  { name: "group", label: "Group", fetchUrl: "/api/lookup/groups" },
  { name: "role", label: "Role", fetchUrl: "/api/lookup/roles" },
  { name: "organization", label: "Partner", fetchUrl: "/api/lookup/organizations" },
];

/** The list of grants. */
export function GrantsTable({ page, list, chosen, lookups, canGive }: Props) {
  const byRecord = lookupFilters.filter(({ name }) => lookups[name]).map((filter) => ({ ...filter, kind: "lookup" as const, chosen: chosen[filter.name] ?? [] }));
  return (
    <DataTable
      label="Access given"
      noun={["grant", "grants"]}
      columns={columns}
      page={page}
      list={list}
      definition={grantList}
      filters={[...fixed, ...byRecord]}
      rowHref={(row) => paths.grant(row.id)}
      empty={{
        kind: "nothing",
        title: "No access given yet",
        sentence: "Who is given a role on some records will stand here.",
        action: canGive ? { href: paths.newGrant(), label: "Give access" } : undefined,
      }}
    />
  );
}
