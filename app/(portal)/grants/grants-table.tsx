"use client";

import { useMemo } from "react";
import { DataTable } from "@/components/data-table/data-table";
import type { FilterSpec } from "@/components/data-table/filter-spec";
import { columnsFor } from "@/components/data-table/table-columns";
import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import type { GrantFilterLabels } from "@/lib/domain/grants/choices";
import type { GrantRow } from "@/lib/domain/grants/rows";
import { grantList, type GrantList } from "@/lib/domain/grants/schema";
import { endsSoonDays } from "@/lib/shared/horizons";
import { msg, t } from "@/lib/shared/language/text";
import type { Page } from "@/lib/shared/page";
import { paths } from "@/lib/shared/paths";
import { GrantState, levelWords } from "./grant-words";

type Lookup = "user" | "group" | "role" | "organization";
type Props = { page: Page<GrantRow>; list: GrantList; chosen: GrantFilterLabels; lookups: Record<Lookup, boolean>; canGive: boolean };

const Holder = ({ grant }: { grant: GrantRow }) => (
  <span className="inline-flex flex-wrap items-center gap-1.5">
    {grant.holderName}
    {grant.groupId !== null && <Badge>{t("Group")}</Badge>}
  </span>
);

const column = columnsFor<GrantRow>();
const columns = () =>
  column.columns([
    column.accessor("holderName", { id: "holder", header: t("Held by"), cell: ({ row }) => <Holder grant={row.original} /> }),
    column.accessor("roleName", { id: "role", header: t("Role") }),
    column.accessor("scope", { header: t("Covers") }),
    column.accessor("level", { header: t("Level"), cell: ({ getValue }) => <span className="whitespace-nowrap">{t(levelWords[getValue()])}</span> }),
    column.accessor("state", { header: t("State"), cell: ({ row }) => <GrantState grant={row.original} /> }),
    column.accessor("organizationName", { id: "organization", header: t("Partner"), meta: { muted: true } }),
    column.accessor("reason", { header: t("Reason"), meta: { optional: true, muted: true } }),
    column.accessor("grantedByName", { id: "by", header: t("Given by"), meta: { optional: true, muted: true } }),
    column.accessor("createdAt", { id: "given", header: t("Given"), meta: { align: "right", muted: true }, cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
  ]);

const kinds = () => [
  { value: "everything", label: t("everything") },
  { value: "subtree", label: t("a partner and all below") },
  { value: "direct", label: t("a partner alone") },
  { value: "territory", label: t("a territory") },
  { value: "program", label: t("a program") },
  { value: "customers", label: t("chosen customers") },
  { value: "own", label: t("their own customers") },
];
const states = () => [
  { value: "current", label: t("in force") },
  { value: "future", label: t("not yet begun") },
  { value: "ended", label: t("ended") },
];

const fixed = (): FilterSpec[] => [
  { kind: "choice", name: "status", label: t("State"), options: states(), multiple: true, pinned: true },
  { kind: "choice", name: "ends", label: t("Ends"), options: [{ value: "soon", label: t("within {days, plural, one {# day} other {# days}}", { days: endsSoonDays }) }] },
  { kind: "choice", name: "kind", label: t("Scope"), options: kinds(), multiple: true },
];
const lookupFilters = (): { name: Lookup; label: string; fetchUrl: string }[] => [
  { name: "user", label: t("User"), fetchUrl: "/api/lookup/users" },
  { name: "group", label: t("Group"), fetchUrl: "/api/lookup/groups" },
  { name: "role", label: t("Role"), fetchUrl: "/api/lookup/roles" },
  { name: "organization", label: t("Partner"), fetchUrl: "/api/lookup/organizations" },
];

/** The list of grants. */
export function GrantsTable({ page, list, chosen, lookups, canGive }: Props) {
  const shownColumns = useMemo(() => columns(), []);
  const byRecord = lookupFilters().filter(({ name }) => lookups[name]).map((filter) => ({ ...filter, kind: "lookup" as const, chosen: chosen[filter.name] ?? [] }));
  return (
    <DataTable
      label={t("Access given")}
      noun={msg("{count, plural, =0 {no grants} one {# grant} other {# grants}}")}
      columns={shownColumns}
      page={page}
      list={list}
      definition={grantList}
      filters={[...fixed(), ...byRecord]}
      rowHref={(row) => paths.grant(row.id)}
      empty={{
        kind: "nothing",
        title: t("No access given yet"),
        sentence: t("Who is given a role on some records will stand here."),
        action: canGive ? { href: paths.newGrant(), label: t("Give access") } : undefined,
      }}
    />
  );
}
