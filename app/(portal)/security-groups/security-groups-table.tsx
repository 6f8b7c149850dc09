"use client";

import { useMemo } from "react";
import { DataTable } from "@/components/data-table/data-table";
import type { FilterSpec } from "@/components/data-table/filter-spec";
import { columnsFor } from "@/components/data-table/table-columns";
import { Badge } from "@/components/ui/badge";
import type { Option } from "@/components/ui/option";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import type { SecurityGroupRow } from "@/lib/domain/groups/rows";
import { securityGroupList, type SecurityGroupList } from "@/lib/domain/groups/schema";
import { asSentence } from "@/lib/shared/language/as-sentence";
import { msg, t } from "@/lib/shared/language/text";
import { formatCount } from "@/lib/shared/numbers";
import type { Page } from "@/lib/shared/page";
import { paths } from "@/lib/shared/paths";
import { partnerFilter } from "../partner-filter";

const column = columnsFor<SecurityGroupRow>();
const columns = () =>
  column.columns([
    column.accessor("name", { header: t("Name"), cell: ({ row: { original } }) => <Named group={original} /> }),
    column.accessor("access", { id: "scope", header: t("It reaches"), cell: ({ row: { original } }) => scopeOf(original) }),
    column.accessor("access", { id: "role", header: t("Role"), cell: ({ row: { original } }) => rolesOf(original) }),
    column.accessor("memberCount", { id: "members", header: t("People"), meta: { align: "right" } }),
    column.accessor("customers", { id: "customers", header: t("Customers"), meta: { align: "right" }, cell: ({ getValue }) => customersOf(getValue()) }),
    column.accessor("organizationName", { id: "organization", header: t("Partner"), meta: { muted: true } }),
    column.accessor("archivedAt", {
      id: "status",
      header: t("Status"),
      meta: { optional: true },
      cell: ({ getValue }) => (getValue() ? <Status tone="neutral">{t("Archived")}</Status> : <Status tone="ok">{t("In use")}</Status>),
    }),
    column.accessor("createdAt", { id: "created", header: t("Created"), meta: { align: "right", muted: true, optional: true }, cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
  ]);

const Named = ({ group: { name, access, archivedAt } }: { group: SecurityGroupRow }) => (
  <span className="inline-flex flex-wrap items-center gap-1.5">
    {name}
    {access?.some(({ isFull }) => isFull) && <Badge>{t("Full access")}</Badge>}
    {archivedAt && <Badge>{t("Archived")}</Badge>}
  </span>
);

function scopeOf({ access }: SecurityGroupRow): string {
  if (access === null) return t("you may not see");
  const words = [...new Set(access.map(({ scope }) => scope))].join("; ");
  return asSentence(words) || t("Nothing yet");
}

function rolesOf({ access }: SecurityGroupRow): string {
  if (access === null) return "";
  return access.map(({ roleName, level }) => (level === "read" ? t("{roleName}, to read", { roleName }) : roleName)).join("; ");
}

const customersOf = (total: SecurityGroupRow["customers"]) => (total === null ? "" : total.exact ? formatCount(total.count) : t("over {count}", { count: formatCount(total.count) }));

const states = (): Option[] => [
  { value: "active", label: t("in use") },
  { value: "archived", label: t("archived") },
];
const reaches = (): Option[] => [
  { value: "specific", label: t("customer-specific") },
  { value: "full", label: t("full access") },
];

type Props = { page: Page<SecurityGroupRow>; list: SecurityGroupList; organizations: Option[] | null; canCreate: boolean; mayFilterReach: boolean };

export function SecurityGroupsTable({ page, list, organizations, canCreate, mayFilterReach }: Props) {
  const shownColumns = useMemo(() => columns(), []);
  const filters: FilterSpec[] = [
    ...(mayFilterReach ? [{ kind: "choice" as const, name: "reach", label: t("Scope"), options: reaches(), pinned: true }] : []),
    { kind: "choice", name: "status", label: t("Status"), options: states(), multiple: true },
    ...partnerFilter(organizations),
  ];
  return (
    <DataTable
      label={t("Security groups")}
      noun={msg("{count, plural, =0 {no security groups} one {# security group} other {# security groups}}")}
      columns={shownColumns}
      page={page}
      list={list}
      definition={securityGroupList}
      filters={filters}
      rowHref={(row) => paths.securityGroup(row.id)}
      empty={{
        kind: "nothing",
        title: t("No security groups yet"),
        sentence: t("A security group is made when a person is put into some customers, or here."),
        ...(canCreate ? { action: { href: paths.newGroup("?type=security"), label: t("New security group") } } : {}),
      }}
    />
  );
}
