"use client";

import { useMemo } from "react";
import { DataTable } from "@/components/data-table/data-table";
import type { FilterSpec } from "@/components/data-table/filter-spec";
import { columnsFor } from "@/components/data-table/table-columns";
import type { Option } from "@/components/ui/option";
import { RelativeTime } from "@/components/ui/relative-time";
import type { CustomerRow } from "@/lib/domain/customers/rows";
import { customerList, type CustomerList } from "@/lib/domain/customers/schema";
import { msg, t, type Message } from "@/lib/shared/language/text";
import { received, type AsSent, type SentPage } from "@/lib/shared/page";
import { paths } from "@/lib/shared/paths";
import type { FilterLabels } from "@/lib/domain/customers/filter-labels";
import { CustomerStatus } from "./customer-status";

type Lookup = "organization" | "territory" | "program" | "manager";
type Props = {
  page: SentPage<CustomerRow>;
  list: CustomerList;
  /** Labels of the values the lookup filters have in use. */
  chosen: FilterLabels;
  lookups: Record<Lookup, boolean>;
  canCreate: boolean;
  canOpen: boolean;
};

const column = columnsFor<AsSent<CustomerRow>>();
const columns = () =>
  column.columns([
    column.accessor("name", { header: t("Name") }),
    column.accessor("key", { header: t("Number"), meta: { muted: true } }),
    column.accessor("organizationName", { id: "organization", header: t("Partner") }),
    column.accessor("territoryName", { id: "territory", header: t("Territory") }),
    column.accessor("accountManagerName", { id: "manager", header: t("Account manager"), meta: { muted: true }, cell: ({ getValue }) => getValue() ?? t("none##account manager") }),
    column.accessor("status", { header: t("Status"), cell: ({ getValue }) => <CustomerStatus status={getValue()} /> }),
    column.accessor("city", { header: t("City"), meta: { optional: true } }),
    column.accessor("country", { header: t("Country"), meta: { optional: true } }),
    column.accessor("createdAt", { id: "created", header: t("Created"), meta: { align: "right", muted: true, optional: true }, cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
    column.accessor("updatedAt", { id: "updated", header: t("Updated"), meta: { align: "right", muted: true }, cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
  ]);

const statuses = (): Option[] => [
  { value: "active", label: t("active") },
  { value: "suspended", label: t("suspended") },
  { value: "archived", label: t("archived") },
];

const lookupFilters: { name: Lookup; label: Message; fetchUrl: string }[] = [
  { name: "organization", label: msg("Partner"), fetchUrl: "/api/lookup/organizations" },
  { name: "territory", label: msg("Territory"), fetchUrl: "/api/lookup/territories" },
  { name: "program", label: msg("Program"), fetchUrl: "/api/lookup/programs" },
  { name: "manager", label: msg("Account manager"), fetchUrl: "/api/lookup/users" },
];

export function CustomersTable({ page, list, chosen, lookups, canCreate, canOpen }: Props) {
  const shownColumns = useMemo(() => columns(), []);
  const shown = useMemo(() => received(page), [page]);
  const filters: FilterSpec[] = [
    { kind: "choice", name: "status", label: t("Status"), options: statuses(), multiple: true, pinned: true },
    ...lookupFilters.filter(({ name }) => lookups[name]).map((filter) => ({ ...filter, label: t(filter.label), kind: "lookup" as const, chosen: chosen[filter.name] ?? [] })),
  ];
  const action = canCreate ? { href: paths.newCustomer(), label: t("New customer") } : undefined;
  return (
    <DataTable
      label={t("Customers")}
      noun={msg("{count, plural, =0 {no customers} one {# customer} other {# customers}}")}
      columns={shownColumns}
      page={shown}
      list={list}
      definition={customerList}
      filters={filters}
      rowHref={(row) => (canOpen ? paths.customer(row.id) : null)}
      empty={{ kind: "nothing", title: t("No customers yet"), sentence: t("The customers you may see will stand here."), action }}
    />
  );
}
