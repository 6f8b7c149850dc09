"use client";

import { useMemo } from "react";
import { DataTable } from "@/components/data-table/data-table";
import type { FilterSpec } from "@/components/data-table/filter-spec";
import { columnsFor } from "@/components/data-table/table-columns";
import type { Option } from "@/components/ui/option";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import type { GroupRow } from "@/lib/domain/groups/rows";
import { groupList, type GroupList } from "@/lib/domain/groups/schema";
import { msg, t } from "@/lib/shared/language/text";
import type { Page } from "@/lib/shared/page";
import { paths } from "@/lib/shared/paths";
import { partnerFilter } from "../partner-filter";
import { groupTypes } from "./group-type";

const column = columnsFor<GroupRow>();
const columns = () =>
  column.columns([
    column.accessor("name", { header: t("Name") }),
    column.accessor("type", { header: t("Kind"), cell: ({ getValue }) => t(groupTypes[getValue()].name) }),
    column.accessor("organizationName", { id: "organization", header: t("Partner") }),
    column.accessor("memberCount", { id: "members", header: t("People"), meta: { align: "right" }, cell: ({ getValue }) => getValue() ?? t("by rule") }),
    column.accessor("groupCount", { id: "groups", header: t("Groups inside"), meta: { align: "right", muted: true }, cell: ({ getValue }) => getValue() || "" }),
    column.accessor("description", { header: t("Description"), meta: { muted: true, hideOnCard: true } }),
    column.accessor("archivedAt", {
      id: "status",
      header: t("Status"),
      meta: { optional: true },
      cell: ({ getValue }) => (getValue() ? <Status tone="neutral">{t("Archived")}</Status> : <Status tone="ok">{t("In use")}</Status>),
    }),
    column.accessor("createdAt", { id: "created", header: t("Created"), meta: { align: "right", muted: true, optional: true }, cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
  ]);

const states = (): Option[] => [
  { value: "active", label: t("in use") },
  { value: "archived", label: t("archived") },
];
const types = (): Option[] => (["team", "rule", "security"] as const).map((value) => ({ value, label: t(groupTypes[value].word) }));

type Props = { page: Page<GroupRow>; list: GroupList; organizations: Option[] | null; canCreate: boolean };

export function GroupsTable({ page, list, organizations, canCreate }: Props) {
  const shownColumns = useMemo(() => columns(), []);
  const filters: FilterSpec[] = [
    { kind: "choice", name: "type", label: t("Kind"), options: types(), multiple: true, pinned: true },
    { kind: "choice", name: "status", label: t("Status"), options: states(), multiple: true },
    ...partnerFilter(organizations),
  ];
  return (
    <DataTable
      label={t("Groups")}
      noun={msg("{count, plural, =0 {no groups} one {# group} other {# groups}}")}
      columns={shownColumns}
      page={page}
      list={list}
      definition={groupList}
      filters={filters}
      rowHref={(row) => paths.group(row.id)}
      empty={{
        kind: "nothing",
        title: t("No groups yet"),
        sentence: t("Access given to a group reaches everybody in it, and ends when they leave it."),
        ...(canCreate ? { action: { href: paths.newGroup(), label: t("New group") } } : {}),
      }}
    />
  );
}
