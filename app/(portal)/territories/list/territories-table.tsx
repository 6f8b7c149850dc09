"use client";

import { useMemo } from "react";
import { DataTable } from "@/components/data-table/data-table";
import type { FilterSpec } from "@/components/data-table/filter-spec";
import { columnsFor } from "@/components/data-table/table-columns";
import type { TerritoryRow } from "@/lib/domain/territories/rows";
import { territoryList, type TerritoryList } from "@/lib/domain/territories/schema";
import { msg, t } from "@/lib/shared/language/text";
import { formatCount } from "@/lib/shared/numbers";
import type { Page } from "@/lib/shared/page";
import { paths } from "@/lib/shared/paths";

const column = columnsFor<TerritoryRow>();
const columns = () =>
  column.columns([
    column.accessor("name", { header: t("Name") }),
    column.accessor("parentName", { id: "in", header: t("In##territory"), cell: ({ getValue }) => getValue() ?? "" }),
    column.accessor("childCount", { id: "below", header: t("Territories below"), meta: { align: "right" }, cell: ({ getValue }) => formatCount(getValue()) }),
    column.accessor("organizationCount", { id: "partners", header: t("Partners"), meta: { align: "right" }, cell: ({ getValue }) => formatCount(getValue()) }),
    column.accessor("key", { header: t("Key"), meta: { muted: true } }),
  ]);
const filters = (): FilterSpec[] => [{ kind: "lookup", name: "parent", label: t("Part"), verb: t("is that of##part of the tree"), fetchUrl: "/api/lookup/territories" }];

/** The list of territories. */
export function TerritoriesTable({ page, list }: { page: Page<TerritoryRow>; list: TerritoryList }) {
  const shownColumns = useMemo(() => columns(), []);
  return (
    <DataTable
      label={t("Territories")}
      noun={msg("{count, plural, =0 {no territories} one {# territory} other {# territories}}")}
      columns={shownColumns}
      page={page}
      list={list}
      definition={territoryList}
      filters={filters()}
      rowHref={({ id }) => paths.territory(id)}
      empty={{ kind: "nothing", title: t("No territories yet.") }}
    />
  );
}
