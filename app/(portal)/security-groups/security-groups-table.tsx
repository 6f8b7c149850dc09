"use client";

import { DataTable } from "@/components/data-table/data-table";
import type { FilterSpec } from "@/components/data-table/filter-spec";
import { columnsFor } from "@/components/data-table/table-columns";
import { Badge } from "@/components/ui/badge";
import type { Option } from "@/components/ui/option";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import type { SecurityGroupRow } from "@/lib/domain/groups/rows";
import { securityGroupList, type SecurityGroupList } from "@/lib/domain/groups/schema";
import { formatCount } from "@/lib/shared/numbers";
import type { Page } from "@/lib/shared/page";
import { paths } from "@/lib/shared/paths";
import { partnerFilter } from "../partner-filter";

const column = columnsFor<SecurityGroupRow>();
const columns = column.columns([
  column.accessor("name", { header: "Name", cell: ({ row: { original } }) => <Named group={original} /> }),
  column.accessor("access", { id: "scope", header: "It reaches", cell: ({ row: { original } }) => scopeOf(original) }),
  column.accessor("access", { id: "role", header: "Role", cell: ({ row: { original } }) => rolesOf(original) }),
  column.accessor("memberCount", { id: "members", header: "People", meta: { align: "right" } }),
  column.accessor("customers", { id: "customers", header: "Customers", meta: { align: "right" }, cell: ({ getValue }) => customersOf(getValue()) }),
  column.accessor("organizationName", { id: "organization", header: "Partner", meta: { muted: true } }),
  column.accessor("archivedAt", {
    id: "status",
    header: "Status",
    meta: { optional: true },
    cell: ({ getValue }) => (getValue() ? <Status tone="neutral">Archived</Status> : <Status tone="ok">In use</Status>),
  }),
  column.accessor("createdAt", { id: "created", header: "Created", meta: { align: "right", muted: true, optional: true }, cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
]);

const Named = ({ group: { name, access, archivedAt } }: { group: SecurityGroupRow }) => (
  <span className="inline-flex flex-wrap items-center gap-1.5">
    {name}
    {access?.some(({ isFull }) => isFull) && <Badge>Full access</Badge>}
    {archivedAt && <Badge>Archived</Badge>}
  </span>
);

const hidden = "you may not see";

function scopeOf({ access }: SecurityGroupRow): string {
  if (access === null) return hidden;
  const words = [...new Set(access.map(({ scope }) => scope))].join("; ");
  return words.charAt(0).toUpperCase() + words.slice(1) || "Nothing yet";
}

function rolesOf({ access }: SecurityGroupRow): string {
  if (access === null) return "";
  return access.map(({ roleName, level }) => (level === "read" ? `${roleName}, to read` : roleName)).join("; ");
}

const customersOf = (total: SecurityGroupRow["customers"]) => (total === null ? "" : total.exact ? formatCount(total.count) : `over ${formatCount(total.count)}`);

const states: Option[] = [
  { value: "active", label: "in use" },
  { value: "archived", label: "archived" },
];
const reaches: Option[] = [
  { value: "specific", label: "customer-specific" },
  { value: "full", label: "full access" },
];

type Props = { page: Page<SecurityGroupRow>; list: SecurityGroupList; organizations: Option[] | null; canCreate: boolean; mayFilterReach: boolean };

export function SecurityGroupsTable({ page, list, organizations, canCreate, mayFilterReach }: Props) {
  const filters: FilterSpec[] = [
    ...(mayFilterReach ? [{ kind: "choice" as const, name: "reach", label: "It reaches", options: reaches, pinned: true }] : []),
    { kind: "choice", name: "status", label: "Status", options: states, multiple: true },
    ...partnerFilter(organizations),
  ];
  return (
    <DataTable
      label="Security groups"
      columns={columns}
      page={page}
      list={list}
      definition={securityGroupList}
      filters={filters}
      rowHref={(row) => paths.securityGroup(row.id)}
      empty={{
        kind: "nothing",
        title: "No security groups yet",
        sentence: "A security group is made when a person is put into some customers, or here.",
        ...(canCreate ? { action: { href: paths.newGroup("?type=security"), label: "New security group" } } : {}),
      }}
    />
  );
}
