"use client";

import { useMemo } from "react";
import { DataTable } from "@/components/data-table/data-table";
import type { FilterSpec } from "@/components/data-table/filter-spec";
import { columnsFor } from "@/components/data-table/table-columns";
import { RelativeTime } from "@/components/ui/relative-time";
import type { RoleRow } from "@/lib/domain/roles/rows";
import { roleList, type RoleList } from "@/lib/domain/roles/schema";
import { msg, t } from "@/lib/shared/language/text";
import type { Page } from "@/lib/shared/page";
import { paths } from "@/lib/shared/paths";
import { RoleMarks } from "./role-marks";

type Props = { page: Page<RoleRow>; list: RoleList; canOpen: boolean; canCreate: boolean; hasPartners: boolean; templates: { id: number; name: string }[] };

const Name = ({ role }: { role: RoleRow }) => (
  <span className="inline-flex flex-wrap items-center gap-1.5">
    {role.name}
    <RoleMarks role={role} />
  </span>
);

const column = columnsFor<RoleRow>();
const columns = () =>
  column.columns([
    column.accessor("name", { header: t("Name"), cell: ({ row }) => <Name role={row.original} /> }),
    column.accessor("description", { header: t("What it is for"), meta: { muted: true } }),
    column.accessor("organizationName", { id: "organization", header: t("Partner") }),
    column.accessor("permissionCount", { id: "permissions", header: t("Permissions"), meta: { align: "right" } }),
    column.accessor("updatedAt", { id: "updated", header: t("Updated"), meta: { align: "right", muted: true }, cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
  ]);

const kinds = () => [
  { value: "role", label: t("role") },
  { value: "template", label: t("template") },
];
const states = () => [
  { value: "active", label: t("in use") },
  { value: "archived", label: t("archived") },
];

const filters = (): FilterSpec[] => [
  { kind: "choice", name: "kind", label: t("Kind"), options: kinds(), multiple: false, pinned: true },
  { kind: "choice", name: "status", label: t("State"), options: states(), multiple: true },
];
const byPartner = (): FilterSpec => ({ kind: "lookup", name: "organization", label: t("Partner"), fetchUrl: "/api/lookup/organizations" });

const byTemplate = (templates: Props["templates"]): FilterSpec => ({
  kind: "lookup",
  name: "template",
  label: t("Cloned"),
  verb: t("from##cloned from a template"),
  fetchUrl: "/api/lookup/roles?for=templates",
  chosen: templates.map(({ id, name }) => ({ value: String(id), label: name })),
  multiple: true,
});

/** The list of roles. */
export function RolesTable({ page, list, canOpen, canCreate, hasPartners, templates }: Props) {
  const shownColumns = useMemo(() => columns(), []);
  const shown = [...filters(), ...(templates.length > 0 ? [byTemplate(templates)] : []), ...(hasPartners ? [byPartner()] : [])];
  return (
    <DataTable
      label={t("Roles")}
      noun={msg("{count, plural, =0 {no roles} one {# role} other {# roles}}")}
      columns={shownColumns}
      page={page}
      list={list}
      definition={roleList}
      filters={shown}
      rowHref={canOpen ? (row) => paths.role(row.id) : undefined}
      empty={{
        kind: "nothing",
        title: t("No roles yet"),
        sentence: t("A role says what its holders may do. Where they may do it is said when access is given."),
        action: canCreate ? { href: paths.newRole(), label: t("New role") } : undefined,
      }}
    />
  );
}
